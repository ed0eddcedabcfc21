"""What a moderator is shown: each flag by itself, its limits, and that none claims too much."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from models.flag_policy import FlagPolicy
from models.flags import (
    RULES,
    Flag,
    FlagFacts,
    Words,
    alike,
    flags_of,
    is_exception,
    urgency,
)
from models.partnership import Partnership
from models.rating import Ratings
from models.rating_facts import Needed
from models.rating_sides import Rated
from models.states import Rating, Stage

TUESDAY = date(2023, 10, 10)
"""Tuesday 10 October 2023."""
NOON = datetime(2023, 10, 10, 11, tzinfo=UTC)


def rated(value: str | None) -> Rated | None:
    return Rated(Rating(value), NOON, ("Because.",)) if value else None


def action(
    reported: str | None = None,
    *,
    owner: str | None = None,
    rule: str | None = None,
    stage: Stage = Stage.IN_PROGRESS,
) -> Ratings:
    return Ratings("6.1", stage, owner=rated(owner), computed=rated(rule), reported=rated(reported))


def told(ratings: Ratings, **facts: Any) -> dict[Flag, str]:
    found = flags_of(FlagFacts(ratings, TUESDAY, **facts))
    return {each.flag: each.reason for each in found}


def past(*values: str | None) -> tuple[Rating | None, ...]:
    return tuple(Rating(value) if value else None for value in values)


def test_every_flag_has_its_rule() -> None:
    assert set(RULES) == set(Flag)


def test_an_action_of_which_nothing_is_known_has_no_flag() -> None:
    assert told(action()) == {}


def test_better_than_the_rule_is_flagged() -> None:
    assert told(action("amber", owner="green", rule="amber")) == {
        Flag.BETTER_THAN_COMPUTED: (
            "The owner proposes Green, on track where the rule gives Amber, at risk; that needs a"
            " reason and moderation."
        )
    }
    assert told(action("red", owner="red", rule="amber")) == {}


@pytest.mark.parametrize(
    ("before", "now", "is_told"),
    [
        (("amber", "green"), "red", True),
        (("green", "amber"), "red", False),
        (("green",), "amber", False),
        ((), "red", False),
        (("green",), None, False),
    ],
)
def test_green_to_red_in_one_step_is_flagged(
    before: tuple[str, ...], now: str | None, *, is_told: bool
) -> None:
    found = told(action(now), past=past(*before))
    assert (Flag.GREEN_TO_RED in found) is is_told
    if is_told:
        assert (
            found[Flag.GREEN_TO_RED]
            == "It went from Green, on track to Red, off track in one step."
        )


@pytest.mark.parametrize(
    ("before", "now", "moved", "is_told"),
    [
        ("red", "green", True, True),
        ("red", "green", False, False),
        ("amber", "amber", True, False),
        ("green", "amber", True, False),
        (None, "green", True, False),
        ("red", None, True, False),
    ],
)
def test_a_better_rating_beside_a_moved_date_is_flagged(
    before: str | None, now: str | None, *, moved: bool, is_told: bool
) -> None:
    found = told(action(now), past=past(before), was_moved=moved)
    assert (Flag.UP_WITH_DATE_MOVED in found) is is_told


def test_a_better_rating_that_is_expected_later_is_flagged() -> None:
    soon, later = date(2024, 1, 26), date(2024, 3, 28)
    found = told(action("green"), past=past("red"), forecast=later, forecast_before=soon)
    assert found == {
        Flag.UP_WITH_DATE_MOVED: (
            "Its rating is better, and it is expected later: Thursday 28 March 2024."
        )
    }
    assert told(action("green"), past=past("red"), forecast=soon, forecast_before=later) == {}
    assert told(action("green"), past=past("red"), forecast=soon, forecast_before=soon) == {}


def test_three_greens_and_then_a_missed_date_are_flagged() -> None:
    monday = date(2023, 10, 9)
    greens = past("red", "green", "green", "green")
    found = told(action("amber"), past=greens, due=monday)
    assert found == {
        Flag.GREENS_THEN_MISSED: (
            "3 reports running said Green, on track, and its due date of Monday 9 October has"
            " passed."
        )
    }
    assert told(action("amber"), past=past("green", "green"), due=monday) == {}
    assert told(action("amber"), past=greens, due=TUESDAY) == {}
    assert told(action("amber"), past=greens) == {}
    done = told(action("green", stage=Stage.DELIVERED), past=greens, due=monday, evidence=1)
    assert done == {}
    two = FlagPolicy(greens_running=2)
    assert Flag.GREENS_THEN_MISSED in told(
        action("amber"), past=past("green", "green"), due=monday, policy=two
    )


def test_a_green_on_old_words_is_stale() -> None:
    at_the_limit, past_it = date(2023, 8, 26), date(2023, 8, 25)
    assert told(action("green", owner="green"), fresh_on=at_the_limit) == {}
    assert told(action("green", owner="green"), fresh_on=past_it) == {
        Flag.STALE_GREEN: "Green, on track rests on what was said on Friday 25 August, 46 days ago."
    }
    assert told(action("amber", owner="amber"), fresh_on=past_it) == {}
    assert told(action("green", owner="green", stage=Stage.DELIVERED), evidence=1) == {}


def test_the_words_of_last_month_are_recognised_however_they_are_typed() -> None:
    before = Words(date(2023, 9, 5), "Recruitment is under way; two posts are out.")
    for words in (
        "Recruitment is under way; two posts are out.",
        "recruitment is under way - two posts are out",
        "  RECRUITMENT is under way, two posts  are out!!",
        "Recruitment is under way. Two post are out.",
    ):
        found = told(action(), said=Words(TUESDAY, words), said_before=before)
        assert found == {
            Flag.SAME_WORDS: (
                "The words are those of Tuesday 5 September, so they do not say what has changed."
            )
        }
    fresh = Words(TUESDAY, "Both posts are filled; they start on 6 November.")
    assert told(action(), said=fresh, said_before=before) == {}


def test_short_words_are_never_the_same() -> None:
    assert not alike("On track.", "on track", FlagPolicy())
    assert not alike("", "", FlagPolicy())


@pytest.mark.parametrize(
    ("rating", "said", "missing"),
    [
        ("amber", {}, "what is in the way and what gets it back"),
        ("red", {"reason": "two left"}, "what gets it back"),
        ("red", {"words": "two left"}, "what gets it back"),
        ("amber", {"recovery": "two start"}, "what is in the way"),
        ("amber", {"reason": "two left", "recovery": "two start"}, ""),
        ("green", {}, ""),
        (None, {}, ""),
    ],
)
def test_amber_or_red_without_reason_or_recovery_is_flagged(
    rating: str | None, said: dict[str, str], missing: str
) -> None:
    words = Words(TUESDAY, rating=Rating(rating) if rating else None, **said)
    sentence = told(action(), said=words).get(Flag.NO_REASON, "")
    assert sentence.endswith(f" and not {missing}." if missing else "")
    assert bool(sentence) is bool(missing)


def test_a_forecast_before_today_is_flagged() -> None:
    monday = date(2023, 10, 9)
    assert told(action("green"), forecast=monday) == {
        Flag.FORECAST_PAST: "It was expected on Monday 9 October, which has passed."
    }
    assert told(action("green"), forecast=TUESDAY) == {}
    assert told(action("green", stage=Stage.DELIVERED), forecast=monday, evidence=1) == {}


AFTER = (
    "It needs 7.7, which is expected on Tuesday 30 April 2024, after this one's due date of"
    " Thursday 28 March 2024."
)


@pytest.mark.parametrize(
    ("is_red", "expected", "is_forecast", "sentence"),
    [
        (True, None, False, "It needs 7.7, which is reported Red, off track."),
        (False, date(2023, 10, 9), False, "It needs 7.7, which was due on Monday 9 October."),
        (False, date(2024, 4, 30), True, AFTER),
        (False, date(2024, 3, 28), False, ""),
        (False, None, False, ""),
    ],
)
def test_a_late_dependency_is_flagged(
    expected: date | None, sentence: str, *, is_red: bool, is_forecast: bool
) -> None:
    need = Needed("7.7", is_red, expected, is_forecast=is_forecast)
    found = told(action("green"), needs=(need,), due=date(2024, 3, 28))
    assert found.get(Flag.DEPENDENCY_LATE, "") == sentence


def test_a_measure_that_disagrees_is_flagged_in_its_own_sentence() -> None:
    said = "K6.1 is Red, off track, while 6.1 is Green, on track."
    assert told(action("green"), measures=(said,)) == {Flag.KPI_DISAGREES: said}


def test_delivered_without_evidence_is_flagged() -> None:
    delivered = action("green", stage=Stage.DELIVERED)
    assert told(delivered) == {
        Flag.WITHOUT_EVIDENCE: "It is reported as delivered, and no evidence has come."
    }
    assert told(delivered, evidence=1) == {}


def test_the_worst_stands_first_and_then_the_most_flagged() -> None:
    one = flags_of(FlagFacts(action("red"), TUESDAY, past=past("green")))
    red, flagged_red = urgency(action("red"), ()), urgency(action("red"), one)
    amber, green, unrated = (urgency(action(v), one) for v in ("amber", "green", None))
    assert sorted([green, unrated, amber, red, flagged_red]) == [
        flagged_red, red, amber, green, unrated,
    ]  # fmt: skip


def test_greens_without_a_flag_are_taken_as_read() -> None:
    assert not is_exception(action("green"), ())
    assert not is_exception(action(None), ())
    assert is_exception(action("amber"), ())
    assert is_exception(
        action("green"), flags_of(FlagFacts(action("green"), TUESDAY, measures=("K.",)))
    )


@pytest.mark.parametrize(
    "limits",
    [
        {"stale_green_days": 0},
        {"greens_running": 0},
        {"same_words_per_cent": 49},
        {"same_words_per_cent": 101},
        {"same_words_letters": 0},
    ],
)
def test_a_limit_that_could_never_hold_is_refused(limits: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=next(iter(limits))):
        FlagPolicy(**limits)
    with pytest.raises(ValueError, match=next(iter(limits))):
        Partnership.model_validate({"flags": limits})


def test_a_day_long_past_reads_with_its_year() -> None:
    long_ago = TUESDAY - timedelta(days=400)
    found = told(action("green", owner="green"), fresh_on=long_ago)
    assert "2022" in found[Flag.STALE_GREEN]
