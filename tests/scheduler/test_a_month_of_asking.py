import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from models.cycle import Ask
from models.delivery import OccasionState, Step
from models.message import Message
from models.people import Person
from models.plan import Action, Plan
from models.store import transaction
from models.update import Reading, ReadingState
from scheduler.simulate.reading import arg, buttons_in
from tests.scheduler.month import Month, london
from tests.world import World

OWNER, LEAD = "Assessment Manager", "Area Lead"
OFFICE, CHAIR = "Programme Officer", "Independent Chair"


@pytest.fixture
def month(engine: Engine) -> Month:
    return Month(engine)


def two_actions(world: World) -> None:
    world.area("6", lead=world.person(LEAD))
    owner = world.person(OWNER)
    world.action("6.1", owner=owner)
    world.action("6.2", owner=owner)


def refs(month: Month, message: Message) -> list[str]:
    """The actions that a message asks about."""
    ids = {int(arg(b, "action")) for b in buttons_in(message, "update.rate")}
    with transaction(month.engine) as session:
        rows = session.scalars(select(Action.ref).where(Action.id.in_(ids)).order_by(Action.ref))
        return list(rows)


def test_an_owner_is_asked_once_reminded_once_and_then_others_hear(month: Month) -> None:
    month.build(two_actions)
    month.go_on_until("Friday 2023-10-13 18:00")
    assert month.steps(OWNER) == ["ask Fri 29 Sep", "reminder Wed 4 Oct"]
    assert month.steps(LEAD) == ["silence_area Mon 9 Oct"]
    assert month.steps(OFFICE) == ["silence_office Tue 10 Oct"]
    assert month.steps(CHAIR) == ["silence_chair Wed 11 Oct"]


def test_one_message_names_all_that_somebody_owns(month: Month) -> None:
    month.build(two_actions)
    month.at("Friday 2023-09-29 09:00")
    assert len([s for s in month.courier.sent if s.message.kind == "ask"]) == 1
    assert refs(month, month.last("ask")) == ["6.1", "6.2"]


def test_everybody_is_greeted_before_anything_else(month: Month) -> None:
    month.build(two_actions)
    month.go_on_until("Wednesday 2023-10-11 10:00")
    first: dict[str, str] = {}
    for sending in month.courier.sent:
        first.setdefault(sending.to.conversation, sending.message.kind)
    assert set(first.values()) == {"first_contact"}
    greeted = next(s for s in month.courier.sent if s.message.kind == "first_contact")
    assert greeted.at == london("Thursday 2023-09-28 09:00")


def test_the_reminder_stands_in_the_thread_of_the_ask_and_names_only_what_is_open(
    month: Month,
) -> None:
    month.build(two_actions)
    month.go_on_until("Monday 2023-10-02 12:00")
    month.answer("6.1")
    month.go_on_until("Wednesday 2023-10-04 09:00")
    asked = next(s for s in month.courier.sent if s.message.kind == "ask")
    reminded = next(s for s in month.courier.sent if s.message.kind == "reminder")
    assert reminded.to.thread == asked.platform_id
    assert refs(month, reminded.message) == ["6.2"]


def test_who_has_answered_is_not_reminded_and_nobody_hears_of_them(month: Month) -> None:
    month.build(two_actions)
    month.go_on_until("Monday 2023-10-02 12:00")
    month.answer("6.1")
    month.answer("6.2")
    month.go_on_until("Friday 2023-10-13 18:00")
    assert month.steps(OWNER) == ["ask Fri 29 Sep"]
    assert month.steps(LEAD) == month.steps(OFFICE) == month.steps(CHAIR) == []


def test_a_reminder_that_is_under_way_is_not_sent_once_the_answer_is_in(month: Month) -> None:
    month.build(two_actions)
    month.go_on_until("Tuesday 2023-10-03 12:00")
    month.plan_at("Wednesday 2023-10-04 09:00")
    month.answer("6.1")
    month.answer("6.2")
    month.deliver()
    (reminder,) = month.occasions(Step.REMINDER)
    assert reminder.state is OccasionState.CANCELLED
    assert "answered" in reminder.why


