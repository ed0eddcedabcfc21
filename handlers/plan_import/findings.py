"""What an import found: one line for each doubt, with its place and what to do about it.

error    a person must decide before this row counts
warning  imported, and shown
info     may be shown
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

from handlers.plan_import.grid import FileType


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Kind(StrEnum):
    """What was found; those below the line are ours and never more than an information."""

    TWO_OWNERS = "two_owners"
    MISSING_OWNER = "missing_owner"
    MISSING_EMAIL = "missing_email"
    BAD_EMAIL = "bad_email"
    DUPLICATE_REF = "duplicate_ref"
    UNKNOWN_RATING = "unknown_rating"
    RATING_SCHEME_DIFFERS = "rating_scheme_differs"
    NO_DUE_DATE = "no_due_date"
    TEXT_DATE = "text_date"
    IMPOSSIBLE_DATE = "impossible_date"
    YEAR_SLIP = "year_slip"
    DUE_BEFORE_START = "due_before_start"
    HIDDEN_COLUMN = "hidden_column"
    UNKNOWN_COLUMN = "unknown_column"
    FORMULA_CELL = "formula_cell"
    TOO_MANY_ROWS = "too_many_rows"
    UNREADABLE_FILE = "unreadable_file"
    WRONG_FILE_TYPE = "wrong_file_type"
    EMPTY_FILE = "empty_file"
    # ours
    SINGLE_DUE_COLUMN = "single_due_column"
    ROW_WITHOUT_REF = "row_without_ref"
    MADE_REF = "made_ref"
    UNKNOWN_DEPENDENCY = "unknown_dependency"
    DEPENDENCY_RING = "dependency_ring"
    UNKNOWN_STAGE = "unknown_stage"
    DOUBTFUL_EMAIL = "doubtful_email"
    UNREADABLE_DATE = "unreadable_date"
    BLUE_WITHOUT_PROOF = "blue_without_proof"
    MAPPED_NOTHING = "mapped_nothing"


REFUSALS = frozenset(
    {Kind.TOO_MANY_ROWS, Kind.UNREADABLE_FILE, Kind.WRONG_FILE_TYPE, Kind.EMPTY_FILE}
)
_ERRORS = REFUSALS | {
    Kind.MISSING_OWNER,
    Kind.BAD_EMAIL,
    Kind.DUPLICATE_REF,
    Kind.UNKNOWN_RATING,
    Kind.IMPOSSIBLE_DATE,
    Kind.DUE_BEFORE_START,
}
_WARNINGS = frozenset(
    {
        Kind.TWO_OWNERS,
        Kind.MISSING_EMAIL,
        Kind.RATING_SCHEME_DIFFERS,
        Kind.NO_DUE_DATE,
        Kind.YEAR_SLIP,
        Kind.HIDDEN_COLUMN,
        Kind.FORMULA_CELL,
    }
)
MOST_LISTED = 200
"""So many findings are listed at most; the total is always given."""
_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def usual_severity(kind: Kind) -> Severity:
    """How much a kind weighs unless its place makes it worse."""
    if kind in _ERRORS:
        return Severity.ERROR
    return Severity.WARNING if kind in _WARNINGS else Severity.INFO


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding; `value` is the raw cell, `read_as` how it was read, `likely` what was meant."""

    kind: Kind
    severity: Severity
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    read_as: str | None = None
    likely: str | None = None
    message: str

    def as_json(self) -> dict[str, str | int | None]:
        """The finding as the contract names its parts."""
        return asdict(self)


class FileRefusedError(Exception):
    """The file as a whole cannot be taken; the sentence says what to do. Nothing was changed."""

    def __init__(self, kind: Kind, sentence: str, *, file_type: FileType | None = None) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence
        self.file_type = file_type

    def as_finding(self) -> Finding:
        """The one finding of a refused file."""
        return Finding(kind=self.kind, severity=Severity.ERROR, message=self.sentence)


def listed(findings: list[Finding]) -> list[Finding]:
    """At most 200 of them in their order; where there are more, the heaviest are kept."""
    if len(findings) <= MOST_LISTED:
        return findings
    ranked = sorted(range(len(findings)), key=lambda n: (_WEIGHT[findings[n].severity], n))
    return [findings[n] for n in sorted(ranked[:MOST_LISTED])]
