"""Mending mistakes: freely before the plan is agreed, with source and second person afterwards."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.delivery import Occasion
from models.message_json import message_from
from models.partnership import Partnership
from models.pending import PendingAct
from models.people import Person, RoleAssignment
from models.plan import Action
from models.standing import standings
from models.states import Role
from tests.handlers.doing import NOW, do, notice
from tests.world import World

WRONG, RIGHT = date(2034, 1, 31), date(2024, 1, 31)


def built(session: Session, *, agreed: bool) -> tuple[World, Person, Action]:
    world = World(session, agreed=agreed)
    officer = world.person("Programme Officer")
    world.role(officer, Role.PROGRAMME_OFFICE)
    world.role(world.person("Chair"), Role.CHAIR)
    action = world.action("6.1", owner=world.person("Assessment Manager"), due=WRONG)
    return world, officer, action


def correct(world: World, officer: Person, **more: str) -> str:
    return notice(
        do(
            world.session, "action.correct", by=officer, ref="6.1", field="due",
            value="2024-01-31", **more,
        )
    )  # fmt: skip


def test_before_it_is_agreed_the_office_corrects_freely(session: Session) -> None:
    world, officer, action = built(session, agreed=False)
    assert correct(world, officer) == "6.1 is corrected: due is Wednesday 31 January 2024."
    assert (action.due, action.original_due) == (RIGHT, RIGHT)


def test_afterwards_a_correction_needs_its_source(session: Session) -> None:
    _, officer, action = built(session, agreed=True)
    reply = do(session, "action.correct", by=officer, ref="6.1", field="due", value="2024-01-31")
    assert "needs its source" in reply.errors["source"]
    assert action.due == WRONG


def test_afterwards_a_correction_waits_for_a_second_person(session: Session) -> None:
    world, officer, action = built(session, agreed=True)
    said = correct(world, officer, source="letter of 31 July 2023")
    assert said == "This waits for a second person: Chair can confirm it."
    assert action.due == WRONG


def test_a_second_person_who_may_not_confirm_is_refused(session: Session) -> None:
    world, officer, action = built(session, agreed=True)
    said = correct(world, officer, source="letter of 31 July 2023", second="Assessment Manager")
    assert said == "The second person should be Chair; found 'Assessment Manager'."
    session.delete(session.scalars(select(RoleAssignment).filter_by(role=Role.CHAIR)).one())
    said = correct(world, officer, source="letter of 31 July 2023")
    assert said.endswith("Nobody holds such a role now; give one to somebody first.")
    assert session.scalars(select(PendingAct)).all() == []
    assert action.due == WRONG


def test_the_second_person_confirms_and_nothing_counts_as_re_dated(session: Session) -> None:
    world, officer, action = built(session, agreed=True)
    correct(world, officer, source="letter of 31 July 2023")
    chair = session.scalars(select(Person).where(Person.name == "Chair")).one()
    asked = session.scalars(select(Occasion).where(Occasion.person_id == chair.id)).one()
    assert message_from(asked.message).kind == "second_person"
    do(session, "second.confirm", by=chair, pending="1")
    assert (action.due, action.original_due) == (RIGHT, RIGHT)
    standing = standings(session, world.plan.id, NOW, Partnership())[action.id]
    assert standing.action.moves == 0


def test_nobody_is_their_own_second_person(session: Session) -> None:
    world, officer, action = built(session, agreed=True)
    correct(world, officer, source="letter of 31 July 2023")
    reply = do(session, "second.confirm", by=officer, pending="1")
    assert notice(reply) == "The second person has to be somebody else than who asked."
    assert action.due == WRONG


def test_a_colleague_without_a_role_cannot_confirm(session: Session) -> None:
    world, officer, action = built(session, agreed=True)
    correct(world, officer, source="letter of 31 July 2023")
    do(session, "second.confirm", by=world.person("Colleague"), pending="1")
    assert action.due == WRONG


def test_a_disputed_action_gets_its_owner(session: Session) -> None:
    world, officer, action = built(session, agreed=True)
    successor = world.person("Tribunal Lead")
    action.disputed_by_id, action.disputed_at = action.owner_id, NOW
    reply = do(
        session, "action.assign", by=officer, ref="6.1", person="tribunal lead", reason="found"
    )
    assert notice(reply) == "6.1 belongs to Tribunal Lead now, who has been told."
    assert (action.owner_id, action.disputed_at) == (successor.id, None)


def test_no_hand_moves_the_date_first_agreed(session: Session) -> None:
    built(session, agreed=True)
    with pytest.raises(DBAPIError, match="correction of record only"):
        session.execute(text("UPDATE action SET original_due = '2024-02-29'"))


def test_before_it_is_agreed_the_date_first_planned_may_change(session: Session) -> None:
    _, _, action = built(session, agreed=False)
    session.execute(text("UPDATE action SET original_due = '2024-02-29'"))
    session.refresh(action)
    assert action.original_due == date(2024, 2, 29)
