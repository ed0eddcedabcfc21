"""People act on the same evidence at one moment: nothing is lost, the chain is whole."""

from __future__ import annotations

from collections import Counter
from threading import Barrier, Thread

from sqlalchemy import Engine, select

from models.audit import AuditEvent
from models.audit_walk import walk
from models.evidence import EvidenceItem, EvidenceReview
from models.people import Person
from models.plan import Action, ActionChange
from models.states import EvidenceDecision, Stage
from models.store import transaction
from tests.handlers.doing import do
from tests.handlers.evidence.claimed import Claimed


def at_once(engine: Engine, *acts: tuple[str, int, dict[str, str]]) -> None:
    """Each act in a thread and a transaction of its own, all at one moment."""
    ready = Barrier(len(acts))
    broke: list[BaseException] = []

    def act(verb: str, person_id: int, fields: dict[str, str]) -> None:
        try:
            ready.wait()
            with transaction(engine) as session:
                person = session.get_one(Person, person_id)
                do(session, verb, by=person, **fields)  # type: ignore[arg-type] # words only
        except BaseException as error:  # noqa: BLE001 - a thread's error is the test's
            broke.append(error)

    threads = [Thread(target=act, args=each) for each in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broke == []


def test_two_accept_one_returns_and_one_adds(engine: Engine) -> None:
    with transaction(engine) as session:
        claimed = Claimed(session)
        claimed.formal()
        who = (claimed.verifier.id, claimed.second.id, claimed.chair.id, claimed.owner.id)
        action = str(claimed.action.id)
    first, second, chair, owner = who
    at_once(
        engine,
        ("evidence.accept", first, {"action": action}),
        ("evidence.accept", second, {"action": action}),
        ("evidence.save_return", chair, {"action": action, "reason": "June is missing"}),
        ("evidence.save_attached", owner, {"action": action, "evidence": "https://e.org/more"}),
    )
    with transaction(engine) as session:
        assert walk(session).fault is None
        assert session.scalars(select(Action)).one().stage is Stage.IN_PROGRESS
        reviews = Counter(session.scalars(select(EvidenceReview.decision)))
        events = Counter(
            act for act in session.scalars(select(AuditEvent.act)) if act.startswith("evidence_")
        )
        assert events["evidence_accepted"] == reviews[EvidenceDecision.ACCEPTED]
        assert events["evidence_returned"] == reviews[EvidenceDecision.RETURNED] >= 1
        assert events["evidence_added"] == len(session.scalars(select(EvidenceItem.id)).all()) == 2


def test_of_several_presses_of_the_chair_one_proves_it(engine: Engine) -> None:
    with transaction(engine) as session:
        claimed = Claimed(session)
        claimed.accept(claimed.verifier)
        chair, action = claimed.chair.id, str(claimed.action.id)
    at_once(engine, *(("evidence.prove", chair, {"action": action}) for _ in range(4)))
    with transaction(engine) as session:
        assert walk(session).fault is None
        verified = session.scalars(
            select(ActionChange).where(ActionChange.after == Stage.VERIFIED.value)
        ).all()
        assert len(verified) == 1
