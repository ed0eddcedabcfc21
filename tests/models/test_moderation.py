"""Moderation: who set a rating, for which report, and how long it stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rating import Ratings, Whose, rate
from models.rating_facts import ActionFacts, Answer, CycleAsk, Moderation
from models.scheme import Scheme
from models.states import Level, Outcome, Rating, Stage

OCTOBER, NOVEMBER = date(2023, 10, 25), date(2023, 11, 22)


def at(month: int, day: int, hour: int = 12) -> datetime:
    return datetime(2023, month, day, hour, tzinfo=UTC)


def said(rating: str | None, when: datetime, **more: Any) -> Answer:
    return Answer(when, Rating(rating) if rating else None, **more)


def moderated(rating: str, when: datetime, level: Level = Level.CHAIR, **more: Any) -> Moderation:
    return Moderation(when, level, Rating(rating), **({"board_on": OCTOBER} | more))


def rated(when: datetime, **facts: Any) -> Ratings:
    known = {"ref": "5.1", "stage": Stage.IN_PROGRESS} | facts
    return rate(ActionFacts(**known), at=when)


def test_the_moderated_rating_is_reported_better_or_worse() -> None:
    for value in ("green", "red"):
        found = rated(
            at(10, 20),
            answers=(said("amber", at(10, 3)),),
            moderations=(moderated(value, at(10, 11), reason="Seen in the minutes."),),
        )
        assert (found.value, found.whose, found.moderated_by) == (value, "moderated", "chair")
        assert found.reported is not None
        assert found.reported.reasons == (
            "The moderated rating counts.",
            f"The chair set {Scheme().said(Rating(value))}, on Wednesday 11 October.",
            "The reason given: Seen in the minutes.",
        )
        assert found.reported.at == at(10, 11)
        assert found.moderated is not None
        assert found.moderated.reasons == found.reported.reasons[1:]


@pytest.mark.parametrize(
    ("level", "who"),
    [
        (Level.PROGRAMME_OFFICE, "The programme office"),
        (Level.PDG, "The PDG"),
        (Level.BOARD, "The Board"),
    ],
)
def test_a_moderation_says_who_set_it(level: Level, who: str) -> None:
    found = rated(at(10, 20), moderations=(moderated("red", at(10, 11), level),))
    assert found.moderated is not None
    assert found.moderated.reasons == (f"{who} set Red, off track, on Wednesday 11 October.",)


def test_a_rating_that_was_kept_says_so() -> None:
    found = rated(at(10, 20), moderations=(moderated("green", at(10, 11), kept=True),))
    assert found.moderated is not None
    assert found.moderated.reasons == ("The chair kept Green, on track, on Wednesday 11 October.",)


def test_of_two_at_one_instant_the_one_recorded_last_stands() -> None:
    twice = (moderated("red", at(10, 11)), moderated("amber", at(10, 11)))
    assert rated(at(10, 20), moderations=twice).value is Rating.AMBER


def test_the_later_level_wins_then_the_newer_word() -> None:
    found = rated(
        at(10, 30),
        moderations=(
            moderated("red", at(10, 25), Level.BOARD),
            moderated("green", at(10, 26), Level.CHAIR),
        ),
    )
    assert (found.value, found.moderated_by) == (Rating.RED, Level.BOARD)
    twice = (moderated("red", at(10, 11)), moderated("amber", at(10, 12)))
    assert rated(at(10, 30), moderations=twice[::-1]).value is Rating.AMBER


def test_the_moderation_for_the_latest_board_goes_first() -> None:
    found = rated(
        at(11, 10),
        moderations=(
            moderated("red", at(10, 25), Level.BOARD),
            moderated("amber", at(11, 8), Level.PROGRAMME_OFFICE, board_on=NOVEMBER),
            moderated("green", at(11, 9), Level.BOARD, board_on=None),
        ),
    )
    assert found.value is Rating.AMBER


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        (said("green", at(10, 12), board_on=OCTOBER), "red"),  # late, for the same report
        (said("green", at(10, 27)), "red"),  # between two cycles
        (said("green", at(10, 30), board_on=NOVEMBER), "green"),
        (said(None, at(10, 30), board_on=NOVEMBER, no_change=True), "amber"),
    ],
)
def test_only_the_answer_for_a_later_cycle_ends_a_moderation(answer: Answer, value: str) -> None:
    found = rated(
        at(10, 31),
        answers=(said("amber", at(10, 3), board_on=OCTOBER), answer),
        moderations=(moderated("red", at(10, 11)),),
    )
    assert found.value == value
    assert (found.moderated is None) == (value != "red")


@pytest.mark.parametrize(
    ("answered", "value"), [(at(10, 10), "red"), (at(10, 11), "red"), (at(10, 12), "green")]
)
def test_a_moderation_outside_a_cycle_stands_until_the_next_answer(
    answered: datetime, value: str
) -> None:
    found = rated(
        at(10, 31),
        answers=(said("green", answered),),
        moderations=(moderated("red", at(10, 11), board_on=None),),
    )
    assert found.value == value


SILENT_NOVEMBER = (CycleAsk(NOVEMBER, at(11, 3, 17), Outcome.SILENT),)
SILENT_TWICE = (CycleAsk(OCTOBER, at(10, 6, 16), Outcome.SILENT), *SILENT_NOVEMBER)


@pytest.mark.parametrize(
    ("asks", "set_to", "value", "whose"),
    [
        (SILENT_NOVEMBER, "red", "red", "moderated"),
        (SILENT_NOVEMBER, "amber", "amber", "moderated"),
        (SILENT_NOVEMBER, "green", "amber", "computed"),
        (SILENT_TWICE, "amber", "red", "computed"),
        (SILENT_TWICE[:1], "green", "green", "moderated"),
    ],
)
@pytest.mark.parametrize("board_on", [OCTOBER, None])
def test_silence_after_a_moderation_never_improves_the_rating(
    asks: tuple[CycleAsk, ...], set_to: str, value: str, whose: str, board_on: date | None
) -> None:
    found = rated(
        at(11, 10), asks=asks, moderations=(moderated(set_to, at(10, 11), board_on=board_on),)
    )
    assert (found.value, found.whose) == (value, whose)
    assert found.moderated is not None


def test_a_moderation_that_outlives_its_report_says_so() -> None:
    found = rated(at(11, 10), asks=SILENT_NOVEMBER, moderations=(moderated("red", at(10, 11)),))
    assert found.reported is not None
    assert found.reported.reasons[0] == (
        "No answer has come since it was moderated, so the moderated rating still counts."
    )


def test_a_cut_off_at_the_very_moment_of_moderation_has_not_overtaken_it() -> None:
    asks = (CycleAsk(OCTOBER, at(10, 6, 16), Outcome.SILENT),)
    same = moderated("green", at(10, 6, 16), board_on=None)
    assert rated(at(10, 10), asks=asks, moderations=(same,)).value is Rating.GREEN


def test_a_moderation_stands_alone_where_nothing_else_is_rated() -> None:
    quiet = (CycleAsk(NOVEMBER, at(11, 3, 17), Outcome.NOT_ASKED),)
    found = rated(at(11, 10), asks=quiet, moderations=(moderated("amber", at(10, 11)),))
    assert (found.value, found.computed, found.whose) == (Rating.AMBER, None, Whose.MODERATED)
    assert found.reported is not None
    assert found.reported.reasons[0] == "The moderated rating counts."


MINUTES = st.integers(0, 3)
SAID = st.tuples(st.sampled_from(Level), st.sampled_from(["green", "amber", "red"]), MINUTES)


@given(st.lists(SAID, min_size=1, max_size=6))
def test_of_any_decisions_the_highest_level_and_its_newest_word_count(
    decisions: list[tuple[Level, str, int]],
) -> None:
    rows = tuple(
        Moderation(
            at(10, 11, 9) + timedelta(minutes=minute), level, Rating(value), board_on=OCTOBER
        )
        for level, value, minute in decisions
    )
    found = rated(at(10, 20), answers=(said("amber", at(10, 3)),), moderations=rows)
    highest = max(row.level.rank for row in rows)
    newest = max(row.at for row in rows if row.level.rank == highest)
    last = [row for row in rows if (row.level.rank, row.at) == (highest, newest)][-1]
    assert (found.value, found.moderated_by) == (last.rating, last.level)
    assert found.owner is not None
    assert found.owner.value is Rating.AMBER
