"""What a moderator should look at before the Board does, each with the sentence that says why.

A flag proposes nothing: a machine does the mechanical part, a person decides. Each rule is a
function of one action's facts and a policy; it gives its sentence, or "" where it does not hold.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidfuzz import fuzz

from models.flag_policy import FlagPolicy
from models.rating import Ratings
from models.rating_facts import Needed
from models.scheme import DEFAULT_SCHEME, Scheme
from models.spoken import count_in_words, day_in_words, list_in_words, sentence_start
from models.states import Rating, Stage

STANDARD = FlagPolicy()


class Flag(StrEnum):
    """What is worth a second look, in the order in which a moderator reads it."""

    GREEN_TO_RED = "green_to_red"
    GREENS_THEN_MISSED = "greens_then_missed"
    UP_WITH_DATE_MOVED = "up_with_date_moved"
    BETTER_THAN_COMPUTED = "better_than_computed"
    WITHOUT_EVIDENCE = "without_evidence"
    NO_REASON = "no_reason"
    STALE_GREEN = "stale_green"
    FORECAST_PAST = "forecast_past"
    DEPENDENCY_LATE = "dependency_late"
    KPI_DISAGREES = "kpi_disagrees"
    SAME_WORDS = "same_words"


@dataclass(frozen=True, slots=True)
class Flagged:
    """A flag with its sentence."""

    flag: Flag
    reason: str


@dataclass(frozen=True, slots=True)
class Words:
    """What one answer said, and on which day."""

    on: date
    words: str = ""
    reason: str = ""
    recovery: str = ""
    rating: Rating | None = None

    @property
    def all(self) -> str:
        """All of its words together."""
        return " ".join(part for part in (self.words, self.reason, self.recovery) if part)


@dataclass(frozen=True, slots=True)
class FlagFacts:
    """One action as a moderator looks at it.

    `past` are the ratings of the earlier reports, oldest first. `was_moved` says whether the due
    date was moved since the last of them, `forecast_before` what that one expected. `said` is the
    answer that stands and `said_before` the one of the cycle before it. `fresh_on` is the day of
    the last answer that said more than "no change". `evidence` counts the items that were not
    returned. `measures` are the sentences in which a KPI disagrees with the action.
    """

    ratings: Ratings
    today: date
    past: tuple[Rating | None, ...] = ()
    due: date | None = None
    was_moved: bool = False
    forecast: date | None = None
    forecast_before: date | None = None
    said: Words | None = None
    said_before: Words | None = None
    fresh_on: date | None = None
    needs: tuple[Needed, ...] = ()
    evidence: int = 0
    measures: tuple[str, ...] = ()
    policy: FlagPolicy = STANDARD
    scheme: Scheme = DEFAULT_SCHEME

    def day(self, of: date) -> str:
        """A day as it is read today."""
        return day_in_words(of, seen_from=self.today)

    @property
    def before(self) -> Rating | None:
        """The rating of the last report."""
        return self.past[-1] if self.past else None


def flags_of(facts: FlagFacts) -> tuple[Flagged, ...]:
    """The flags of one action, in the order of `Flag`."""
    told = ((flag, RULES[flag](facts)) for flag in Flag)
    return tuple(Flagged(flag, reason) for flag, reason in told if reason)


def better_than_computed(facts: FlagFacts) -> str:
    """The owner proposes better than the rule gives."""
    owner, computed = facts.ratings.owner, facts.ratings.computed
    if owner is None or computed is None or not facts.ratings.wants_moderation:
        return ""
    return (
        f"The owner proposes {facts.scheme.said(owner.value)} where the rule gives"
        f" {facts.scheme.said(computed.value)}; that needs a reason and moderation."
    )


def stale_green(facts: FlagFacts) -> str:
    """The owner's Green rests on old words, or on a "no change" that leans on them."""
    owner = facts.ratings.owner
    if owner is None or owner.value is not Rating.GREEN or not facts.ratings.stage.is_live:
        return ""
    if facts.fresh_on is None:
        return ""
    days = (facts.today - facts.fresh_on).days
    if days <= facts.policy.stale_green_days:
        return ""
    return (
        f"{facts.scheme.said(Rating.GREEN)} rests on what was said on"
        f" {facts.day(facts.fresh_on)}, {count_in_words(days, 'day')} ago."
    )


def green_to_red(facts: FlagFacts) -> str:
    """Green in the last report, Red now: nobody saw Amber."""
    if facts.before is not Rating.GREEN or facts.ratings.value is not Rating.RED:
        return ""
    green, red = facts.scheme.said(Rating.GREEN), facts.scheme.said(Rating.RED)
    return f"It went from {green} to {red} in one step."


def up_with_date_moved(facts: FlagFacts) -> str:
    """Better than in the last report, and so only because more time was given or taken."""
    now, before = facts.ratings.value, facts.before
    if now is None or before is None or not before.is_worse_than(now):
        return ""
    if facts.was_moved:
        return "Its rating is better, and its due date was moved."
    if facts.forecast is None or facts.forecast_before is None:
        return ""
    if facts.forecast <= facts.forecast_before:
        return ""
    return f"Its rating is better, and it is expected later: {facts.day(facts.forecast)}."


