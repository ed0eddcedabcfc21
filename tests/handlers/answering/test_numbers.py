"""Numbers within a cycle: one each, without a gap, however many answer at once."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from handlers.request import Request
from handlers.verbs import call
from models.audit import Actor, AuditEvent, first_fault
from models.people import Person
from models.states import Door
from models.store import transaction
from models.update import Update
from tests.handlers.answering.month import FRIDAY, HERE, Month

WRITERS = 4
EACH = 3


def _press(engine: Engine, person_id: int, args: dict[str, str]) -> None:
    with transaction(engine) as session:
        person = session.get_one(Person, person_id)
        call("update.rate", _request(session, person, args))


def _request(session: Session, person: Person, args: dict[str, str]) -> Request:
    return Request(
        session=session,
        now=FRIDAY,
        actor=Actor(person.name, Door.LOCAL, person.id),
        person=person,
        partnership=HERE,
        args=args,
    )


def _pressed_at_once(engine: Engine, presses: list[tuple[int, dict[str, str]]]) -> None:
    with ThreadPoolExecutor(WRITERS) as threads:
        waits = [threads.submit(_press, engine, person, args) for person, args in presses]
    for wait in waits:
        wait.result()


def test_answers_given_at_once_get_numbers_of_their_own_without_a_gap(engine: Engine) -> None:
    with transaction(engine) as session:
        month = Month(session)
        refs = [f"9.{n}" for n in range(WRITERS * EACH)]
        owner, cycle = month.owner.id, str(month.cycle.id)
        actions = [month.action(ref).id for ref in refs]
    presses = [(owner, {"action": str(a), "cycle": cycle, "rating": "green"}) for a in actions]
    _pressed_at_once(engine, presses)
    with transaction(engine) as session:
        serials = sorted(session.scalars(select(Update.serial)))
        events = session.scalars(select(AuditEvent).order_by(AuditEvent.seq)).all()
        assert first_fault(events) is None
    assert serials == list(range(1, WRITERS * EACH + 1))


def test_the_same_click_many_times_at_once_is_one_record(engine: Engine) -> None:
    with transaction(engine) as session:
        month = Month(session)
        args = {"action": str(month["5.1"].id), "cycle": str(month.cycle.id), "rating": "red"}
        owner = month.owner.id
    _pressed_at_once(engine, [(owner, args)] * WRITERS)
    with transaction(engine) as session:
        assert len(session.scalars(select(Update)).all()) == 1
