"""Any text at all gives a reading, soon, and the same one each time."""

from __future__ import annotations

import json
from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.typed.read import read_reply
from handlers.typed.reading import QuestionKind, Reading
from tests.handlers.typed.telling import PLAN, SENT, read

WORDS = st.sampled_from(
    [
        *PLAN[:12],
        *[
            "2.4",
            "9.9",
            "2,4",
            "2.4G",
            "green",
            "amber",
            "red",
            "on",
            "track",
            "at",
            "risk",
            "off",
            "done",
            "complete",
            "not",
            "no",
            "longer",
            "was",
        ],
        *[
            "all",
            "both",
            "others",
            "except",
            "but",
            "and",
            ",",
            ".",
            ";",
            ":",
            "?",
            "!",
            "-",
            "/",
            "(",
            ")",
            ">",
            "*",
            "_",
            "`",
            "#",
            "action",
            "need",
            "until",
        ],
        *[
            "expect",
            "to",
            "by",
            "15",
            "Jan",
            "Friday",
            "next",
            "end",
            "of",
            "Feb",
            "15/1",
            "31/11",
            "mid",
            "March",
            "sorry",
            "now",
            "🟢",
            "✅",
            "👍",
        ],
        "https://x.org/2.4",
        "www.x.org",
        "<!channel>",
        "no change",
        "not mine",
        "ask Jo",
        "Hi all,",
        "Thanks",
        "Kind regards",
        "\ue000",
        "\ue001",
        "\ue002",
        "\u202e",
        "\ud800",
        "\x00",
        "\t",
        " ",
    ]
)
LINES = st.lists(WORDS, max_size=30).map(" ".join)
ANYTHING = st.one_of(st.text(max_size=200), LINES, st.lists(WORDS, max_size=20).map("".join))
OPEN = st.lists(st.sampled_from(PLAN), max_size=4, unique=True)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31))


def _read(text: str, opened: list[str], on: date) -> Reading:
    return read_reply(text, on=on, open_refs=opened, own_refs=opened, plan_refs=PLAN)


@settings(max_examples=400, deadline=None)
@given(text=ANYTHING, opened=OPEN, on=DAYS)
def test_any_text_gives_a_reading_and_never_an_exception(
    text: str, opened: list[str], on: date
) -> None:
    reading = _read(text, opened, on)
    assert reading.updates or reading.questions
    json.dumps(reading.as_json()).encode()
    assert _read(text, opened, on) == reading


@settings(max_examples=300, deadline=None)
@given(text=LINES, opened=OPEN, on=DAYS)
def test_what_is_recorded_keeps_the_promises_of_the_contract(
    text: str, opened: list[str], on: date
) -> None:
    reading = _read(text, opened, on)
    refs = [update.ref for update in reading.updates]
    assert len(refs) == len(set(refs))
    assert set(refs) <= set(opened)
    asked = {(q.kind, q.ref) for q in reading.questions}
    for update in reading.updates:
        assert not (update.delivered and update.rating)
        assert update.rating is None or (QuestionKind.WHICH_RATING, update.ref) not in asked
        assert update.text == update.text.strip()
        assert len(update.evidence) == len(set(update.evidence))
        for day in (update.forecast, update.requested_due):
            assert day is None or day >= on
    for kind, ref in asked:
        if kind in {QuestionKind.WHICH_RATING, QuestionKind.WHICH_DATE}:
            assert ref in refs
        if kind is QuestionKind.UNKNOWN_REF:
            assert ref not in PLAN


@settings(max_examples=200, deadline=None)
@given(
    ref=st.sampled_from(PLAN),
    rating=st.sampled_from(["green", "amber", "red"]),
    behind=st.sampled_from(["", ".", "!", "\n", " because of staff", ", panel met"]),
)
def test_a_plain_answer_is_read_for_every_reference(ref: str, rating: str, behind: str) -> None:
    (update,) = read(f"{ref} {rating}{behind}", ref).updates
    assert (update.ref, update.rating) == (ref, rating)


