"""Two people at the same moment: one decision, and the other is told what stands."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from handlers.changing.requests import seen_now
from models.audit import AuditEvent, first_fault
from models.change import ChangeRequest, ChangeStep, Handover
from models.people import Person
from models.plan import Action, ActionChange, PlanVersion
from models.store import transaction
from tests.handlers.changing.desk import APRIL, SOON, Desk, said
from tests.handlers.doing import do

Asks = list[tuple[int, str, dict[str, str]]]


def all_at_once(engine: Engine, desk: Desk, asks: Asks) -> list[str]:
    """What each of them is told, who all press at one moment, each in a transaction."""
    barrier = Barrier(len(asks))

    def press(ask: tuple[int, str, dict[str, str]]) -> str:
        person_id, verb, fields = ask
        barrier.wait()
        with transaction(engine) as session:
            by = session.get_one(Person, person_id)
            given: dict[str, object] = {**fields}
            return said(do(session, verb, by=by, at=desk.now, **given))  # type: ignore[arg-type] # words alone

    with ThreadPoolExecutor(len(asks)) as pool:
        return list(pool.map(press, asks))


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """A desk whose plan is committed."""
    with Session(engine, expire_on_commit=False) as session:
        made = Desk(session)
        made.locally("7.4")
        session.commit()
        session.close()
    return made


def test_of_two_who_decide_one_is_told_that_the_other_was_quicker(
    engine: Engine, desk: Desk
) -> None:
    asked = desk.ask_for("due", to=SOON)
    form = {"request": str(asked.id), "seen": str(seen_now(desk.session, asked)), "level": "chair"}
    desk.session.commit()
    desk.session.close()
    approve = {**form, "decision": "approve"}
    refuse = {**form, "decision": "refuse", "reason": "It can be done in January."}
    told = all_at_once(
        engine,
        desk,
        [(desk.chair.id, "change.decide", approve), (desk.second.id, "change.decide", refuse)],
    )
    assert sum("was quicker" in words for words in told) == 1
    with transaction(engine) as session:
        states = list(session.scalars(select(ChangeStep.state).order_by(ChangeStep.id)))
        assert states in (["submitted", "approved_chair", "agreed"], ["submitted", "refused"])
        versions = len(session.scalars(select(PlanVersion)).all())
        moves = len(session.scalars(select(ActionChange)).all())
        assert (versions, moves) == ((2, 1) if "agreed" in states else (1, 0))
        events = session.scalars(select(AuditEvent).order_by(AuditEvent.seq)).all()
        assert first_fault(events) is None


def test_of_two_who_ask_the_same_one_request_is_made(engine: Engine, desk: Desk) -> None:
    fields = {"topic": "due", "ref": "7.4", "to": APRIL.isoformat(), "reason": "Late."}
    told = all_at_once(
        engine,
        desk,
        [(desk.owner.id, "change.save", fields), (desk.deputy.id, "change.save", fields)],
    )
    assert sum("is asked for already" in words for words in told) == 1
    with transaction(engine) as session:
        assert len(session.scalars(select(ChangeRequest)).all()) == 1


def test_a_double_click_on_accept_gives_the_action_once(engine: Engine, desk: Desk) -> None:
    asked = desk.ask_for("owner", person=desk.colleague.email)
    desk.decide(asked, desk.lead, "area_lead")
    offered = {"handover": str(desk.offered().id)}
    desk.session.commit()
    desk.session.close()
    told = all_at_once(engine, desk, [(desk.colleague.id, "change.accept", offered)] * 2)
    assert sorted(words[:8] for words in told) == ["7.4 is y", "That off"]
    with transaction(engine) as session:
        action = session.scalars(select(Action).where(Action.ref == "7.4")).one()
        assert action.owner_id == desk.colleague.id
        assert session.scalars(select(Handover.state)).all() == ["accepted"]
