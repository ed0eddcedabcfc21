"""Questions in words, and what is answered."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import pytest

from handlers.inquiring import foresight
from handlers.inquiring.intents import intent_of
from handlers.verbs import VERBS
from models.states import Rating, Stage
from tests.handlers.answering.month import FRIDAY, Month, button, field_of, labels, only


@pytest.mark.parametrize(
    ("line", "verb"),
    [
        ("help", "help"),
        ("?", "help"),
        ("Hello Rollcall", "help"),
        ("what is mine?", "mine"),
        ("my actions", "mine"),
        ("What do you know about 5.1?", "about"),
        ("tell me about action 5.1", "about"),
        ("why is 5.1 amber?", "why"),
        ("When is the next Board?", "next_board"),
        ("who gets what and when", "forecast"),
        ("stop asking me", "stop"),
        ("STOP", "stop"),
        ("please don't ask me again", "stop"),
        ("Thanks!", "thanks"),
        ("this is not me", "not_me"),
        ("I am on leave next week", "away"),
        ("who is late?", "late"),
        ("5.1 green", None),
        ("stop the contract for 5.1", None),
        ("about half of 5.1 is done", None),
    ],
)
def test_a_line_means_a_verb_only_as_a_whole(line: str, verb: str | None) -> None:
    found = intent_of(line)
    assert (found[0] if found else None) == verb


def test_help_is_made_from_the_table_of_verbs(month: Month) -> None:
    said = month.read(only(month.type("help")))
    assert "Open for you: 5.1 and 7.4, by Friday 6 October, 5 pm." in said
    assert VERBS["about"].summary in said
    assert "desk" not in said


def test_mine_shows_what_is_open_and_what_is_in(month: Month) -> None:
    month.press("update.rate", "5.1", rating="green")
    card = only(month.type("my actions"))
    assert card.notice == "One action to update by Friday 6 October, 5 pm."
    assert "5.1 recorded: Green, on track." in month.read(card)


def test_what_is_known_of_an_action_is_told(month: Month) -> None:
    month.said_before("5.1", "feed outstanding")
    said = month.read(only(month.type("what do you know about 5.1?")))
    for fact in (
        "Amber, at risk",
        "Due Friday 27 October",
        "Owner: Head of Management Information",
        "Accountable lead: Director of Education",
        '"feed outstanding"',
    ):
        assert fact in said


def test_why_gives_the_reasons_and_whose_rating_it_is(month: Month) -> None:
    month.said_before("5.1", rating=Rating.GREEN)
    month["7.4"].stage = Stage.IN_PROGRESS
    month.now = datetime(2023, 11, 6, 9, tzinfo=UTC)
    said = month.read(only(month.type("why is 5.1 amber?")))
    assert "5.1 is reported Amber, at risk." in only(month.type("why is 5.1 amber?")).notice
    assert "It was due on Friday 27 October, 10 days ago" in said
    assert "Owner: Green, on track" in said


def test_what_is_not_ones_own_to_read_yet_is_refused_in_a_sentence(month: Month) -> None:
    stranger = month.world.person("Head of Fair Access")
    refused = only(month.type("what do you know about 5.1?", by=stranger))
    assert refused.notice.endswith("can read this action before it is published.")


def test_an_action_that_is_not_there_is_named(month: Month) -> None:
    assert only(month.type("about 99.9")).notice.startswith("There is no action 99.9 in the plan.")


def test_the_next_board_is_told_with_what_comes_before_it(month: Month) -> None:
    card = only(month.type("when is the next Board?"))
    assert card.notice == "The next Board is on Wednesday 25 October."
    assert "Updates close: Friday 6 October, 5 pm" in month.read(card)


def test_stop_says_what_can_be_done_and_what_cannot(month: Month) -> None:
    card = only(month.type("stop asking me"))
    assert card.notice == "I can ask you less, but I cannot take an action off you."
    assert labels(card) == ["Show my actions", "I will be away", "Write to the programme office"]


class Kind(StrEnum):
    """A step of the planner."""

    ASK = "ask"


@dataclass(frozen=True)
class Planned:
    """A message as the planner foresees it."""

    at: datetime
    person: str
    email: str | None
    step: Kind = Kind.ASK
    cycle: str | None = "2023-10"


def test_the_forecast_shows_everybody_to_the_office_and_ones_own_to_an_owner(month: Month) -> None:
    planned = [Planned(FRIDAY, p.name, p.email) for p in (month.owner, month.other)]
    before = list(foresight._SEAM)
    foresight.foresee_with(lambda *_: planned)
    try:
        everybody = only(month.type("who gets what and when?", by=month.office))
        mine = only(month.type("who gets what and when?"))
    finally:
        foresight._SEAM[:] = before
    assert everybody.notice == "In the next 30 days two messages go out."
    assert mine.notice == "In the next 30 days one message comes to you."
    assert "EHC Assessment Manager" not in month.read(mine)


def test_thanks_are_answered_with_what_is_still_open(month: Month) -> None:
    assert only(month.type("thanks")).notice == (
        "Thank you. 5.1 and 7.4 are still open, by Friday 6 October, 5 pm."
    )


def test_who_will_be_away_says_so_in_a_form_with_their_own_address(month: Month) -> None:
    card = only(month.type("I'll be away from Monday"))
    form = month.follow(button(card, "Say when I am away")).form
    assert field_of(form, "person") == month.owner.email


def test_an_answer_without_words_is_quoted_with_none(month: Month) -> None:
    month.press("update.rate", "5.1", rating="green")
    said = month.read(only(month.type("about 5.1")))
    assert "Head of Management Information: without words (2023-10/001)" in said
