"""The three sides of a rating: what the owner says, what the rules give, what a moderator set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from models.rating_facts import ActionFacts, Answer, Moderation, Needed, RatingPolicy
from models.rating_rules import (
    Finding,
    due_passed,
    forecast_after_due,
    held_up,
    marks_of,
    unanswered,
)
from models.scheme import Scheme
from models.spoken import count_in_words, day_in_words, sentence_start
from models.states import Level, Mark, Rating, Stage, worst

LEVEL_WORDS = {
    Level.PROGRAMME_OFFICE: "the programme office",
    Level.CHAIR: "the chair",
    Level.PDG: "the PDG",
    Level.BOARD: "the Board",
}


@dataclass(frozen=True, slots=True)
class Rated:
    """One rating with its instant and the sentences that led to it."""

    value: Rating
    at: datetime
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One action with all that its rating depends on."""

    facts: ActionFacts
    at: datetime
    today: date
    needs: tuple[Needed, ...]
    zone: ZoneInfo
    policy: RatingPolicy
    scheme: Scheme

    def said(self, day: date) -> str:
        """A day as it is read on that day."""
        return day_in_words(day, seen_from=self.today)

    def said_of(self, at: datetime) -> str:
        """The day of an instant as it is read on that day."""
        return self.said(at.astimezone(self.zone).date())


def owner_side(case: Case) -> Rated | None:
    """The owner's newest proposal; reporting it delivered ends what was proposed before."""
    answers = case.facts.answers
    if case.facts.stage.is_proven:
        return None
    if case.facts.stage is Stage.DELIVERED:
        claims = [n for n, answer in enumerate(answers) if answer.delivered]
        answers = answers[max(claims, default=-1) + 1 :]
    proposed = [a for a in answers if a.rating is not None]
    return _proposal(case, proposed[-1]) if proposed else None


def _proposal(case: Case, answer: Answer) -> Rated:
    assert answer.rating is not None
    said, day = case.scheme.said(answer.rating), case.said_of(answer.at)
    reasons = [f"{sentence_start(answer.by)} said {said}, on {day}."]
    if answer.reason:
        reasons.append(f"The reason given: {answer.reason}")
    again = [a for a in case.facts.answers if a.no_change and a.at > answer.at]
    if again:
        by, day = sentence_start(again[-1].by), case.said_of(again[-1].at)
        reasons.append(f"{by} said on {day} that nothing has changed.")
    return Rated(answer.rating, answer.at, tuple(reasons))


AS_THE_OWNER_SAYS = "No rule makes it worse than the owner says."


def computed_side(case: Case) -> Rated | None:
    """The worst that the rules give, the worst reasons first; None where nothing is rated yet."""
    findings = list(_findings(case))
    value = worst(finding.rating for finding in findings)
    if value is None:
        return None
    reasons = sorted(findings, key=lambda f: -f.rating.severity)
    return Rated(value, case.at, tuple(f.reason for f in reasons))


def _findings(case: Case) -> Iterator[Finding]:
    if case.facts.stage.is_proven:
        yield Finding(Rating.BLUE, "Somebody other than the owner has accepted the evidence.")
    elif case.facts.stage is Stage.DELIVERED:
        yield _evidence_pending(case)
    else:
        yield from _by_rules(case)


def _evidence_pending(case: Case) -> Finding:
    """Rule 2: delivered, and its evidence not accepted yet."""
    since = case.facts.delivered_on
    if since is None:
        return Finding(Rating.GREEN, "It is reported as delivered and its evidence is awaited.")
    days = (case.today - since).days
    if days <= case.policy.evidence_days:
        return Finding(
            Rating.GREEN,
            f"It was delivered on {case.said(since)} and its evidence is being looked at.",
        )
    return Finding(
        Rating.AMBER,
        f"It was delivered on {case.said(since)}, and {count_in_words(days, 'day')} later its"
        " evidence is still not accepted.",
    )


def _by_rules(case: Case) -> Iterator[Finding]:
    """Rules 3 to 6; where none applies the owner's proposal, else rule 8."""
    facts, today, policy = case.facts, case.today, case.policy
    single = (
        due_passed(facts, today, policy),
        forecast_after_due(facts, today, policy),
        unanswered(facts, policy),
    )
    found = [f for f in single if f is not None]
    found.extend(held_up(facts, today, case.needs, case.scheme))
    if found:
        yield from found
    elif (owner := owner_side(case)) is not None:
        yield Finding(owner.value, AS_THE_OWNER_SAYS)
    elif facts.start is not None and facts.start > today:
        yield Finding(Rating.GREEN, f"It is not due to start until {case.said(facts.start)}.")


def moderation_in_force(case: Case) -> Moderation | None:
    """The moderation in force: of the latest report, then of the highest level, then the newest."""
    standing = [m for m in case.facts.moderations if _stands(m, case)]
    # Of two at one instant the one that was recorded last stands.
    newest_first = reversed(standing)
    return max(
        newest_first, key=lambda m: (m.board_on or date.min, m.level.rank, m.at), default=None
    )


def _stands(moderation: Moderation, case: Case) -> bool:
    """Whether no later answer, and no proof of delivery, has ended it."""
    facts = case.facts
    if facts.stage.is_proven:
        proven_on = facts.proven_on or date.max
        return moderation.at.astimezone(case.zone).date() >= proven_on
    if moderation.board_on is None:
        return not any(a.at > moderation.at for a in facts.answers)
    return not any(a.board_on and a.board_on > moderation.board_on for a in facts.answers)


def is_overtaken(moderation: Moderation, facts: ActionFacts) -> bool:
    """Whether a later cycle has closed since, without an answer."""
    if moderation.board_on is None:
        return any(ask.cut_off > moderation.at for ask in facts.asks)
    return any(ask.board_on > moderation.board_on for ask in facts.asks)


def moderated_side(case: Case, moderation: Moderation) -> Rated:
    """The moderator's rating, with who set it and why."""
    who, day = sentence_start(LEVEL_WORDS[moderation.level]), case.said_of(moderation.at)
    did = "kept" if moderation.kept else "set"
    reasons = [f"{who} {did} {case.scheme.said(moderation.rating)}, on {day}."]
    if moderation.reason:
        reasons.append(f"The reason given: {moderation.reason}")
    return Rated(moderation.rating, moderation.at, tuple(reasons))


def marks_beside(case: Case) -> Iterator[Mark]:
    """What stands beside the rating wherever it is shown."""
    if case.facts.stage is Stage.DELIVERED:
        yield Mark.EVIDENCE_AWAITED
    if case.facts.stage.is_live:
        yield from marks_of(case.facts, case.today, case.policy)
    if case.facts.moves:
        yield Mark.RE_DATED
