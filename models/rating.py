"""The rating rule: what an action is rated, whose rating that is, and why, at any instant.

Three ratings stand side by side. The owner's is what the owner proposed. The computed one is the
worst of the rules that apply (due date passed, forecast late, held up, unanswered), and where none
applies it is the owner's. The moderated one was set by somebody else for one Board's report. The
reported rating is the moderated one, else the worse of the other two.

A moderation speaks about one report. The owner's answer for a later cycle ends it. A later cycle
that brings no answer does not: then the worse of it and the others counts, so that silence can
never improve a rating.

Example: 5.1 is due Friday 27 October 2023 and expected on Friday 10 November. The owner says Green;
the rule gives Amber (14 days late); with no moderation the Board reads "Amber, at risk".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from models.rating_facts import ActionFacts, Moderation, Needed, RatingPolicy
from models.rating_sides import (
    Case,
    Rated,
    computed_side,
    is_overtaken,
    marks_beside,
    moderated_side,
    moderation_in_force,
    owner_side,
)
from models.scheme import DEFAULT_SCHEME, UNRATED_STAGES, Scheme
from models.states import Level, Mark, Rating, Stage

LONDON = ZoneInfo("Europe/London")
STANDARD = RatingPolicy()


class Whose(StrEnum):
    """Whose rating is reported."""

    OWNER = "owner"
    COMPUTED = "computed"
    AGREED = "agreed"
    """The owner and the rule say the same."""
    MODERATED = "moderated"


@dataclass(frozen=True, slots=True)
class Ratings:
    """All ratings of one action at an instant; None where there is none."""

    ref: str
    stage: Stage
    owner: Rated | None = None
    computed: Rated | None = None
    moderated: Rated | None = None
    reported: Rated | None = None
    whose: Whose | None = None
    moderated_by: Level | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def value(self) -> Rating | None:
        """The reported rating, None where the action has none."""
        return self.reported.value if self.reported else None

    @property
    def wants_moderation(self) -> bool:
        """Whether the owner proposes better than the rule: that needs a reason and a moderation."""
        return (
            self.owner is not None
            and self.computed is not None
            and self.computed.value.is_worse_than(self.owner.value)
        )


def rate(
    facts: ActionFacts,
    *,
    at: datetime,
    moderated_until: datetime | None = None,
    needs: Iterable[Needed] = (),
    zone: ZoneInfo = LONDON,
    policy: RatingPolicy = STANDARD,
    scheme: Scheme = DEFAULT_SCHEME,
) -> Ratings:
    """The ratings of one action at an instant; what was said later is not looked at.

    "Today" is the day of `at` in `zone`; moderations count up to `moderated_until` where it is
    given, for a report that is moderated after its figures have closed. `needs` are the actions it
    depends on, as `rate_plan` makes them.
    """
    today = at.astimezone(zone).date()
    case = Case(facts.known_at(at, moderated_until), at, today, tuple(needs), zone, policy, scheme)
    if facts.stage in UNRATED_STAGES:
        return Ratings(facts.ref, facts.stage)
    owner, computed = owner_side(case), computed_side(case)
    moderation = moderation_in_force(case)
    reported, whose = _reported(case, owner, computed, moderation)
    return Ratings(
        facts.ref,
        facts.stage,
        owner=owner,
        computed=computed,
        moderated=moderated_side(case, moderation) if moderation else None,
        reported=reported,
        whose=whose,
        moderated_by=moderation.level if moderation else None,
        marks=tuple(marks_beside(case)),
    )


def rate_plan(
    actions: Iterable[ActionFacts],
    *,
    at: datetime,
    moderated_until: datetime | None = None,
    zone: ZoneInfo = LONDON,
    policy: RatingPolicy = STANDARD,
    scheme: Scheme = DEFAULT_SCHEME,
) -> dict[str, Ratings]:
    """The ratings of a whole plan, by reference.

    Two passes are enough in any order, and rings cannot loop: an action is held up by one that is
    *reported Red*, and being held up gives Amber at most, so nobody turns Red by another's Red.
    """
    plan = {facts.ref: facts for facts in actions}
    alone = {
        ref: rate(
            facts,
            at=at,
            moderated_until=moderated_until,
            zone=zone,
            policy=policy,
            scheme=scheme,
        )
        for ref, facts in plan.items()
    }
    return {
        ref: rate(
            facts,
            at=at,
            moderated_until=moderated_until,
            needs=[needed(plan[n], alone[n]) for n in facts.needs if n in plan],
            zone=zone,
            policy=policy,
            scheme=scheme,
        )
        for ref, facts in plan.items()
    }


def needed(facts: ActionFacts, ratings: Ratings) -> Needed:
    """How an action looks to those that need it."""
    is_dropped = facts.stage in {Stage.WITHDRAWN, Stage.SUPERSEDED}
    expected = None if facts.stage.is_done or is_dropped else facts.forecast or facts.due
    return Needed(
        facts.ref, ratings.value is Rating.RED, expected, is_forecast=facts.forecast is not None
    )


def _reported(
    case: Case, owner: Rated | None, computed: Rated | None, moderation: Moderation | None
) -> tuple[Rated | None, Whose | None]:
    plain, whose = _worse(owner, computed)
    if moderation is None:
        return plain, whose
    moderated = moderated_side(case, moderation)
    if plain is None or not is_overtaken(moderation, case.facts):
        return _because(moderated, "The moderated rating counts."), Whose.MODERATED
    if plain.value.is_worse_than(moderated.value):
        return plain, whose
    why = "No answer has come since it was moderated, so the moderated rating still counts."
    return _because(moderated, why), Whose.MODERATED


def _worse(owner: Rated | None, computed: Rated | None) -> tuple[Rated | None, Whose | None]:
    """The worse of the owner's rating and the computed one, and whose it is."""
    if computed is None:
        return None, None
    if owner is None:
        why = "The owner has proposed no rating, so the computed one counts."
        return _because(computed, why), Whose.COMPUTED
    if owner.value.is_worse_than(computed.value):
        why = "The owner rates it worse than the rule does, so the owner's rating counts."
        return _because(owner, why), Whose.OWNER
    if computed.value.is_worse_than(owner.value):
        why = "The rule gives a worse rating than the owner, so the computed one counts."
        return _because(computed, why), Whose.COMPUTED
    why = "The owner's rating and the computed one are the same."
    both = Rated(owner.value, owner.at, (*owner.reasons, *computed.reasons))
    return _because(both, why), Whose.AGREED


def _because(rated: Rated, why: str) -> Rated:
    return Rated(rated.value, rated.at, (why, *rated.reasons))
