"""The single rules of the rating, each with the sentence that says why it holds.

A rule is a function of an action's facts and a day; it gives a finding or None. They are numbered
as in the council's rating rule: 3 due passed, 4 forecast, 5 dependencies, 6 silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from models.rating_facts import ActionFacts, Needed, RatingPolicy
from models.scheme import Scheme
from models.spoken import count_in_words, day_in_words
from models.states import Mark, Outcome, Rating


@dataclass(frozen=True, slots=True)
class Finding:
    """A rating that a rule gives, and why."""

    rating: Rating
    reason: str


def late_by(days: int, policy: RatingPolicy) -> Rating:
    """The rating of something so many days late: Amber up to the limit, Red beyond it."""
    return Rating.AMBER if days <= policy.amber_days else Rating.RED


def due_passed(facts: ActionFacts, today: date, policy: RatingPolicy) -> Finding | None:
    """Rule 3: on the due day itself nothing has passed yet."""
    if facts.due is None or today <= facts.due:
        return None
    days = (today - facts.due).days
    return Finding(
        late_by(days, policy),
        f"It was due on {day_in_words(facts.due, seen_from=today)},"
        f" {count_in_words(days, 'day')} ago, and is not delivered yet.",
    )


def forecast_after_due(facts: ActionFacts, today: date, policy: RatingPolicy) -> Finding | None:
    """Rule 4: what is expected on the due day is in time."""
    if facts.due is None or facts.forecast is None or facts.forecast <= facts.due:
        return None
    days = (facts.forecast - facts.due).days
    return Finding(
        late_by(days, policy),
        f"It is expected on {day_in_words(facts.forecast, seen_from=today)},"
        f" {count_in_words(days, 'day')} after its due date of"
        f" {day_in_words(facts.due, seen_from=today)}.",
    )


def held_up(
    facts: ActionFacts, today: date, needs: Iterable[Needed], scheme: Scheme
) -> Iterator[Finding]:
    """Rule 5: each needed action that is reported Red, or is to be there only after this is due."""
    for need in needs:
        reason = _why_held_up(need, facts.due, today, scheme)
        if reason:
            yield Finding(Rating.AMBER, reason)


def _why_held_up(need: Needed, due: date | None, today: date, scheme: Scheme) -> str:
    if need.is_red:
        return f"It needs {need.ref}, which is reported {scheme.said(Rating.RED)}."
    if need.expected is None or due is None or need.expected <= due:
        return ""
    when = "expected" if need.is_forecast else "due"
    return (
        f"It needs {need.ref}, which is {when} on {day_in_words(need.expected, seen_from=today)},"
        f" after this one's due date of {day_in_words(due, seen_from=today)}."
    )


def silent_cycles(facts: ActionFacts) -> int:
    """In how many cycles running the action was asked for and not answered, up to the last one.

    A cycle that asked nobody, or that waits for a word, is stepped over: it counts
    for neither. An answer ends the run, also one that came after the cut-off or between cycles.
    """
    silent = 0
    for ask in reversed(facts.asks):
        if ask.outcome is Outcome.ANSWERED or any(a.at > ask.cut_off for a in facts.answers):
            break
        if ask.outcome is Outcome.SILENT:
            silent += 1
    return silent


def unanswered(facts: ActionFacts, policy: RatingPolicy) -> Finding | None:
    """Rule 6: one whole cycle without an answer is at best Amber, two running are Red."""
    count = silent_cycles(facts)
    if count >= policy.unreported_after:
        return Finding(
            Rating.RED, f"It was asked for in {count} cycles running and no update has reached us."
        )
    if count >= policy.stale_after:
        cycles = "the last whole cycle" if count == 1 else f"{count} cycles running"
        return Finding(Rating.AMBER, f"It was asked for in {cycles} and no update has reached us.")
    return None


def marks_of(facts: ActionFacts, today: date, policy: RatingPolicy) -> Iterator[Mark]:
    """What stands beside the rating of an action that is still to be delivered."""
    count = silent_cycles(facts)
    if count >= policy.unreported_after:
        yield Mark.UNREPORTED
    elif count >= policy.stale_after:
        yield Mark.STALE
    if facts.asks and facts.asks[-1].outcome is Outcome.NOT_ASKED:
        yield Mark.NOT_ASKED
    if facts.due is not None and max(today, facts.forecast or today) > facts.due:
        yield Mark.SLIPPED_AGAIN if facts.moves else Mark.SLIPPED
