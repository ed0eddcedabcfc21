from collections import Counter
from datetime import date, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from models.calendar import default_boards
from models.delivery import Step
from scheduler.facts import Away, Facts
from scheduler.occasions import ORDER, after, plan
from tests.scheduler.plans import CHAIR, LEAD, OFFICER, action, facts, person, played

BOARDS = default_boards(date(2023, 10, 1), date(2024, 12, 31))
A_DAY = timedelta(days=1)
SPANS = st.tuples(st.integers(0, 60), st.integers(0, 20)).map(
    lambda span: Away(date(2023, 9, 20) + span[0] * A_DAY, date(2023, 9, 20) + sum(span) * A_DAY)
)
PEOPLE = st.builds(
    lambda n, zone, weekdays, away, quiet, vacant: person(
        n, zone=zone, weekdays="".join(map(str, sorted(weekdays))), away=tuple(away),
        quiet=quiet, vacant=vacant,
    ),
    st.integers(10, 14),
    st.sampled_from(("Europe/London", "Europe/Paris", "America/New_York", "Pacific/Auckland")),
    st.sets(st.integers(0, 6), min_size=1),
    st.lists(SPANS, max_size=2),
    st.none() | st.just((time(18), time(8))) | st.just((time(12), time(14))),
    st.booleans(),
)  # fmt: skip
ACTIONS = st.builds(
    lambda n, owner, deputy, due: action(n, owner, deputy=deputy, due=due),
    st.integers(1, 8),
    st.none() | st.integers(10, 14) | st.just(LEAD),
    st.none() | st.integers(10, 14),
    st.none() | st.dates(date(2023, 9, 1), date(2023, 12, 31)),
)
PLANS = st.builds(
    lambda people, actions, boards: facts(
        tuple({p.id: p for p in people}.values()),
        tuple({a.id: a for a in actions}.values()),
        tuple(sorted(boards)),
    ),
    st.lists(PEOPLE, min_size=1, max_size=5),
    st.lists(ACTIONS, min_size=1, max_size=8),
    st.sets(st.sampled_from(BOARDS[:3]), min_size=1, max_size=2),
)


@settings(max_examples=60)
@given(given_plan=PLANS)
def test_whatever_the_plan_the_promises_of_asking_are_kept(given_plan: Facts) -> None:
    owed = list(played(given_plan))
    keys = Counter(message.key for message, _ in owed)
    assert not [key for key, count in keys.items() if count > 1]
    steps = Counter(
        (m.person_id, m.cycle_id, m.step)
        for m, _ in owed
        if m.cycle_id is not None and m.step is not Step.NOTE
    )
    assert not [step for step, count in steps.items() if count > 1]
    a_day: Counter[tuple[int, date]] = Counter()
    for message, at in owed:
        if message.person_id is None:
            continue
        someone = given_plan.people[message.person_id]
        assert someone.hours.allows(at)
        assert someone.is_there(someone.hours.day(at))
        assert message.due_at <= at
        a_day[message.person_id, someone.hours.day(at)] += 1
    assert max(a_day.values(), default=0) <= given_plan.sending.a_day


@settings(max_examples=40)
@given(given_plan=PLANS)
def test_what_has_been_planned_is_not_planned_again(given_plan: Facts) -> None:
    now = given_plan
    for _, at in [*played(given_plan)][:40]:
        planned = plan(now, at)
        now = after(now, planned)
        assert plan(now, at).is_nothing or not {o.key for o in plan(now, at).owed} & now.keys


@settings(max_examples=40)
@given(given_plan=PLANS)
def test_nobody_is_reminded_who_was_not_asked_and_nobody_hears_of_their_own_silence(
    given_plan: Facts,
) -> None:
    asked: set[tuple[int | None, int | None]] = set()
    for message, _ in played(given_plan):
        if message.step is Step.ASK:
            asked.add((message.person_id, message.cycle_id))
        if message.step is Step.REMINDER:
            assert (message.person_id, message.cycle_id) in asked
        if message.step is Step.SILENCE_AREA:
            owners = {
                given_plan.actions[action_id].owner_id for action_id in message.about["action_ids"]
            }
            assert message.person_id not in owners


def test_a_plain_month_in_its_order() -> None:
    month = facts((person(10),), (action(1, 10),))
    assert [
        (message.step, message.person_id, f"{at:%a} {at.day}") for message, at in played(month)
    ] == [
        (Step.FIRST_CONTACT, 10, "Thu 28"),
        (Step.ASK, 10, "Fri 29"),
        (Step.REMINDER, 10, "Wed 4"),
        (Step.FIRST_CONTACT, LEAD, "Mon 9"),
        (Step.SILENCE_AREA, LEAD, "Mon 9"),
        (Step.FIRST_CONTACT, OFFICER, "Tue 10"),
        (Step.SILENCE_OFFICE, OFFICER, "Tue 10"),
        (Step.FIRST_CONTACT, CHAIR, "Wed 11"),
        (Step.SILENCE_CHAIR, CHAIR, "Wed 11"),
        (Step.SIGN_OFF, CHAIR, "Mon 16"),
        (Step.NOT_SIGNED, CHAIR, "Tue 17"),
        (Step.NOT_SIGNED, OFFICER, "Tue 17"),
    ]


def test_somebody_whom_no_door_reaches_is_never_asked() -> None:
    month = facts((person(10, doors=()),), (action(1, 10),))
    assert not [m for m, _ in played(month) if m.person_id == 10]


def test_every_step_that_is_planned_has_its_place_in_the_order() -> None:
    assert set(ORDER) == set(Step) - {Step.REPLACE}


def test_each_message_says_why() -> None:
    month = facts((person(10),), (action(1, 10, due=date(2023, 11, 10)),))
    for message, _ in played(month):
        assert message.why.endswith(".")
