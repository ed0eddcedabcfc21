"""The rating rule on its edges: one table for each rule, with weekday names."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from models.rating import Ratings, rate, rate_plan
from models.rating_facts import ActionFacts, Answer, CycleAsk, Needed, RatingPolicy
from models.states import Mark, Outcome, Rating, Stage

GREEN = Answer(datetime(2023, 9, 29, 9, tzinfo=UTC), Rating.GREEN)


def day(words: str) -> date:
    return datetime.strptime(words, "%a %d %b %Y").replace(tzinfo=UTC).date()


def noon(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 12, tzinfo=UTC)


def rated(today: str, **facts: Any) -> Ratings:
    known = {"ref": "5.1", "stage": Stage.IN_PROGRESS, "answers": (GREEN,)} | facts
    return rate(ActionFacts(**known), at=noon(day(today)))


@pytest.mark.parametrize(
    ("today", "value", "reason"),
    [
        ("Thu 26 Oct 2023", "green", "No rule makes it worse than the owner says."),
        ("Fri 27 Oct 2023", "green", "No rule makes it worse than the owner says."),
        ("Sat 28 Oct 2023", "amber", "It was due on Friday 27 October, 1 day ago, and is not"),
        ("Mon 27 Nov 2023", "amber", "It was due on Friday 27 October, 31 days ago, and is not"),
        ("Tue 28 Nov 2023", "red", "It was due on Friday 27 October, 32 days ago, and is not"),
        ("Tue 02 Jan 2024", "red", "It was due on Friday 27 October 2023, 67 days ago"),
    ],
)
def test_a_due_date_has_passed_the_day_after_and_is_red_from_the_32nd_day(
    today: str, value: str, reason: str
) -> None:
    found = rated(today, due=day("Fri 27 Oct 2023"))
    assert found.computed is not None
    assert found.computed.value == value
    assert found.computed.reasons[0].startswith(reason)


@pytest.mark.parametrize(
    ("forecast", "value", "reason"),
    [
        ("Thu 26 Oct 2023", "green", "No rule"),
        ("Fri 27 Oct 2023", "green", "No rule"),
        (
            "Sat 28 Oct 2023",
            "amber",
            "It is expected on Saturday 28 October, 1 day after its due date of Friday 27 October.",
        ),
        ("Mon 27 Nov 2023", "amber", "It is expected on Monday 27 November, 31 days after"),
        ("Tue 28 Nov 2023", "red", "It is expected on Tuesday 28 November, 32 days after"),
        ("Wed 03 Jan 2024", "red", "It is expected on Wednesday 3 January 2024, 68 days after"),
    ],
)
def test_a_forecast_after_the_due_date_is_amber_and_red_from_the_32nd_day(
    forecast: str, value: str, reason: str
) -> None:
    found = rated("Tue 03 Oct 2023", due=day("Fri 27 Oct 2023"), forecast=day(forecast))
    assert found.computed is not None
    assert found.computed.value == value
    assert found.computed.reasons[0].startswith(reason)


@pytest.mark.parametrize("stage", [Stage.IN_PROGRESS, Stage.NOT_STARTED])
def test_without_a_due_date_neither_rule_applies(stage: Stage) -> None:
    found = rated("Tue 03 Oct 2023", stage=stage, forecast=day("Fri 27 Oct 2023"))
    assert found.value is Rating.GREEN
    assert found.marks == ()


@pytest.mark.parametrize(
    ("need", "value", "reason"),
    [
        (Needed("7.7", is_red=False, expected=day("Fri 27 Oct 2023")), "green", "No rule"),
        (
            Needed("7.7", is_red=False, expected=day("Sat 28 Oct 2023")),
            "amber",
            (
                "It needs 7.7, which is due on Saturday 28 October, after this one's due date of"
                " Friday 27 October."
            ),
        ),
        (
            Needed("7.7", is_red=False, expected=day("Mon 01 Jan 2024"), is_forecast=True),
            "amber",
            "It needs 7.7, which is expected on Monday 1 January 2024, after this one's due date",
        ),
        (
            Needed("7.7", is_red=True, expected=None),
            "amber",
            "It needs 7.7, which is reported Red, off track.",
        ),
        (Needed("7.7", is_red=False, expected=None), "green", "No rule"),
    ],
)
def test_what_it_needs_holds_it_up(need: Needed, value: str, reason: str) -> None:
    facts = ActionFacts(
        "5.6", Stage.IN_PROGRESS, due=day("Fri 27 Oct 2023"), answers=(GREEN,), needs=("7.7",)
    )
    found = rate(facts, at=noon(day("Tue 03 Oct 2023")), needs=[need])
    assert found.computed is not None
    assert found.computed.value == value
    assert found.computed.reasons[0].startswith(reason)


def test_a_date_of_another_means_nothing_to_an_action_without_one() -> None:
    need = Needed("7.7", is_red=False, expected=day("Fri 27 Oct 2023"))
    facts = ActionFacts("5.6", Stage.IN_PROGRESS, answers=(GREEN,))
    assert rate(facts, at=noon(day("Tue 03 Oct 2023")), needs=[need]).value is Rating.GREEN


def asks(*outcomes: Outcome) -> tuple[CycleAsk, ...]:
    first = noon(day("Fri 06 Oct 2023"))
    return tuple(
        CycleAsk(
            first.date() + timedelta(days=28 * n + 19), first + timedelta(days=28 * n), outcome
        )
        for n, outcome in enumerate(outcomes)
    )


SILENT, ANSWERED, NOT_ASKED, UNSETTLED = (
    Outcome.SILENT,
    Outcome.ANSWERED,
    Outcome.NOT_ASKED,
    Outcome.UNSETTLED,
)
ONE = "It was asked for in the last whole cycle and no update has reached us."
TWO = "It was asked for in 2 cycles running and no update has reached us."
THREE = "It was asked for in 3 cycles running and no update has reached us."


@pytest.mark.parametrize(
    ("outcomes", "value", "marks", "reason"),
    [
        ([], "green", [], "No rule"),
        ([ANSWERED], "green", [], "No rule"),
        ([SILENT], "amber", ["stale"], ONE),
        ([SILENT, SILENT], "red", ["unreported"], TWO),
        ([SILENT, SILENT, SILENT], "red", ["unreported"], THREE),
        ([SILENT, ANSWERED], "green", [], "No rule"),
        ([ANSWERED, SILENT], "amber", ["stale"], ONE),
        ([SILENT, ANSWERED, SILENT], "amber", ["stale"], ONE),
        ([NOT_ASKED], "green", ["not_asked"], "No rule"),
        ([NOT_ASKED, ANSWERED], "green", [], "No rule"),
        ([SILENT, NOT_ASKED], "amber", ["stale", "not_asked"], ONE),
        ([SILENT, NOT_ASKED, SILENT], "red", ["unreported"], TWO),
        ([SILENT, SILENT, NOT_ASKED], "red", ["unreported", "not_asked"], TWO),
        ([ANSWERED, NOT_ASKED, SILENT], "amber", ["stale"], ONE),
        ([UNSETTLED], "green", [], "No rule"),
        ([SILENT, UNSETTLED], "amber", ["stale"], ONE),
        ([SILENT, UNSETTLED, SILENT], "red", ["unreported"], TWO),
    ],
)
def test_silence_in_whole_cycles(
    outcomes: list[Outcome], value: str, marks: list[str], reason: str
) -> None:
    found = rated("Fri 29 Dec 2023", asks=asks(*outcomes))
    assert found.computed is not None
    assert found.computed.value == value
    assert list(found.marks) == marks
    assert found.computed.reasons[0].startswith(reason)


def test_a_cycle_is_whole_when_its_cut_off_has_passed() -> None:
    facts = ActionFacts("5.1", Stage.IN_PROGRESS, answers=(GREEN,), asks=asks(SILENT))
    cut_off = facts.asks[0].cut_off
    assert rate(facts, at=cut_off - timedelta(seconds=1)).marks == ()
    assert rate(facts, at=cut_off).marks == (Mark.STALE,)


def test_news_after_the_cut_off_ends_the_silence() -> None:
    late = Answer(noon(day("Fri 20 Oct 2023")), Rating.GREEN)
    found = rated("Fri 29 Dec 2023", asks=asks(SILENT), answers=(GREEN, late))
    assert found.marks == ()
    again = rated("Fri 29 Dec 2023", asks=asks(SILENT, SILENT), answers=(GREEN, late))
    assert again.marks == (Mark.STALE,)


def test_an_answer_at_the_very_cut_off_was_no_answer_to_a_silent_cycle() -> None:
    at_cut_off = Answer(asks(SILENT)[0].cut_off, Rating.GREEN)
    found = rated("Fri 29 Dec 2023", asks=asks(SILENT), answers=(at_cut_off,))
    assert found.marks == (Mark.STALE,)


def test_the_policy_sets_the_limits() -> None:
    policy = RatingPolicy(amber_days=7, evidence_days=0, stale_after=2, unreported_after=3)
    due = day("Fri 27 Oct 2023")
    late = ActionFacts("5.1", Stage.IN_PROGRESS, due=due, answers=(GREEN,))
    values = [
        rate(late, at=noon(due + timedelta(days=n)), policy=policy).value for n in (0, 1, 7, 8)
    ]
    assert values == ["green", "amber", "amber", "red"]
    quiet = ActionFacts("5.1", Stage.IN_PROGRESS, answers=(GREEN,), asks=asks(SILENT, SILENT))
    found = rate(quiet, at=noon(day("Fri 29 Dec 2023")), policy=policy)
    assert found.marks == (Mark.STALE,)
    assert found.computed is not None
    assert found.computed.reasons == (TWO,)
    plan = rate_plan([late], at=noon(due + timedelta(days=8)), policy=policy)
    assert plan["5.1"].value is Rating.RED


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        ({"amber_days": -1}, "Days in the rating policy are counted from 0; found -1 and 30."),
        ({"evidence_days": -1}, "Days in the rating policy are counted from 0; found 31 and -1."),
        ({"stale_after": 0}, "after at least one cycle; found 0 and 2."),
        ({"stale_after": 2}, "after at least one cycle; found 2 and 2."),
    ],
)
def test_limits_that_turn_the_rule_upside_down_are_refused(
    limits: dict[str, int], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        RatingPolicy(**limits)


def test_limits_of_nothing_are_allowed() -> None:
    assert RatingPolicy(amber_days=0, evidence_days=0).amber_days == 0


@pytest.mark.parametrize(
    ("facts", "marks"),
    [
        ({"due": "Mon 02 Oct 2023"}, ["slipped"]),
        ({"due": "Tue 03 Oct 2023"}, []),
        ({"due": "Mon 02 Oct 2023", "moves": 1}, ["slipped_again", "re_dated"]),
        ({"due": "Fri 27 Oct 2023", "moves": 1}, ["re_dated"]),
        ({"due": "Fri 27 Oct 2023", "forecast": "Sat 28 Oct 2023"}, ["slipped"]),
        ({"due": "Fri 27 Oct 2023", "forecast": "Fri 27 Oct 2023"}, []),
        ({"due": "Mon 02 Oct 2023", "forecast": "Mon 25 Sep 2023"}, ["slipped"]),
        (
            {"due": "Mon 02 Oct 2023", "stage": Stage.DELIVERED, "moves": 2},
            ["evidence_awaited", "re_dated"],
        ),
        ({"due": "Mon 02 Oct 2023", "stage": Stage.VERIFIED}, []),
    ],
)
def test_slipped_and_re_dated_are_marked(facts: dict[str, Any], marks: list[str]) -> None:
    dates = {key: day(facts[key]) for key in ("due", "forecast") if key in facts}
    assert list(rated("Tue 03 Oct 2023", **(facts | dates)).marks) == marks


def test_not_asked_is_said_only_of_what_is_still_to_be_delivered() -> None:
    found = rated("Fri 29 Dec 2023", stage=Stage.DELIVERED, asks=asks(NOT_ASKED, NOT_ASKED))
    assert found.marks == (Mark.EVIDENCE_AWAITED,)
