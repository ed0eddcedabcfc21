"""What a report is made from: one frozen set of plain JSON values, named by its hash.

Everything that a paper, a card or a figure says is in it, so that the same snapshot always gives
the same bytes. Days are ISO dates, instants ISO in UTC; figures of measures are decimal text.

The figures of a cycle close at its cut-off: an answer that came later is marked late, stands under
`late` (the addendum), and counts in the next paper. Moderation counts up to the freezing.
"""

from __future__ import annotations

import hashlib
import json
from typing import NotRequired, TypedDict

from models.canonical import canonical
from models.rating_view import RatedJson
from models.snapshot_meetings import KeepsEarlier
from models.snapshot_proof import ProofFacts
from models.snapshot_signed import ModeratedFacts, PreviousFacts

FORMAT = 1


class ReportName(TypedDict):
    """Which report it is."""

    kind: str
    cycle: str
    version: int


class AgreedVersion(TypedDict):
    """The version of the plan that is in force, and who agreed it."""

    number: int
    agreed_by: str | None
    agreed_on: str | None
    source: str | None
    summary: str


class PlanFacts(TypedDict):
    """The plan itself."""

    code: str
    title: str
    classification: str
    version: AgreedVersion | None


class SchemeRow(TypedDict):
    """One line of the rating key."""

    rating: str
    word: str
    letter: str
    phrase: str
    meaning: str
    colour: str


class AreaFacts(TypedDict):
    """An area of weakness; `rating` is never an average."""

    no: str
    title: str
    short_title: str
    lead: str | None
    rating: str | None
    reason: str


class AnswerFacts(TypedDict):
    """The answer that an action's line rests on; `in_cycle` says that it was given for this one."""

    number: str
    at: str
    by: str
    on_behalf_of: str | None
    cycle: str | None
    in_cycle: bool
    late: bool
    rating: str | None
    delivered: bool
    no_change: bool
    words: str
    next_steps: str
    reason: str
    delay_reason: str | None
    recovery: str
    forecast: str | None
    help_needed: str
    evidence: list[str]


class ReplyFacts(TypedDict):
    """An answer to a question."""

    at: str
    by: str
    words: str


class ChallengeFacts(TypedDict):
    """A question about an action that is marked for the paper, with what was answered."""

    asked_by: str
    """In whose name: "the chair", "the Board"."""
    by: str
    at: str
    question: str
    replies: list[ReplyFacts]


class BeforeFacts(TypedDict):
    """How an action stood in the report that the Board had before."""

    rating: str | None
    stage: str
    due: str | None


class ActionFacts(TypedDict):
    """One action as the Board reads it."""

    ref: str
    title: str
    area: str
    owner: str | None
    organisation: str | None
    deputy: str | None
    accountable: str | None
    stage: str
    start: str | None
    original_due: str | None
    due: str | None
    due_words: str | None
    moves: int
    forecast: str | None
    delivered_on: str | None
    verified_on: str | None
    embedded_on: str | None
    monitoring: str
    evidence_expected: str
    success_measure: str
    kpis: list[str]
    depends_on: list[str]
    marks: list[str]
    ratings: dict[str, RatedJson | None]
    reported_is: str | None
    """owner, computed, agreed or moderated."""
    label: str
    """How the scheme says it: "Amber, at risk"; the stage's own word where there is no rating."""
    sentence: str
    """What the owner was shown that the Board will read."""
    answer: AnswerFacts | None
    evidence: list[str]
    ledger: str | None
    """Where its answer stands in this cycle; None where it was not asked for."""
    before: BeforeFacts | None
    challenges: list[ChallengeFacts]
    """Questions that are marked for the paper, the oldest first."""


class KpiFacts(TypedDict):
    """A measure; values are decimal text."""

    ref: str
    area: str | None
    name: str
    unit: str
    direction: str
    owner: str | None
    baseline: str | None
    baseline_on: str | None
    target: str | None
    target_by: str | None
    floor: str | None
    now: str | None
    now_of: str | None
    """The last day of the period of the figure."""
    basis: str
    source: str
    rating: str | None
    trend: str
    """better, worse, steady or unknown."""
    trend_words: str
    reading_note: str
    series: list[list[str]]
    """[end of period, value], the oldest first."""


class OrganisationFacts(TypedDict):
    """How many updates were asked of an organisation, and what came."""

    name: str
    asked: int
    answered: int
    late: int
    not_expected: int


class LedgerFacts(TypedDict):
    """One action in the ledger of silence."""

    ref: str
    state: str
    organisation: str


class DateFacts(TypedDict):
    """A due date that was asked for, or has moved, since the report before."""

    ref: str
    kind: str
    """asked, moved, refused or corrected."""
    at: str
    before: str | None
    after: str | None
    original: str | None
    moves: int
    reason: str
    by: str | None


class DecisionFacts(TypedDict):
    """A decision that the Board is asked for."""

    ref: str
    text: str


class Snapshot(KeepsEarlier):
    """The whole report, frozen."""

    format: int
    report: ReportName
    plan: PlanFacts
    bodies: dict[str, str]
    zone: str
    closed_at: str
    """As at when actions are told: the cut-off, or the freezing where that was before it."""
    frozen_at: str
    days: dict[str, str]
    scheme: list[SchemeRow]
    words: dict[str, str]
    """How stages, marks and states of the ledger are said."""
    areas: list[AreaFacts]
    actions: list[ActionFacts]
    kpis: list[KpiFacts]
    organisations: list[OrganisationFacts]
    ledger: list[LedgerFacts]
    dates: list[DateFacts]
    decisions: list[DecisionFacts]
    changes: NotRequired[list[DecisionFacts]]
    """What else of the plan was changed by decision since the report before, a sentence each."""
    proofs: NotRequired[list[ProofFacts]]
    """The evidence of each action that is done, or was set back since the report before."""
    late: list[AnswerFacts]
    late_refs: list[str]
    """The action of each late answer, in the same order."""
    unmoderated: list[str]
    """The exceptions on which nobody had decided: who signs overrides that by name."""
    moderated: NotRequired[list[ModeratedFacts]]
    """Who moderated what: the decision in force on each action that has one."""
    previous: PreviousFacts | None
    replaces: PreviousFacts | None
    """The version of the same report that this one replaces."""
    reopened_because: str
    differs: list[str]
    """What it says otherwise than the version that it replaces, a sentence each."""
    audit_seq: int
    audit_head: str


def dump(snapshot: Snapshot) -> str:
    """The snapshot as canonical JSON, always the same text for the same values."""
    return canonical(snapshot)


def load(text: str) -> Snapshot:
    """A stored snapshot."""
    snapshot: Snapshot = json.loads(text)
    return snapshot


def sha256(snapshot: Snapshot) -> str:
    """The hash that is printed in the paper: SHA-256 of the canonical JSON, hex."""
    return sha256_of(dump(snapshot))


def sha256_of(text: str) -> str:
    """The hash of a stored snapshot's text."""
    return hashlib.sha256(text.encode()).hexdigest()
