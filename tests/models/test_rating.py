"""Owner's, computed, moderated and reported: whose rating counts, and why."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from models.rating import Ratings, Whose, rate, rate_plan
from models.rating_facts import ActionFacts, Answer, CycleAsk, Moderation
from models.scheme import RATING_WORDS, RatingWord, Scheme
from models.states import Level, Mark, Outcome, Rating, Stage

NOVEMBER = date(2023, 11, 22)
SILENT_NOVEMBER = (CycleAsk(NOVEMBER, datetime(2023, 11, 3, 17, tzinfo=UTC), Outcome.SILENT),)


def at(month: int, day: int, hour: int = 12) -> datetime:
    return datetime(2023, month, day, hour, tzinfo=UTC)


def said(rating: str | None, when: datetime, **more: Any) -> Answer:
    return Answer(when, Rating(rating) if rating else None, **more)


def moderated(rating: str, when: datetime) -> Moderation:
    return Moderation(when, Level.CHAIR, Rating(rating), board_on=date(2023, 10, 25))


def rated(when: datetime, **facts: Any) -> Ratings:
    known = {"ref": "5.1", "stage": Stage.IN_PROGRESS} | facts
    return rate(ActionFacts(**known), at=when)


@pytest.mark.parametrize(
    ("owner", "due", "value", "whose", "why"),
    [
        ("green", date(2023, 10, 27), "green", "agreed", "The owner's rating and the computed one"),
        ("amber", date(2023, 10, 27), "amber", "agreed", "The owner's rating and the computed one"),
        ("red", date(2023, 10, 5), "red", "owner", "The owner rates it worse than the rule does"),
        ("green", date(2023, 10, 5), "amber", "computed", "The rule gives a worse rating than"),
        ("amber", date(2023, 10, 5), "amber", "agreed", "The owner's rating and the computed one"),
        (None, date(2023, 10, 5), "amber", "computed", "The owner has proposed no rating, so"),
    ],
)
def test_the_worse_of_owner_and_rule_is_reported_and_says_whose_it_is(
    owner: str | None, due: date, value: str, whose: str, why: str
) -> None:
    found = rated(at(10, 10), due=due, answers=(said(owner, at(10, 3)),))
    assert found.reported is not None
    assert (found.ref, found.stage) == ("5.1", Stage.IN_PROGRESS)
    assert (found.value, found.whose) == (value, whose)
    assert found.reported.reasons[0].startswith(why)


def test_reasons_are_whole_sentences_with_their_source() -> None:
    found = rated(
        at(10, 10),
        due=date(2023, 10, 5),
        answers=(
            said("amber", at(10, 3), reason="Two officers left.", by="the deputy"),
            said(None, at(10, 4), no_change=True, by="the area lead"),
        ),
    )
    assert found.owner is not None
    assert found.owner.reasons == (
        "The deputy said Amber, at risk, on Tuesday 3 October.",
        "The reason given: Two officers left.",
        "The area lead said on Wednesday 4 October that nothing has changed.",
    )
    assert found.computed is not None
    assert found.computed.reasons == (
        "It was due on Thursday 5 October, 5 days ago, and is not delivered yet.",
    )
    assert found.reported is not None
    assert found.reported.reasons == (
        "The owner's rating and the computed one are the same.",
        *found.owner.reasons,
        *found.computed.reasons,
    )
    assert found.owner.at == found.reported.at == at(10, 3)
    assert found.computed.at == at(10, 10)


def test_the_newest_proposal_is_the_owners() -> None:
    answers = (said("red", at(10, 5)), said("green", at(10, 3)), said(None, at(10, 6)))
    found = rated(at(10, 10), answers=answers)
    assert found.value is Rating.RED
    assert found.owner is not None
    assert found.owner.reasons == ("The owner said Red, off track, on Thursday 5 October.",)


def test_only_no_change_after_the_rating_repeats_it() -> None:
    answers = (said(None, at(10, 2), no_change=True), said("green", at(10, 3)))
    found = rated(at(10, 10), answers=answers)
    assert found.owner is not None
    assert len(found.owner.reasons) == 1


def test_the_worst_reason_comes_first() -> None:
    found = rated(at(10, 10), due=date(2023, 10, 5), forecast=date(2023, 11, 30))
    assert found.computed is not None
    assert found.computed.value is Rating.RED
    assert [reason[:14] for reason in found.computed.reasons] == [
        "It is expected",
        "It was due on ",
    ]


@pytest.mark.parametrize(
    ("start", "stage", "value"),
    [
        (date(2023, 10, 11), Stage.NOT_STARTED, "green"),
        (date(2023, 10, 10), Stage.NOT_STARTED, None),
        (date(2023, 10, 9), Stage.IN_PROGRESS, None),
        (None, Stage.NOT_STARTED, None),
    ],
)
def test_what_nobody_has_rated_is_green_only_before_it_is_due_to_start(
    start: date | None, stage: Stage, value: str | None
) -> None:
    found = rated(at(10, 10), start=start, stage=stage)
    assert found.value == value
    assert found.whose == (Whose.COMPUTED if value else None)
    if found.computed:
        assert found.computed.reasons == ("It is not due to start until Wednesday 11 October.",)


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.SUSPENDED, Stage.WITHDRAWN, Stage.SUPERSEDED])
def test_a_stage_with_its_own_label_has_no_rating(stage: Stage) -> None:
    found = rated(
        at(10, 10),
        stage=stage,
        due=date(2023, 10, 5),
        answers=(said("red", at(10, 3)),),
        moderations=(moderated("red", at(10, 4)),),
    )
    assert found == Ratings("5.1", stage)
    assert found.value is None


@pytest.mark.parametrize(
    ("today", "value"),
    [
        (at(9, 29), "green"),
        (at(10, 29), "green"),  # the 30th day
        (at(10, 30), "amber"),  # the 31st
    ],
)
def test_evidence_pending_for_more_than_thirty_days_is_amber(today: datetime, value: str) -> None:
    found = rated(
        today, stage=Stage.DELIVERED, delivered_on=date(2023, 9, 29), due=date(2023, 9, 22)
    )
    assert found.value == value
    assert found.marks == (Mark.EVIDENCE_AWAITED,)
    assert found.computed is not None
    assert found.computed.reasons == (
        (
            "It was delivered on Friday 29 September and its evidence is being looked at."
            if value == "green"
            else "It was delivered on Friday 29 September, and 31 days later its evidence is still"
            " not accepted."
        ),
    )


def test_a_delivery_without_its_day_is_green() -> None:
    found = rated(at(10, 10), stage=Stage.DELIVERED)
    assert found.value is Rating.GREEN
    assert found.computed is not None
    assert found.computed.reasons == ("It is reported as delivered and its evidence is awaited.",)


def test_reporting_it_delivered_ends_what_the_owner_proposed_before() -> None:
    answers = (said("red", at(10, 3)), said(None, at(10, 5), delivered=True))
    found = rated(at(10, 10), stage=Stage.DELIVERED, answers=answers)
    assert (found.owner, found.value) == (None, Rating.GREEN)
    after = rated(at(10, 10), stage=Stage.DELIVERED, answers=(*answers, said("amber", at(10, 6))))
    assert after.value is Rating.AMBER
    back = rated(at(10, 10), stage=Stage.IN_PROGRESS, answers=answers)
    assert back.value is Rating.RED
    imported = (*answers[:1], said(None, at(10, 4)))
    assert rated(at(10, 10), stage=Stage.DELIVERED, answers=imported).value is Rating.RED


@pytest.mark.parametrize("stage", [Stage.VERIFIED, Stage.EMBEDDED])
def test_what_is_proven_is_blue_whatever_was_said_before(stage: Stage) -> None:
    found = rated(
        at(10, 10),
        stage=stage,
        due=date(2023, 9, 22),
        answers=(said("red", at(10, 3)),),
        moderations=(moderated("red", at(10, 4)),),
    )
    assert (found.value, found.whose, found.owner) == (Rating.BLUE, Whose.COMPUTED, None)
    assert found.computed is not None
    assert found.computed.reasons == ("Somebody other than the owner has accepted the evidence.",)


@pytest.mark.parametrize(("proven_on", "value"), [(4, "red"), (5, "blue")])
def test_only_a_moderation_since_the_proof_touches_blue(proven_on: int, value: str) -> None:
    found = rated(
        at(10, 10),
        stage=Stage.VERIFIED,
        proven_on=date(2023, 10, proven_on),
        moderations=(moderated("red", at(10, 4)),),
    )
    assert found.value == value


def test_nobody_rates_their_own_action_blue() -> None:
    with pytest.raises(ValueError, match=r"own action Blue; found Blue from the owner\.$"):
        said("blue", at(10, 3))


def test_what_was_said_later_is_not_known_at_an_earlier_instant() -> None:
    facts = ActionFacts(
        "5.1",
        Stage.IN_PROGRESS,
        answers=(said("green", at(10, 3)), said("red", at(10, 5))),
        moderations=(moderated("amber", at(10, 11)),),
        asks=SILENT_NOVEMBER,
    )
    found = [rate(facts, at=when).value for when in (at(10, 2), at(10, 3), at(10, 5), at(10, 11))]
    assert found == [None, "green", "red", "amber"]
    assert rate(facts, at=at(11, 3, 16)).marks == ()
    assert rate(facts, at=at(11, 3, 17)).marks == (Mark.STALE,)


def test_today_is_the_day_in_the_plans_zone() -> None:
    facts = ActionFacts("5.1", Stage.IN_PROGRESS, due=date(2023, 10, 5))
    before_midnight = datetime(2023, 10, 5, 22, 59, tzinfo=UTC)
    assert rate(facts, at=before_midnight).value is None
    assert rate(facts, at=before_midnight + timedelta(minutes=1)).value is Rating.AMBER
    late = ActionFacts("5.1", Stage.IN_PROGRESS, answers=(said("green", before_midnight),))
    reasons = rate(late, at=at(10, 10)).owner
    assert reasons is not None
    assert reasons.reasons == ("The owner said Green, on track, on Thursday 5 October.",)


def test_better_than_the_rule_wants_a_moderation() -> None:
    late = {"due": date(2023, 10, 5)}
    assert rated(at(10, 10), answers=(said("green", at(10, 3)),), **late).wants_moderation
    assert not rated(at(10, 10), answers=(said("amber", at(10, 3)),), **late).wants_moderation
    assert not rated(at(10, 10), **late).wants_moderation
    assert not rated(at(10, 10)).wants_moderation


def test_the_words_are_those_of_the_scheme() -> None:
    words = RATING_WORDS | {Rating.RED: RatingWord("Crimson", "C", "late", "Late.", "#b10e1e")}
    facts = [
        ActionFacts("6.1", Stage.IN_PROGRESS, answers=(said("red", at(10, 3)),)),
        ActionFacts("6.2", Stage.IN_PROGRESS, needs=("6.1",)),
    ]
    found = rate_plan(facts, at=at(10, 10), scheme=Scheme(ratings=words))
    assert found["6.2"].computed is not None
    assert found["6.2"].computed.reasons == ("It needs 6.1, which is reported Crimson, late.",)
    assert found["6.1"].owner is not None
    assert found["6.1"].owner.reasons == ("The owner said Crimson, late, on Tuesday 3 October.",)
