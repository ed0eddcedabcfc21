"""What the words of a rating key say: proven, complete, on track, at risk, off track and others."""

from __future__ import annotations

import re
from enum import StrEnum

from models.states import Rating, Stage


class Meaning(StrEnum):
    """What a key can say of a colour."""

    PROVEN = "proven"
    COMPLETE = "complete"
    ON_TRACK = "on track"
    UNDER_WAY = "under way"
    AT_RISK = "at risk"
    LATE = "late"
    OFF_TRACK = "off track"
    SUSPENDED = "suspended"
    NOT_STARTED = "not started"
    TRIVIAL = "trivial"


_SIGNS: dict[Meaning, tuple[str, ...]] = {
    Meaning.PROVEN: (
        r"\b(?:verified|proven|embedded|assured|signed off|business as usual|bau|independent\w*)\b",
        r"\bevidenced\b|\bevidence\b.*\b(?:accept|check|seen|review|confirm)",
        r"\b(?:accept|check|seen|review|confirm)\w*\b.*\bevidence\b",
        r"\bchecked\b|\bpeer\b",
    ),
    Meaning.COMPLETE: (
        r"\bcomplet(?:e|ed|ion)\b|\bdelivered\b|\bdone\b",
        r"\bachieved\b|\bfinished\b|\bclosed\b",
    ),
    Meaning.ON_TRACK: (
        r"\bon (?:track|target|schedule|plan|course)\b|\bas planned\b|\bprogressing well\b",
        r"\bexpected by (?:its|the) due\b|\bwill (?:be )?(?:met|deliver\w*|complet\w*)\b",
    ),
    Meaning.UNDER_WAY: (r"\bin progress\b|\bunder ?way\b|\bstarted\b|\bongoing\b",),
    Meaning.AT_RISK: (
        r"\brisks?\b|\bsome (?:issues?|slippage|delays?|concerns?)\b|\bminor\b|\bslight\w*\b",
        r"\bneeds? attention\b|\bcaution\b|\bissues? (?:have been |has been )?identified\b",
    ),
    Meaning.LATE: (r"\bbehind\b|\bslip\w*\b|\bdelay\w*\b|\blate\b|\boverdue\b|\bmonths?\b",),
    Meaning.OFF_TRACK: (
        r"\boff (?:track|target|course|schedule)\b|\bserious\w*\b|\bsignificant\w*\b",
        r"\bmajor\b|\bcritical\w*\b|\bsevere\w*\b|\bmissed\b|\bfail\w*\b|\bwill not\b",
    ),
    Meaning.SUSPENDED: (r"\bsuspend\w*\b|\bon hold\b|\bpaused?\b|\bdeferred\b|\bparked\b",),
    Meaning.NOT_STARTED: (
        r"\bnot (?:yet )?(?:due|started|begun|commenced)\b|\bfuture\b|\byet to start\b",
    ),
    Meaning.TRIVIAL: (r"\btrivial\b|\blocal only\b|\binformation only\b|\bfor noting\b",),
}
_PATTERNS = tuple(
    (re.compile(pattern), meaning) for meaning, patterns in _SIGNS.items() for pattern in patterns
)
_NOTHING_WRONG = (
    r"\b(?:no|without) (?:significant |major |serious )?"
    r"(?:issue|risk|concern|delay)s?(?:(?:,| or| and) (?:issue|risk|concern|delay)s?)*\b"
)
_NEGATIONS = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"\bnot (?:yet )?(?:been )?(?:complet\w*|delivered|achieved|done|on track)", "off track"),
        (r"\bincomplete\b", "off track"),
        (r"\bnot (?:yet )?(?:started|begun|commenced)\b", "not yet due"),
        (_NOTHING_WRONG, "on track"),
        (r"\bnot at risk\b", "on track"),
    )
)
"""What a "not" turns round, put in words that say it straight."""
FITS = {
    Rating.BLUE: frozenset({Meaning.PROVEN}),
    Rating.GREEN: frozenset({Meaning.ON_TRACK, Meaning.UNDER_WAY}),
    Rating.AMBER: frozenset({Meaning.AT_RISK, Meaning.LATE}),
    Rating.RED: frozenset({Meaning.OFF_TRACK, Meaning.LATE}),
}
"""What each colour means here: a key that means the same says at least one of these."""
FOREIGN = {
    Rating.BLUE: frozenset(Meaning) - {Meaning.PROVEN, Meaning.COMPLETE},
    Rating.GREEN: frozenset(
        {Meaning.AT_RISK, Meaning.LATE, Meaning.OFF_TRACK, Meaning.SUSPENDED, Meaning.TRIVIAL}
    ),
    Rating.AMBER: frozenset({Meaning.COMPLETE, Meaning.SUSPENDED, Meaning.NOT_STARTED}),
    Rating.RED: frozenset({Meaning.COMPLETE, Meaning.SUSPENDED, Meaning.NOT_STARTED}),
}
"""What each colour never means here."""
STANDS_FOR: dict[Meaning, Rating | Stage] = {
    Meaning.PROVEN: Stage.VERIFIED,
    Meaning.COMPLETE: Stage.DELIVERED,
    Meaning.SUSPENDED: Stage.SUSPENDED,
    Meaning.NOT_STARTED: Stage.NOT_STARTED,
    Meaning.OFF_TRACK: Rating.RED,
    Meaning.AT_RISK: Rating.AMBER,
    Meaning.LATE: Rating.AMBER,
    Meaning.ON_TRACK: Rating.GREEN,
    Meaning.UNDER_WAY: Stage.IN_PROGRESS,
}
"""The rating or stage that says the same; the first that a key's words hold."""


def meanings(text: str) -> frozenset[Meaning]:
    """What the words of a key say; empty where nothing is understood."""
    spoken = " ".join(text.casefold().replace("-", " ").split())
    for pattern, said in _NEGATIONS:
        spoken = pattern.sub(said, spoken)
    return frozenset(meaning for sign, meaning in _PATTERNS if sign.search(spoken))
