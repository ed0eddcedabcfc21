"""What the chair's desk causes, through the real outbox: nudges, questions, queues that stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.delivery import OccasionState, Posted, Step
from models.message import Message
from models.people import Absence, Person
from models.plan import Action
from models.store import transaction
from scheduler.simulate.reading import buttons_in
from scheduler.simulate.seat import Seats, Shown
from tests.scheduler.month import Month
from tests.world import World

OWNER, OTHER, OFFICE, CHAIR = (
    "Assessment Manager",
    "Annual Review Manager",
    "Programme Officer",
    "Independent Chair",
)


def two_owners(world: World) -> None:
    """Two owners in one area."""
    world.area("6", lead=world.person("Area Lead"))
    world.action("6.1", owner=world.person(OWNER))
    world.action("6.2", owner=world.person(OTHER))


class House:
    """The month with a seat for everybody."""

    def __init__(self, engine: Engine) -> None:
        self.month = Month(engine)
        self.month.build(two_owners)
        self.seats = Seats(self.month.works, self.month.courier)
        for at in ("Thursday 2023-09-28 09:00", "Friday 2023-09-29 09:00"):
            self.month.at(at)

    def id_of(self, name: str) -> int:
        with transaction(self.month.engine) as session:
            return session.scalars(select(Person.id).where(Person.name == name)).one()

    def newest(self, name: str, kind: str) -> Shown:
        found = self.seats.newest(self.id_of(name), kind)
        assert found is not None
        return found

    def say(self, name: str, words: str) -> None:
        self.seats.say(self.id_of(name), words)
        self.seats.deliver()

    def press(self, name: str, shown: Shown, label: str) -> None:
        button = next(b for b in buttons_in(shown.message) if label in (b.label, b.speak))
        self.seats.press(self.id_of(name), button, shown.posted_id)
        self.seats.deliver()

    def fill(self, name: str, verb: str, **fields: str) -> None:
        self.seats.do(self.id_of(name), verb, **fields)
        self.seats.deliver()


@pytest.fixture
def house(engine: Engine) -> Iterator[House]:
    built = House(engine)
    yield built
    built.seats.close()


def test_a_nudge_leaves_and_changes_in_its_place_once_it_is_answered(house: House) -> None:
    house.month.at("Tuesday 2023-10-03 10:00")
    house.say(CHAIR, "nudge silent in area 6")
    house.press(CHAIR, house.newest(CHAIR, "nudge_preview"), "Send 2 nudges")
    shown = house.newest(OWNER, "nudge")
    assert shown.message.notice == "6.1 is still open: by Friday 6 October, 5 pm."
    assert house.month.steps(OWNER) == ["ask Fri 29 Sep", "nudge Tue 3 Oct"]
    house.press(OWNER, shown, "No change for 6.1")
    assert house.newest(OWNER, "reminder").message.notice.startswith("Nothing is open any more")


def test_who_answered_before_their_nudge_left_gets_none(house: House) -> None:
    house.month.at("Tuesday 2023-10-03 20:00")
    house.say(CHAIR, "nudge silent")
    house.press(CHAIR, house.newest(CHAIR, "nudge_preview"), "Send 2 nudges")
    house.month.answer("6.1")
    house.month.at("Wednesday 2023-10-04 09:00")
    states = {o.person_id: o.state for o in house.month.occasions(Step.NUDGE)}
    assert states == {
        house.id_of(OWNER): OccasionState.CANCELLED,
        house.id_of(OTHER): OccasionState.SENT,
    }


def test_a_nudge_and_a_reminder_are_the_days_two_messages(house: House) -> None:
    house.month.at("Wednesday 2023-10-04 09:00")
    assert house.month.steps(OWNER)[-1] == "reminder Wed 4 Oct"
    house.say(CHAIR, "nudge silent")
    shown = house.newest(CHAIR, "nudge_preview").message
    assert shown.notice == "Nobody is left to nudge: silent."


def test_a_question_that_stands_becomes_question_and_answer(house: House) -> None:
    house.month.at("Tuesday 2023-10-03 10:00")
    house.say(CHAIR, "challenge 6.1: what stops the recruitment?")
    question = house.newest(OWNER, "challenge")
    house.say(OWNER, "answer 6.1: the grade is being looked at")
    with transaction(house.month.engine) as session:
        stands = session.get_one(Posted, question.posted_id)
        assert stands.kind == "challenge_answered"
    assert house.newest(CHAIR, "challenge_reply").message.notice.endswith("is being looked at")


def test_a_question_that_is_withdrawn_says_so_where_it_stands(house: House) -> None:
    house.month.at("Tuesday 2023-10-03 10:00")
    house.say(CHAIR, "challenge 6.1: what stops the recruitment?")
    house.press(CHAIR, house.newest(CHAIR, "challenge_asked"), "Withdraw the question of 6.1")
    assert house.newest(OWNER, "challenge_withdrawn").message.notice.startswith("The question")


def test_a_question_is_passed_on_to_the_deputy_and_to_a_new_owner(house: House) -> None:
    house.month.at("Tuesday 2023-10-03 10:00")
    house.say(CHAIR, "challenge 6.1: what stops the recruitment?")
    owner, deputy, heir = (house.id_of(name) for name in (OWNER, OTHER, OFFICE))

    def goes_away(session: Session) -> None:
        session.add(
            Absence(person_id=owner, starts=date(2023, 10, 4), ends=date(2023, 10, 13),
                    deputy_id=deputy, recorded_at=house.month.clock.now())
        )  # fmt: skip

    house.month.change(goes_away)
    house.month.at("Wednesday 2023-10-04 10:00")
    assert house.newest(OTHER, "challenge").message.notice.endswith("what stops the recruitment?")

    def is_given(session: Session) -> None:
        action = session.scalars(select(Action).where(Action.ref == "6.1")).one()
        action.owner_id = heir

    house.month.change(is_given)
    house.month.at("Thursday 2023-10-05 10:00")
    house.say(OFFICE, "answer 6.1: it is with me now")
    for name in (OWNER, OTHER, OFFICE):
        assert house.newest(name, "challenge_answered").message.kind == "challenge_answered"
    told = house.newest(CHAIR, "challenge_reply").message.notice
    assert told == "The Programme Officer has answered about 6.1: it is with me now"


def test_a_question_waits_for_nobody_while_its_owner_is_away(house: House) -> None:
    """Put at night, it is owed to the owner; by the morning they are away and the deputy has it."""
    house.month.at("Tuesday 2023-10-03 20:00")
    house.say(CHAIR, "challenge 6.1: what stops the recruitment?")
    owner, deputy = house.id_of(OWNER), house.id_of(OTHER)
    house.month.change(
        lambda session: session.add(
            Absence(person_id=owner, starts=date(2023, 10, 4), ends=date(2023, 10, 13),
                    deputy_id=deputy, recorded_at=house.month.clock.now())
        )
    )  # fmt: skip
    house.month.at("Wednesday 2023-10-04 09:00")
    assert house.newest(OTHER, "challenge").message.kind == "challenge"
    assert house.seats.newest(owner, "challenge") is None


def test_what_one_decides_leaves_the_queues_of_all(house: House) -> None:
    house.month.at("Tuesday 2023-10-03 10:00")
    for ref in ("6.1", "6.2"):
        house.month.answer(ref, rating="amber", words="Slow.", recovery="Two start.")
    for name in (CHAIR, OFFICE):
        house.say(name, "moderation queue")
    mine, theirs = house.newest(CHAIR, "moderation_queue"), house.newest(OFFICE, "moderation_queue")
    house.press(OFFICE, theirs, "Keep Amber, at risk, for 6.1")
    told = house.newest(OFFICE, "moderation_queue").message
    assert told.notice.startswith("6.1: Amber, at risk, kept. October: one exception to moderate")
    seen = house.newest(CHAIR, "moderation_queue")
    assert seen.posted_id == mine.posted_id
    assert left(seen.message) == ["6.2"]
    house.press(CHAIR, mine, "Keep Amber, at risk, for 6.1")
    assert (
        "a moment before you pressed" in house.newest(CHAIR, "moderation_overtaken").message.notice
    )


def test_a_turned_list_stays_turned_while_others_decide(house: House) -> None:
    house.month.at("Tuesday 2023-10-03 10:00")
    house.month.answer("6.1", rating="amber", words="Slow.", recovery="Two start.")
    house.month.answer("6.2", words="Fine.")
    for name in (CHAIR, OFFICE):
        house.say(name, "moderation queue")
    house.press(CHAIR, house.newest(CHAIR, "moderation_queue"), "Without a flag: 1")
    assert left(house.newest(CHAIR, "moderation_queue").message) == ["6.2"]
    house.press(OFFICE, house.newest(OFFICE, "moderation_queue"), "Keep Amber, at risk, for 6.1")
    assert left(house.newest(CHAIR, "moderation_queue").message) == ["6.2"]


def left(message: Message) -> list[str]:
    """The references on which something can be decided."""
    spoken = [b.speak for b in buttons_in(message, "moderation.keep")]
    return [words.rsplit(" ", 1)[1] for words in spoken]
