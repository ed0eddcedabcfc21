"""After days in which nothing left: one message a person, oldest first, nothing past its use."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from handlers.tell import owe_step
from models.delivery import Occasion, OccasionState, Step
from models.people import Person
from models.plan import Action
from models.running import Mode, ModeChange
from models.store import transaction
from scheduler.claiming import claim
from scheduler.leases import database_now
from scheduler.parcels import make_parcels
from tests.scheduler.month import Month, london
from tests.world import World

PEOPLE = 200
OWNER = "Assessment Manager"


@pytest.fixture
def month(engine: Engine) -> Month:
    return Month(engine)


def _many(world: World) -> None:
    world.area("6", lead=world.person("Area Lead"))
    for n in range(PEOPLE):
        due = london("Monday 2023-10-02 12:00").date() if n % 4 == 0 else None
        world.action(f"6.{n}", owner=world.person(f"Owner {n}"), **({"due": due} if due else {}))


def _one(world: World) -> None:
    world.area("6", lead=world.person("Area Lead"))
    due = london("Monday 2023-10-09 12:00").date()
    world.action("6.1", owner=world.person(OWNER), due=due)


def a_day(month: Month) -> Counter[tuple[str, str]]:
    """How many messages each conversation got on each day."""
    return Counter((s.to.conversation, f"{s.at:%a %d}") for s in month.courier.sent)


def mode(month: Month, to: Mode) -> None:
    at = month.clock.now()
    month.change(lambda s: s.add(ModeChange(mode=to, by="root", reason="", at=at)))


def test_three_days_down_across_the_reminder_and_the_cut_off_doubles_and_floods_nobody(
    month: Month,
) -> None:
    month.build(_many)
    month.go_on_until("Tuesday 2023-10-03 12:00")
    month.courier.sent.clear()
    month.at("Friday 2023-10-06 18:00")  # nothing ran on the 4th, 5th and 6th; the cut-off is past
    month.go_on_until("Tuesday 2023-10-10 18:00")
    with transaction(month.engine) as session:
        sent = session.scalars(select(Occasion).where(Occasion.state == OccasionState.SENT)).all()
        steps = Counter((o.person_id, o.cycle_id, o.step) for o in sent if o.cycle_id)
        late = [
            o for o in sent if o.step is Step.REMINDER and o.settled_at > london(
                "Friday 2023-10-06 17:00"
            )
        ]  # fmt: skip
    assert max(steps.values()) == 1
    assert not late
    assert max(a_day(month).values()) <= month.partnership.sending.a_day


def test_what_waited_while_paused_goes_in_one_message_and_the_reminder_is_left_out(
    month: Month,
) -> None:
    month.build(_one)
    month.at("Wednesday 2023-09-27 12:30")
    mode(month, Mode.PAUSED)
    month.go_on_until("Thursday 2023-10-05 08:00")
    mode(month, Mode.LIVE)
    month.courier.sent.clear()
    month.at("Thursday 2023-10-05 09:00")
    month.at("Thursday 2023-10-05 09:01")
    to_owner = [s for s in month.courier.sent if s.message.kind != "first_contact"]
    kinds = [s.message.kind for s in to_owner]
    assert kinds.count("ask") == 1
    assert "reminder" not in kinds
    assert max(a_day(month).values()) <= 2
    states = {o.step: o.state for step in (Step.ASK, Step.REMINDER) for o in month.occasions(step)}
    assert states[Step.ASK] is OccasionState.SENT
    assert states.get(Step.REMINDER, OccasionState.CANCELLED) is OccasionState.CANCELLED


def _owe_two(month: Month) -> None:
    """Two messages of past days that the record still makes: an overdue word, a vacant post."""
    now = month.clock.now()

    def owed(session: Session) -> None:
        owner = session.scalars(select(Person).where(Person.name == OWNER)).one()
        action = session.scalars(select(Action)).one()
        for day in ("2023-10-10", "2023-10-11"):
            due = london(f"{day} 09:00")
            owe_step(
                session,
                owner,
                Step.OVERDUE,
                key=f"overdue:{day}",
                about={"deadlines": [[action.id, "2023-10-09", 1]]},
                cycle_id=None,
                day=due.date(),
                due_at=due,
                now=now,
            )

    month.change(owed)


def test_messages_of_past_days_leave_as_one_that_all_of_them_are_settled_by(month: Month) -> None:
    month.build(_one)
    month.clock.move_to(london("Thursday 2023-10-12 10:00"))
    _owe_two(month)
    month.deliver()
    assert len(month.courier.sent) == 1
    first, second = month.occasions(Step.OVERDUE)
    assert first.state is second.state is OccasionState.SENT
    assert first.posted_id == second.posted_id is not None


def test_a_lost_answer_of_a_merged_message_is_found_again_for_all_of_it(month: Month) -> None:
    month.build(_one)
    month.clock.move_to(london("Thursday 2023-10-12 10:00"))
    _owe_two(month)
    with transaction(month.engine) as session:
        claimed = claim(session, now=month.clock.now(), leases=database_now)
        (parcel,) = make_parcels(
            session,
            claimed,
            now=month.clock.now(),
            partnership=month.partnership,
            platforms={"local"},
        )
    assert len(parcel.carries) == 1
    month.courier.by_key[parcel.key] = "m1"  # it arrived, and then the worker died
    with transaction(month.engine) as session:
        over = datetime(2020, 1, 1, tzinfo=UTC)
        session.execute(update(Occasion).values(lease_until=over))
    month.deliver()
    assert month.courier.sent == []
    assert {o.state for o in month.occasions(Step.OVERDUE)} == {OccasionState.SENT}


@pytest.mark.parametrize("kind", ["passed", "snoozed"])
def test_a_note_that_asks_for_an_answer_is_of_no_use_after_the_cut_off(
    month: Month, kind: str
) -> None:
    month.build(_one)
    month.clock.move_to(london("Friday 2023-10-06 17:30"))
    now = month.clock.now()

    def owed(session: Session) -> None:
        owner = session.scalars(select(Person).where(Person.name == OWNER)).one()
        owe_step(
            session,
            owner,
            Step.NOTE,
            key=f"{kind}:1:{owner.id}:2023-10-05",
            about={"action_ids": [1], "snoozed": "2023-10-05"},
            cycle_id=1,
            day=now.date(),
            due_at=now,
            now=now,
        )

    month.change(owed)
    month.deliver()
    (note,) = month.occasions(Step.NOTE)
    assert (note.state, note.why) == (OccasionState.CANCELLED, "The cut-off has passed.")