def test_planning_twice_owes_nothing_twice(month: Month) -> None:
    month.build(two_actions)
    for _ in range(3):
        month.at("Friday 2023-09-29 09:00")
    month.at("Friday 2023-09-29 15:00")
    assert len(month.occasions(Step.ASK)) == 1
    assert month.steps(OWNER) == ["ask Fri 29 Sep"]


def test_an_amber_without_words_is_asked_for_just_those(month: Month) -> None:
    month.build(two_actions)
    month.go_on_until("Monday 2023-10-02 12:00")
    month.answer("6.1", rating="amber")
    month.answer("6.2")
    month.go_on_until("Friday 2023-10-13 18:00")
    assert month.steps(OWNER) == ["ask Fri 29 Sep", "words_awaited Wed 4 Oct"]
    assert refs(month, month.last("words_awaited")) == []
    assert month.steps(LEAD) == []


def test_one_reminder_asks_for_what_is_open_and_for_words(month: Month) -> None:
    month.build(two_actions)
    month.go_on_until("Monday 2023-10-02 12:00")
    month.answer("6.1", rating="red")
    month.go_on_until("Friday 2023-10-06 12:00")
    assert month.steps(OWNER) == ["ask Fri 29 Sep", "reminder Wed 4 Oct"]
    assert {arg(b, "action") for b in buttons_in(month.last("reminder"), "update.form")}


def test_a_red_given_after_the_reminder_is_asked_for_its_words_the_next_day(month: Month) -> None:
    month.build(two_actions)
    month.go_on_until("Wednesday 2023-10-04 15:00")
    month.answer("6.1", rating="red")
    month.answer("6.2")
    month.go_on_until("Monday 2023-10-09 12:00")
    assert month.steps(OWNER) == [
        "ask Fri 29 Sep",
        "reminder Wed 4 Oct",
        "words_awaited Thu 5 Oct",
    ]


def test_an_unconfirmed_reading_is_reminded_of_once_and_is_no_silence(month: Month) -> None:
    month.build(two_actions)
    month.go_on_until("Monday 2023-10-02 12:00")
    month.answer("6.2")
    month.change(lambda session: session.add(_reading(month, "6.1")))
    month.go_on_until("Friday 2023-10-13 18:00")
    assert month.steps(OWNER) == ["ask Fri 29 Sep", "confirm Wed 4 Oct"]
    assert month.steps(LEAD) == month.steps(OFFICE) == []


def test_a_reading_that_waits_for_months_takes_no_later_day_of_its_sender(month: Month) -> None:
    month.build(two_actions)
    month.go_on_until("Monday 2023-10-02 12:00")
    month.change(lambda session: session.add(_reading(month, "6.1")))
    month.go_on_until("Friday 2023-10-13 18:00")
    planned = month.at("Monday 2024-02-05 09:00").planned
    assert Step.CONFIRM not in {owed.step for owed in planned.owed}


def test_a_reading_between_two_cycles_is_owed_one_reminder_however_long_it_waits(
    month: Month,
) -> None:
    month.build(two_actions)
    month.go_on_until("Monday 2023-10-02 12:00")
    reading = _reading(month, "6.1")
    reading.cycle_id = None
    month.change(lambda session: session.add(reading))
    month.go_on_until("Friday 2023-12-15 18:00")
    (confirm,) = month.occasions(Step.CONFIRM)
    assert confirm.state is OccasionState.SENT
    message = month.last("confirm")
    assert message.notice == "Your answer for 6.1 waits for your word."
    assert buttons_in(message, "reading.show")


