"""Ratings as JSON, and as an area's rating."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from models.rating import Ratings, rate
from models.rating_facts import ActionFacts, Answer, Moderation
from models.rating_sides import Rated
from models.rating_view import AreaRating, rate_area, ratings_json
from models.states import Level, MonitoringLevel, Rating, Stage

NOW = datetime(2023, 10, 10, 12, tzinfo=UTC)
FORMAL, LOCAL = MonitoringLevel.FORMAL, MonitoringLevel.LOCAL


def test_ratings_in_json_have_value_instant_and_reasons() -> None:
    summer = datetime(2023, 10, 3, 10, tzinfo=ZoneInfo("Europe/London"))
    facts = ActionFacts(
        "5.1",
        Stage.IN_PROGRESS,
        due=date(2023, 10, 5),
        answers=(Answer(summer, Rating.GREEN),),
    )
    assert ratings_json(rate(facts, at=NOW)) == {
        "owner": {
            "value": "green",
            "at": "2023-10-03T09:00:00+00:00",
            "reasons": ["The owner said Green, on track, on Tuesday 3 October."],
        },
        "computed": {
            "value": "amber",
            "at": "2023-10-10T12:00:00+00:00",
            "reasons": ["It was due on Thursday 5 October, 5 days ago, and is not delivered yet."],
        },
        "moderated": None,
        "reported": {
            "value": "amber",
            "at": "2023-10-10T12:00:00+00:00",
            "reasons": [
                "The rule gives a worse rating than the owner, so the computed one counts.",
                "It was due on Thursday 5 October, 5 days ago, and is not delivered yet.",
            ],
        },
    }


def test_a_moderated_rating_stands_in_json_too() -> None:
    moderation = Moderation(NOW, Level.CHAIR, Rating.RED)
    facts = ActionFacts("5.1", Stage.IN_PROGRESS, moderations=(moderation,))
    found = ratings_json(rate(facts, at=NOW))
    assert (found["owner"], found["computed"]) == (None, None)
    assert found["moderated"] is not None
    assert found["reported"] is not None
    assert found["moderated"]["value"] == found["reported"]["value"] == "red"


def test_the_zone_of_the_machine_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    evening = datetime(2023, 10, 3, 20, tzinfo=UTC)
    facts = ActionFacts(
        "5.1",
        Stage.VERIFIED,
        proven_on=date(2023, 10, 4),
        moderations=(Moderation(evening, Level.CHAIR, Rating.RED),),
    )
    owned = ActionFacts("5.1", Stage.IN_PROGRESS, answers=(Answer(evening, Rating.GREEN),))
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        proven, owners = rate(facts, at=NOW), rate(owned, at=NOW)
        found = ratings_json(owners)["owner"]
    finally:
        monkeypatch.undo()
        time.tzset()
    assert proven.value is Rating.BLUE
    assert owners.owner is not None
    assert owners.owner.reasons[0].endswith("on Tuesday 3 October.")
    assert found is not None
    assert found["at"] == "2023-10-03T20:00:00+00:00"


def test_an_action_without_rating_is_all_null() -> None:
    assert set(ratings_json(Ratings("5.1", Stage.SUSPENDED)).values()) == {None}


def action(ref: str, value: str | None, stage: Stage = Stage.IN_PROGRESS) -> Ratings:
    reported = Rated(Rating(value), NOW, ("Because.",)) if value else None
    return Ratings(ref, stage, reported=reported)


@pytest.mark.parametrize(
    ("actions", "value", "reason"),
    [
        (
            [("1.1", "red", FORMAL), ("1.2", "blue", FORMAL), ("1.3", "red", FORMAL)],
            "red",
            "2 actions in formal monitoring are Red, off track: 1.1, 1.3.",
        ),
        (
            [("1.1", "red", LOCAL), ("1.2", "green", FORMAL)],
            "amber",
            "1 action outside formal monitoring is Red, off track: 1.1.",
        ),
        (
            [("1.1", "red", MonitoringLevel.CLOSED), ("1.2", "amber", FORMAL)],
            "amber",
            "1 action outside formal monitoring is Red, off track: 1.1.",
        ),
        (
            [("1.1", "amber", LOCAL), ("1.2", "green", FORMAL), ("1.3", "amber", FORMAL)],
            "amber",
            "2 actions in the area are Amber, at risk: 1.1, 1.3.",
        ),
        (
            [("1.1", "blue", FORMAL), ("1.2", "green", FORMAL)],
            "green",
            "No action in the area is at risk or off track.",
        ),
        ([("1.1", "green", FORMAL), ("1.2", None, FORMAL)], "green", "No action in the area is"),
        ([("1.1", "blue", FORMAL), ("1.2", None, LOCAL)], "blue", "Every action that is rated is"),
        ([("1.1", None, FORMAL)], None, "No action in the area is rated."),
        ([], None, "No action in the area is rated."),
    ],
)
def test_an_area_is_never_an_average(
    actions: list[tuple[str, str | None, MonitoringLevel]], value: str | None, reason: str
) -> None:
    found = rate_area((action(ref, rating), level) for ref, rating, level in actions)
    assert found.value == value
    assert found.reason.startswith(reason)


def test_an_area_may_be_moderated() -> None:
    found = rate_area([(action("1.1", "green"), FORMAL)], moderated=Rating.RED)
    assert found == AreaRating(Rating.RED, "It was moderated to Red, off track.")
