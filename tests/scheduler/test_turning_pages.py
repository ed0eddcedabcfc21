"""Long messages are turned in their place, and stay where they were turned to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, select

from models.message import Message
from models.people import Person
from models.store import transaction
from scheduler.simulate.reading import buttons_in, items_in
from scheduler.simulate.seat import Seats, Shown
from tests.scheduler.month import Month
from tests.world import World

OWNER, LEAD, OFFICE, CHAIR = (
    "Assessment Manager",
    "Area Lead",
    "Programme Officer",
    "Independent Chair",
)
COUNT = 14


def fourteen(world: World) -> None:
    """One owner with fourteen actions of one area."""
    world.area("6", lead=world.person(LEAD))
    owner = world.person(OWNER)
    for number in range(1, COUNT + 1):
        world.action(f"6.{number}", owner=owner)


class House:
    """The month with a seat for everybody."""

    def __init__(self, engine: Engine) -> None:
        self.month = Month(engine)
        self.month.build(fourteen)
        self.seats = Seats(self.month.works, self.month.courier)

    def id_of(self, name: str) -> int:
        with transaction(self.month.engine) as session:
            return session.scalars(select(Person.id).where(Person.name == name)).one()

    def newest(self, name: str, kind: str) -> Shown:
        found = self.seats.newest(self.id_of(name), kind)
        assert found is not None
        return found

    def press(self, name: str, shown: Shown, label: str) -> None:
        """Press a button of a message, and let what it causes leave."""
        button = next(b for b in buttons_in(shown.message) if label in (b.label, b.speak))
        self.seats.press(self.id_of(name), button, shown.posted_id)
        self.seats.deliver()


@pytest.fixture
def house(engine: Engine) -> Iterator[House]:
    made = House(engine)
    yield made
    made.seats.close()


def in_full(message: Message) -> list[str]:
    """The actions that stand with buttons."""
    titles = (
        "".join(getattr(run, "text", "") for run in item.title)
        for item in items_in(message)
        if item.buttons
    )
    return [title.split()[0] for title in titles]


def labels(message: Message) -> list[str]:
    return [button.label for button in buttons_in(message)]


def test_the_ask_stays_on_the_page_that_it_was_turned_to(house: House) -> None:
    house.month.go_on_until("Friday 2023-09-29 10:00")
    house.press(OWNER, house.newest(OWNER, "ask"), "The next four")
    turned = house.newest(OWNER, "ask")
    assert in_full(turned.message) == ["6.5", "6.6", "6.7", "6.8"]
    house.press(OWNER, turned, "On track, for 6.6")
    stands = house.newest(OWNER, "ask")
    assert stands.posted_id == turned.posted_id
    assert in_full(stands.message) == ["6.5", "6.7", "6.8", "6.9", "6.6"]
    assert "6.6 recorded: Green, on track." in str(stands.message)


def test_a_page_that_was_answered_away_gives_the_last_one(house: House) -> None:
    house.month.go_on_until("Friday 2023-09-29 10:00")
    for label in ("The next four", "The next four", "The next two"):
        house.press(OWNER, house.newest(OWNER, "ask"), label)
    assert in_full(house.newest(OWNER, "ask").message) == ["6.13", "6.14"]
    house.seats.say(house.id_of(OWNER), "6.13 and 6.14 green")
    house.seats.deliver()
    shown = in_full(house.newest(OWNER, "ask").message)
    assert shown[:4] == ["6.9", "6.10", "6.11", "6.12"]


def test_an_answer_before_the_turned_page_has_left_stands_on_it(house: House) -> None:
    house.month.go_on_until("Friday 2023-09-29 10:00")
    shown = house.newest(OWNER, "ask")
    (turn,) = buttons_in(shown.message, "ask.page")
    house.seats.press(house.id_of(OWNER), turn, shown.posted_id)
    house.seats.say(house.id_of(OWNER), "6.5 green")
    house.seats.deliver()
    stands = house.newest(OWNER, "ask")
    assert in_full(stands.message)[:2] == ["6.6", "6.7"]
    assert "6.5 recorded: Green, on track." in str(stands.message)


def test_the_ask_shown_once_more_changes_in_its_place_too(house: House) -> None:
    house.month.go_on_until("Wednesday 2023-10-04 10:00")
    reminder = house.newest(OWNER, "reminder")
    house.press(OWNER, reminder, "Show the whole message")
    shown = house.newest(OWNER, "ask")
    assert shown.posted_id > reminder.posted_id
    house.press(OWNER, shown, "On track, for 6.1")
    again = house.newest(OWNER, "ask")
    assert again.posted_id == shown.posted_id
    assert "6.1 recorded: Green, on track." in str(again.message)


@pytest.mark.parametrize(
    ("name", "kind", "until"),
    [
        (LEAD, "silence_area", "Monday 2023-10-09 10:00"),
        (OFFICE, "silence_office", "Tuesday 2023-10-10 10:00"),
    ],
)
def test_a_list_of_what_is_missing_is_paged_and_its_count_stays_whole(
    house: House, name: str, kind: str, until: str
) -> None:
    house.month.go_on_until(until)
    shown = house.newest(name, kind)
    assert in_full(shown.message) == [f"6.{n}" for n in range(1, 7)]
    house.press(name, shown, "The next six")
    house.press(name, house.newest(name, kind), "The next two")
    turned = house.newest(name, kind)
    assert turned.posted_id == shown.posted_id
    assert in_full(turned.message) == ["6.13", "6.14"]
    assert turned.message.notice == shown.message.notice
    assert "14 of 14 actions have not reached us" in turned.message.notice
    assert "These are 13 to 14 of 14." in str(turned.message)
    assert "The six before" in labels(turned.message)
    assert ("Say who to ask" in labels(turned.message)) is (name == LEAD)


def test_a_turned_list_is_as_the_record_stands(house: House) -> None:
    house.month.go_on_until("Monday 2023-10-09 10:00")
    house.seats.say(house.id_of(OWNER), "6.7 green")
    house.press(LEAD, house.newest(LEAD, "silence_area"), "The next six")
    turned = house.newest(LEAD, "silence_area").message
    assert "13 of 14" in turned.notice
    assert in_full(turned)[0] == "6.8"


def test_a_list_of_which_all_is_in_says_so(house: House) -> None:
    house.month.go_on_until("Monday 2023-10-09 10:00")
    house.seats.say(house.id_of(OWNER), "all green")
    house.press(LEAD, house.newest(LEAD, "silence_area"), "The next six")
    turned = house.newest(LEAD, "silence_area").message
    assert turned.notice == "2023-10: everything on this list is in now; nothing more to do here."


def test_the_chairs_references_are_paged_by_the_dozen(house: House) -> None:
    house.month.go_on_until("Wednesday 2023-10-11 10:00")
    shown = house.newest(CHAIR, "silence_chair")
    assert "6.12" in str(shown.message)
    assert "6.13" not in str(shown.message)
    house.press(CHAIR, shown, "The next two")
    assert "Not in: 6.13 and 6.14." in str(house.newest(CHAIR, "silence_chair").message)


def test_the_ledger_is_turned_in_its_place(house: House) -> None:
    house.month.go_on_until("Monday 2023-10-09 10:00")
    house.seats.say(house.id_of(OFFICE), "silence")
    house.seats.deliver()
    card = house.newest(OFFICE, "ledger")
    assert len(items_in(card.message)) == 6
    house.press(OFFICE, card, "The next six")
    turned = house.newest(OFFICE, "ledger")
    assert turned.posted_id == card.posted_id
    assert turned.message.notice == card.message.notice
    assert "These are 7 to 12 of 14." in str(turned.message)


def test_what_waits_for_a_word_counts_as_neither_in_nor_missing(house: House) -> None:
    house.month.go_on_until("Thursday 2023-10-05 10:00")
    house.seats.say(house.id_of(OWNER), "6.1 done; 6.2 green")
    house.seats.deliver()
    house.month.go_on_until("Wednesday 2023-10-11 10:00")
    assert house.newest(CHAIR, "silence_chair").message.notice == (
        "2023-10: 1 of 14 updates are in, 12 have not come."
    )


def test_somebody_elses_list_is_not_turned(house: House) -> None:
    house.month.go_on_until("Monday 2023-10-09 10:00")
    shown = house.newest(LEAD, "silence_area")
    house.press(OWNER, shown, "The next six")
    assert in_full(house.newest(LEAD, "silence_area").message)[0] == "6.1"
