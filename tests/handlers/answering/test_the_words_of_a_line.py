"""What a line says besides its fields, which day it could mean, and where it was heard."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.answering.date_choices import date_choices
from handlers.answering.heard_elsewhere import Heard, heard_elsewhere
from handlers.answering.own_words import own_words
from handlers.wording.phrases import ago, counted, short_title
from models.states import Rating
from models.workdays import ENGLAND

MONDAY = date(2023, 10, 2)
A_DAY = date(2023, 10, 20)


@pytest.mark.parametrize(
    ("line", "fields", "words"),
    [
        ("amber, feed due 20 Oct", {"rating": Rating.AMBER, "dated": A_DAY}, "feed due 20 Oct"),
        ("red", {"rating": Rating.RED}, ""),
        ("R", {"rating": Rating.RED}, ""),
        ("🔴 - agency left", {"rating": Rating.RED}, "agency left"),
        ("red, back by 15 Jan", {"rating": Rating.RED, "dated": A_DAY}, ""),
        ("red, two left, back by 15 Jan", {"rating": Rating.RED, "dated": A_DAY}, "two left"),
        ("on track for March", {"rating": Rating.GREEN}, "on track for March"),
        ("on track now, data came", {"rating": Rating.GREEN}, "data came"),
        ("is now green, thanks", {"rating": Rating.GREEN}, ""),
        ("green 100%", {"rating": Rating.GREEN}, "100%"),
        ("red tape slows us", {}, "red tape slows us"),
        ("done, evidence https://e.org/a", {"delivered": True, "evidence": ["x"]}, ""),
        ("no change, still waiting", {"no_change": True}, "still waiting"),
        ("off track because no analyst", {"rating": Rating.RED}, "no analyst"),
        ("no analyst. Back on track by end of Feb", {"dated": A_DAY}, "no analyst"),
        ("Please see below.\n– still amber, late", {"rating": Rating.AMBER}, "late"),  # noqa: RUF001
        ("see below the line", {}, "see below the line"),
        ("need until end of Feb", {"dated": A_DAY}, ""),
        (
            "need until end of Feb as it is late",
            {"dated": A_DAY},
            "need until end of Feb as it is late",
        ),
    ],
)
def test_what_a_field_says_already_is_not_said_twice(
    line: str, fields: dict[str, object], words: str
) -> None:
    assert own_words(line, **fields) == words  # type: ignore[arg-type] # a table of keywords


@given(st.text(max_size=200), st.sampled_from([*Rating, None]), st.booleans())
def test_any_line_has_words_or_none(line: str, rating: Rating | None, dated: bool) -> None:  # noqa: FBT001 - hypothesis gives it by name
    assert own_words(line, rating=rating, dated=A_DAY if dated else None) in line or not line


@pytest.mark.parametrize(
    ("span", "days"),
    [
        ("next Friday", [date(2023, 10, 6), date(2023, 10, 13)]),
        ("mid March", [date(2024, 3, 15)]),
        ("end of month", [date(2023, 10, 31), date(2023, 11, 30)]),
        ("15 Jan 2022", [date(2024, 1, 15)]),
        ("Friday 12 October", [date(2023, 10, 6), date(2023, 10, 12), date(2023, 10, 13)]),
        ("31 Nov", [date(2023, 11, 30), date(2023, 12, 1)]),
        ("30 Feb", [date(2024, 2, 29), date(2024, 3, 1)]),
        ("spring", []),
        ("Q4", []),
    ],
)
def test_words_in_doubt_offer_the_days_they_could_mean(span: str, days: list[date]) -> None:
    assert list(date_choices(span, MONDAY, ENGLAND)) == days


@given(st.text(max_size=60))
def test_no_choice_lies_in_the_past_and_there_are_three_at_most(span: str) -> None:
    found = date_choices(span, MONDAY, ENGLAND)
    assert len(found) <= 3
    assert all(day >= MONDAY for day in found)


@pytest.mark.parametrize(
    ("line", "rest", "heard"),
    [
        ("phone, 28 Sep: 6.1 red", "6.1 red", Heard("phone", date(2023, 9, 28))),
        ("by e-mail on Friday: 6.1 red", "6.1 red", Heard("e-mail", date(2023, 9, 29))),
        ("meeting: 6.1 red\n6.2 green", "6.1 red\n6.2 green", Heard("meeting", MONDAY)),
        ("6.1 red, phone contract late", "6.1 red, phone contract late", None),
        ("phone contract for 6.1: late", "phone contract for 6.1: late", None),
    ],
)
def test_where_it_was_heard_stands_before_the_line(
    line: str, rest: str, heard: Heard | None
) -> None:
    assert heard_elsewhere(line, MONDAY, ENGLAND) == (rest, heard)


def test_counts_and_ages_are_said_in_words() -> None:
    assert counted(1, "action") == "one action"
    assert counted(13, "action") == "13 actions"
    assert ago(MONDAY, MONDAY) == "today"
    assert ago(date(2023, 10, 1), MONDAY) == "yesterday"
    assert ago(date(2023, 9, 1), MONDAY) == "31 days ago"


@given(st.text(max_size=300))
def test_a_title_is_cut_at_a_word_and_never_longer(title: str) -> None:
    assert len(short_title(title, 60)) <= 61
