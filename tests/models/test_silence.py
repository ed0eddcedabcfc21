"""The ledger of silence: one state for each person and action, in an order with reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.silence import IN, NOT_EXPECTED, AskStory, Entry, ledger_entry
from models.states import Silence

CUT_OFF = datetime(2023, 10, 6, 16, tzinfo=UTC)  # Friday 6 October, 5 pm
ASKED = datetime(2023, 9, 29, 8, tzinfo=UTC)
MONDAY, TUESDAY, SATURDAY, LATER = (datetime(2023, 10, day, 10, tzinfo=UTC) for day in (2, 3, 7, 9))
DELIVERED = AskStory(CUT_OFF, delivered_at=ASKED)


def story(**facts: Any) -> AskStory:
    return replace(DELIVERED, **facts)


@pytest.mark.parametrize(
    ("told", "at", "state", "since"),
    [
        (story(delivered_at=None), MONDAY, "not_delivered", None),
        (story(delivered_at=None), LATER, "not_delivered", None),
        (story(), MONDAY, "delivered", ASKED),
        (story(opened_at=MONDAY), TUESDAY, "opened", MONDAY),
        (story(waiting_since=MONDAY), LATER, "waits_for_confirmation", MONDAY),
        (story(answered_at=MONDAY), TUESDAY, "answered", MONDAY),
        (story(answered_at=MONDAY, words_awaited=True), LATER, "words_awaited", MONDAY),
        (story(answered_at=SATURDAY, is_absent=True), LATER, "answered", SATURDAY),
        (story(is_absent=True), LATER, "absent", None),
        (story(is_absent=True, opened_at=MONDAY), LATER, "absent", None),
        (story(is_vacant=True, is_absent=True), LATER, "vacant", None),
        (story(is_vacant=True, answered_at=MONDAY), LATER, "answered", MONDAY),
        (story(is_absent=True, waiting_since=MONDAY), LATER, "waits_for_confirmation", MONDAY),
        (story(disputed_at=MONDAY), LATER, "disputed", MONDAY),
        (story(disputed_at=MONDAY, is_vacant=True), LATER, "disputed", MONDAY),
        (story(disputed_at=TUESDAY, answered_at=MONDAY), LATER, "disputed", TUESDAY),
        (story(disputed_at=MONDAY, answered_at=TUESDAY), LATER, "answered", TUESDAY),
        (story(disputed_at=MONDAY, waiting_since=MONDAY), LATER, "disputed", MONDAY),
        (
            story(disputed_at=MONDAY, waiting_since=TUESDAY),
            LATER,
            "waits_for_confirmation",
            TUESDAY,
        ),
        (story(waiting_since=TUESDAY, answered_at=MONDAY), LATER, "answered", MONDAY),
    ],
)
def test_an_ask_has_one_state(
    told: AskStory, at: datetime, state: str, since: datetime | None
) -> None:
    assert ledger_entry(told, at) == Entry(Silence(state), since)


def test_a_late_answer_is_marked_late_also_while_its_words_are_awaited() -> None:
    late = story(answered_at=SATURDAY)
    assert ledger_entry(late, LATER) == Entry(Silence.LATE, SATURDAY, is_late=True)
    wanting = story(answered_at=SATURDAY, words_awaited=True)
    assert ledger_entry(wanting, LATER) == Entry(Silence.WORDS_AWAITED, SATURDAY, is_late=True)


def test_after_the_cut_off_what_arrived_and_brought_nothing_is_silence() -> None:
    assert ledger_entry(story(), LATER) == Entry(Silence.DELIVERED, ASKED, is_silent=True)
    opened = ledger_entry(story(opened_at=MONDAY), LATER)
    assert opened == Entry(Silence.OPENED, MONDAY, is_silent=True)


@pytest.mark.parametrize(
    ("seconds", "state"), [(-1, Silence.ANSWERED), (0, Silence.LATE), (1, Silence.LATE)]
)
def test_an_answer_at_the_cut_off_is_late(seconds: int, state: Silence) -> None:
    answered = replace(DELIVERED, answered_at=CUT_OFF + timedelta(seconds=seconds))
    assert ledger_entry(answered, LATER).state is state


@pytest.mark.parametrize(("seconds", "is_silent"), [(-1, False), (0, True)])
def test_silence_begins_at_the_cut_off(seconds: int, is_silent: bool) -> None:  # noqa: FBT001 - a column
    assert ledger_entry(DELIVERED, CUT_OFF + timedelta(seconds=seconds)).is_silent is is_silent


def test_what_happens_later_is_not_known_yet() -> None:
    told = story(
        opened_at=MONDAY,
        waiting_since=TUESDAY,
        answered_at=SATURDAY,
        disputed_at=LATER,
    )
    moments = (ASKED - timedelta(seconds=1), ASKED, MONDAY, TUESDAY, SATURDAY, LATER)
    assert [ledger_entry(told, at).state for at in moments] == [
        "not_delivered",
        "delivered",
        "opened",
        "waits_for_confirmation",
        "late",
        "disputed",
    ]


def test_absent_is_not_late_nor_silent() -> None:
    for opened in (None, MONDAY):
        found = ledger_entry(replace(DELIVERED, is_absent=True, opened_at=opened), LATER)
        assert found.state in NOT_EXPECTED
        assert (found.is_late, found.is_silent) == (False, False)


moments = st.none() | st.integers(-20, 20).map(lambda days: CUT_OFF + timedelta(days=days))
stories = st.builds(
    AskStory,
    cut_off=st.just(CUT_OFF),
    delivered_at=moments,
    opened_at=moments,
    waiting_since=moments,
    answered_at=moments,
    words_awaited=st.booleans(),
    disputed_at=moments,
    is_vacant=st.booleans(),
    is_absent=st.booleans(),
)


@given(stories, moments.filter(bool))
def test_nobody_is_silent_who_said_anything(told: AskStory, at: datetime) -> None:
    found = ledger_entry(told, at)
    said = (told.answered_at, told.waiting_since, told.disputed_at)
    if any(moment is not None and moment <= at for moment in said):
        assert not found.is_silent
    assert not (found.is_late and found.state not in IN)
    assert found.since is None or found.since <= at