@settings(max_examples=200, deadline=None)
@given(day=st.dates(min_value=date(2023, 10, 7), max_value=date(2024, 10, 5)))
def test_every_day_of_a_year_is_read_back(day: date) -> None:
    for words in (f"{day.day} {day:%b}", f"{day:%A} {day.day} {day:%B}", f"{day.day}/{day.month}"):
        (update,) = read(f"2.4 expected {words}").updates
        assert update.forecast == day


LONG = {
    "spaces": " " * 10_000,
    "lines": "\n" * 10_000,
    "dots": "." * 10_000,
    "commas": "," * 10_000,
    "brackets": "(" * 10_000,
    "dashes": "- " * 5_000,
    "letters": "a" * 10_000,
    "digits": "1" * 10_000,
    "decimals": "1." * 5_000,
    "refs": "2.4 " * 2_500,
    "ref list": "2.4," * 2_500,
    "answers": "2.4 green\n" * 1_000,
    "sentences": "2.4 green, 2.5 amber; expect 15 Jan. " * 270,
    "ratings": "green " * 1_700,
    "not": "not " * 2_500,
    "all": "all " * 2_500,
    "and": "and 2.4 green " * 700,
    "groups": "all green except 7.4 " * 480,
    "others": "others green; " * 700,
    "done": "done " * 2_000,
    "need until": "need until " * 900,
    "move the date": "move the date from " * 500,
    "dates": "15 Jan, sorry " * 700,
    "slashes": "1/1/" * 2_500,
    "months": "jan " * 2_500,
    "the": "in the " * 1_400,
    "questions": "what? " * 1_600,
    "quotes": ">\n" * 5_000,
    "thanks": "thanks " * 1_400,
    "closings": "Kind regards\nAa Bb\n" * 500,
    "heads": "From: a\n" * 1_200,
    "addresses": "https://x.org/a " * 620,
    "half addresses": "http://" * 1_400,
    "e-mails": "a@b." * 2_500,
    "calls": "<!" * 5_000,
    "signs": ":a" * 5_000,
    "circles": "🟢" * 10_000,
    "ticks": "2.4 ✅\n" * 1_600,
    "joiners": "👩\u200d" * 5_000,
    "marks": "*_~`" * 2_500,
    "surrogates": "\ud800" * 10_000,
    "nothing": "\x00" * 10_000,
    "arrows": "\u202e2.4" * 2_500,
    "forty thousand": "2.4 amber, expected mid March; " * 1_300,
}


@pytest.mark.parametrize("name", LONG)
def test_a_long_and_nasty_text_is_read_in_bounded_time(name: str) -> None:
    started = process_time()
    for opened in ("2.4", "2.4 2.5"):
        read(LONG[name], opened)
    assert process_time() - started < 8  # most take a tenth of a second on a quiet machine


def test_a_plan_with_hundreds_of_actions_is_no_slower() -> None:
    plan = tuple(f"{area}.{number}" for area in range(1, 40) for number in range(1, 30))
    started = process_time()
    for _ in range(200):
        reading = read("2.4 green; 39.29 amber, expect 15 Jan", "2.4 39.29", plan=plan)
    assert process_time() - started < 8
    assert [update.ref for update in reading.updates] == ["2.4", "39.29"]


def test_the_reading_is_the_contracts_object_in_its_order() -> None:
    reading = read("2.4 amber, expect 15 Jan https://x.org/a\n6.1 done")
    assert list(reading.as_json()) == ["updates", "questions", "truncated"]
    assert reading.as_json() == {
        "updates": [
            {
                "ref": "2.4",
                "rating": "amber",
                "delivered": False,
                "no_change": False,
                "not_mine": False,
                "forecast": "2024-01-15",
                "requested_due": None,
                "evidence": ["https://x.org/a"],
                "text": "amber, expect 15 Jan https://x.org/a",
            }
        ],
        "questions": [{"kind": "not_yours", "ref": "6.1", "span": "6.1"}],
        "truncated": False,
    }
    update = reading.as_json()["updates"]
    assert isinstance(update, list)
    assert list(update[0]) == [
        "ref",
        "rating",
        "delivered",
        "no_change",
        "not_mine",
        "forecast",
        "requested_due",
        "evidence",
        "text",
    ]
    assert date(2023, 10, 6) == SENT