def test_a_reading_between_two_cycles_that_was_settled_is_not_reminded_of(month: Month) -> None:
    month.build(two_actions)
    month.go_on_until("Monday 2023-10-02 12:00")
    reading = _reading(month, "6.1")
    reading.cycle_id = None
    month.change(lambda session: session.add(reading))
    month.plan_at("Tuesday 2023-10-03 09:00")
    month.change(lambda s: s.execute(update(Reading).values(state=ReadingState.DROPPED)))
    month.deliver()
    (confirm,) = month.occasions(Step.CONFIRM)
    assert confirm.state is OccasionState.CANCELLED


def _reading(month: Month, ref: str) -> Reading:
    ask = month.asked(ref)
    update = {
        "ref": ref, "rating": None, "delivered": True, "no_change": False, "not_mine": False,
        "forecast": None, "requested_due": None, "evidence": [], "text": f"{ref} done",
    }  # fmt: skip
    return Reading(
        person_id=ask.asked_id or 0,
        cycle_id=ask.cycle_id,
        said=f"{ref} done",
        understood={"updates": [update], "questions": []},
        action_ids=[ask.action_id],
        door="local",
        at=month.clock.now(),
        state=ReadingState.WAITING,
    )


def test_a_snooze_moves_the_one_reminder_and_never_past_the_cut_off(month: Month) -> None:
    month.build(two_actions)
    month.go_on_until("Monday 2023-10-02 12:00")

    def snooze(session: Session) -> None:
        for ask in session.scalars(select(Ask)):
            ask.snoozed_until = london("Sunday 2023-10-15 12:00").date()

    month.change(snooze)
    month.go_on_until("Monday 2023-10-09 12:00")
    assert month.steps(OWNER) == ["ask Fri 29 Sep", "reminder Thu 5 Oct"]


def test_nobody_without_an_open_action_is_asked(month: Month) -> None:
    def idle(world: World) -> None:
        two_actions(world)
        world.action(
            "6.3",
            owner=world.person("Late Starter"),
            start=london("Monday 2023-11-06 09:00").date(),
            stage="not_started",
        )
        world.action("6.4", owner=world.person("Proven"), stage="verified")

    month.build(idle)
    month.go_on_until("Friday 2023-10-13 18:00")
    assert month.steps("Late Starter") == month.steps("Proven") == []


def test_whoever_leaves_before_the_ask_is_not_written_to(month: Month) -> None:
    month.build(two_actions)

    def leave(session: Session) -> None:
        person = session.scalars(select(Person).where(Person.name == OWNER)).one()
        person.active_until = london("Wednesday 2023-09-27 12:00").date()

    month.change(leave)
    month.go_on_until("Friday 2023-10-06 12:00")
    assert month.steps(OWNER) == []
    assert month.asked("6.1").why_not == "vacant"


def test_a_reminder_that_is_put_off_comes_once_more_on_the_day_asked_for(month: Month) -> None:
    month.build(two_actions)
    month.go_on_until("Wednesday 2023-10-04 10:00")

    def tomorrow(session: Session) -> None:
        for ask in session.scalars(select(Ask)):
            ask.snoozed_until = london("Thursday 2023-10-05 12:00").date()

    month.change(tomorrow)
    month.go_on_until("Friday 2023-10-06 18:00")
    assert month.steps(OWNER) == ["ask Fri 29 Sep", "reminder Wed 4 Oct", "note Thu 5 Oct"]
    again = next(s for s in reversed(month.courier.sent) if s.message.kind == "reminder")
    assert again.at == london("Thursday 2023-10-05 09:00")
    assert again.to.thread is not None


def test_each_plan_has_its_own_cycles(month: Month) -> None:
    def other_plan(world: World) -> None:
        two_actions(world)
        other = Plan(code="OTHER", title="Another plan")
        world.session.add(other)
        world.session.flush()
        action = world.action("9.1", owner=world.person("Other Owner"))
        action.plan_id = other.id

    month.build(other_plan)
    month.go_on_until("Friday 2023-09-29 18:00")
    assert month.steps("Other Owner") == []
    assert month.steps(OWNER) == ["ask Fri 29 Sep"]