def greens_then_missed(facts: FlagFacts) -> str:
    """Green report after report, and then the date passed without delivery."""
    running = facts.policy.greens_running
    is_missed = facts.due is not None and facts.today > facts.due and facts.ratings.stage.is_live
    if not is_missed or list(facts.past[-running:]) != [Rating.GREEN] * running:
        return ""
    assert facts.due is not None
    reports = sentence_start(count_in_words(running, "report"))
    return (
        f"{reports} running said {facts.scheme.said(Rating.GREEN)}, and its due date of"
        f" {facts.day(facts.due)} has passed."
    )


def same_words(facts: FlagFacts) -> str:
    """This month's words are last month's."""
    now, before = facts.said, facts.said_before
    if now is None or before is None or not alike(now.all, before.all, facts.policy):
        return ""
    return f"The words are those of {facts.day(before.on)}, so they do not say what has changed."


def alike(one: str, other: str, policy: FlagPolicy) -> bool:
    """Whether two texts say the same words, whatever their case, marks and spaces."""
    first, second = normal(one), normal(other)
    if min(len(first), len(second)) < policy.same_words_letters:
        return False
    return fuzz.ratio(first, second) >= policy.same_words_per_cent


def normal(words: str) -> str:
    """Words in small letters, with single spaces and without marks."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return " ".join(re.sub(r"[^\w\s]|_", " ", folded).split())


def no_reason(facts: FlagFacts) -> str:
    """Amber or Red by the owner's word, without what is in the way or what gets it back."""
    said = facts.said
    if said is None or said.rating not in {Rating.AMBER, Rating.RED}:
        return ""
    missing = []
    if not (said.reason or said.words):
        missing.append("what is in the way")
    if not said.recovery:
        missing.append("what gets it back")
    if not missing:
        return ""
    return f"The owner says {facts.scheme.said(said.rating)}, and not {list_in_words(missing)}."


def forecast_past(facts: FlagFacts) -> str:
    """It was to be finished by now, by its own forecast."""
    if facts.forecast is None or facts.forecast >= facts.today or not facts.ratings.stage.is_live:
        return ""
    return f"It was expected on {facts.day(facts.forecast)}, which has passed."


def dependency_late(facts: FlagFacts) -> str:
    """What it needs is off track, late, or to be there only after this is due."""
    if not facts.ratings.stage.is_live:
        return ""
    return " ".join(filter(None, (_late(need, facts) for need in facts.needs)))


def _late(need: Needed, facts: FlagFacts) -> str:
    if need.is_red:
        return f"It needs {need.ref}, which is reported {facts.scheme.said(Rating.RED)}."
    if need.expected is None:
        return ""
    when = "expected" if need.is_forecast else "due"
    if need.expected < facts.today:
        return f"It needs {need.ref}, which was {when} on {facts.day(need.expected)}."
    if facts.due is not None and need.expected > facts.due:
        return (
            f"It needs {need.ref}, which is {when} on {facts.day(need.expected)}, after this one's"
            f" due date of {facts.day(facts.due)}."
        )
    return ""


def kpi_disagrees(facts: FlagFacts) -> str:
    """A measure says otherwise than the action that is meant to move it."""
    return " ".join(facts.measures)


def without_evidence(facts: FlagFacts) -> str:
    """Reported as delivered, and nothing to look at."""
    if facts.ratings.stage is not Stage.DELIVERED or facts.evidence:
        return ""
    return "It is reported as delivered, and no evidence has come."


RULES: Mapping[Flag, Callable[[FlagFacts], str]] = {
    Flag.GREEN_TO_RED: green_to_red,
    Flag.GREENS_THEN_MISSED: greens_then_missed,
    Flag.UP_WITH_DATE_MOVED: up_with_date_moved,
    Flag.BETTER_THAN_COMPUTED: better_than_computed,
    Flag.WITHOUT_EVIDENCE: without_evidence,
    Flag.NO_REASON: no_reason,
    Flag.STALE_GREEN: stale_green,
    Flag.FORECAST_PAST: forecast_past,
    Flag.DEPENDENCY_LATE: dependency_late,
    Flag.KPI_DISAGREES: kpi_disagrees,
    Flag.SAME_WORDS: same_words,
}
"""Each flag's rule; a test holds that none is missing."""


def urgency(ratings: Ratings, flags: tuple[Flagged, ...]) -> tuple[int, int]:
    """How far in front it stands in a queue: the worst rating first, then the most flags."""
    severity = ratings.value.severity if ratings.value is not None else -1
    return -severity, -len(flags)


def is_exception(ratings: Ratings, flags: tuple[Flagged, ...]) -> bool:
    """Whether somebody should look at it; the other Greens are taken as read."""
    return bool(flags) or ratings.value in {Rating.AMBER, Rating.RED}
