"""The closed sets of words that rules, tables and doors share.

Their values are what is stored and what `--json` prints; what a person reads comes from the scheme
and the phrases, which are settings.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Stage(StrEnum):
    """Where an action is in its life; apart from its rating."""

    DRAFT = "draft"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DELIVERED = "delivered"
    VERIFIED = "verified"
    EMBEDDED = "embedded"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"

    @property
    def is_proven(self) -> bool:
        """Whether somebody other than the owner accepted the evidence: what the Board sees Blue."""
        return self in PROVEN

    @property
    def is_done(self) -> bool:
        """Whether the work is reported as done, proven or not."""
        return self is Stage.DELIVERED or self in PROVEN

    @property
    def is_live(self) -> bool:
        """Whether there is still work to be done on it."""
        return self in LIVE


PROVEN = frozenset({Stage.VERIFIED, Stage.EMBEDDED})
LIVE = frozenset({Stage.NOT_STARTED, Stage.IN_PROGRESS})


class Rating(StrEnum):
    """How sure we are that an action is delivered on time; apart from its stage."""

    BLUE = "blue"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"

    @property
    def severity(self) -> int:
        """0 for Blue up to 3 for Red: the higher, the worse."""
        return SEVERITY[self]

    def is_worse_than(self, other: Rating) -> bool:
        """Whether this one is worse than the other."""
        return self.severity > other.severity


SEVERITY = {Rating.BLUE: 0, Rating.GREEN: 1, Rating.AMBER: 2, Rating.RED: 3}


def worse(first: Rating, second: Rating) -> Rating:
    """The worse of two ratings."""
    return first if first.severity >= second.severity else second


def worst(ratings: Iterable[Rating | None]) -> Rating | None:
    """The worst of several ratings, None where there is none among them."""
    return max((r for r in ratings if r is not None), key=lambda r: r.severity, default=None)


class MonitoringLevel(StrEnum):
    """Who watches an action; moved by recorded external agreement, independent of its stage."""

    FORMAL = "formal"
    LOCAL = "local"
    CLOSED = "closed"


class Level(StrEnum):
    """Who moderated a rating, from the first to the last word."""

    PROGRAMME_OFFICE = "programme_office"
    CHAIR = "chair"
    PDG = "pdg"
    BOARD = "board"

    @property
    def rank(self) -> int:
        """0 for the programme office up to 3 for the Board."""
        return RANK[self]


RANK = {Level.PROGRAMME_OFFICE: 0, Level.CHAIR: 1, Level.PDG: 2, Level.BOARD: 3}


class Mark(StrEnum):
    """What stands beside a rating wherever it is shown."""

    STALE = "stale"
    UNREPORTED = "unreported"
    NOT_ASKED = "not_asked"
    EVIDENCE_AWAITED = "evidence_awaited"
    SLIPPED = "slipped"
    SLIPPED_AGAIN = "slipped_again"
    RE_DATED = "re_dated"


class Silence(StrEnum):
    """Where one person's answer for one action stands in one cycle."""

    NOT_DELIVERED = "not_delivered"
    DELIVERED = "delivered"
    OPENED = "opened"
    WAITS_FOR_CONFIRMATION = "waits_for_confirmation"
    WORDS_AWAITED = "words_awaited"
    ANSWERED = "answered"
    LATE = "late"
    ABSENT = "absent"
    VACANT = "vacant"
    DISPUTED = "disputed"


class Role(StrEnum):
    """What a person may be given, with a scope and dates; owner and deputy are on the action."""

    AREA_LEAD = "area_lead"
    VERIFIER = "verifier"
    PROGRAMME_OFFICE = "programme_office"
    CHAIR = "chair"
    ACTING_CHAIR = "acting_chair"
    BOARD_SECRETARY = "board_secretary"
    SENIOR_RESPONSIBLE_OFFICER = "senior_responsible_officer"
    ADVISER = "adviser"
    BOARD_MEMBER = "board_member"
    ADMINISTRATOR = "administrator"


class Scope(StrEnum):
    """How far a role reaches."""

    PLAN = "plan"
    AREA = "area"
    ACTION = "action"


class Door(StrEnum):
    """By which way something came in."""

    SLACK = "slack"
    TEAMS = "teams"
    MAIL = "mail"
    LOCAL = "local"
    CHAT = "chat"
    COMMAND = "command"
    SCHEDULER = "scheduler"


class Direction(StrEnum):
    """Which way a KPI is meant to move."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"


class EvidenceDecision(StrEnum):
    """What a verifier said of evidence."""

    ACCEPTED = "accepted"
    RETURNED = "returned"


class Outcome(StrEnum):
    """What a whole cycle brought for one action, once its cut-off has passed."""

    ANSWERED = "answered"
    SILENT = "silent"
    NOT_ASKED = "not_asked"
    """The ask was not delivered, the post was vacant, or the owner and the deputy were away."""
    UNSETTLED = "unsettled"
    """Disputed, or a reading that waits for its sender's word: neither an answer nor silence."""
