"""What was read of a plan file: its actions, and all that the importer has to say about them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from handlers.plan_import.fields import Field
from handlers.plan_import.findings import Finding, Severity
from handlers.plan_import.grid import ROW_LIMIT, FileType
from handlers.plan_import.header import Mapped
from handlers.plan_import.owners import Named
from models.scheme import DEFAULT_SCHEME, Scheme
from models.states import Rating, Stage
from models.workdays import ENGLAND, WorkingDays

_NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What reading a file may use: the partnership's settings and what is known already.

    `known_people` are address → name, `known_refs` the references that are stored, without case.
    """

    as_of: date
    days: WorkingDays = ENGLAND
    scheme: Scheme = DEFAULT_SCHEME
    mapped: Mapped = field(default_factory=Mapped)
    known_people: Mapping[str, str] = field(default_factory=dict)
    known_domains: frozenset[str] = frozenset()
    known_refs: frozenset[str] = frozenset()
    dates_have_moved: bool = False
    row_limit: int = ROW_LIMIT


@dataclass(frozen=True, slots=True)
class ReadArea:
    """The area of an action as the file names it; `title` is its words as written."""

    title: str
    number: str | None = None
    short_title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAction:
    """One action as it was read; a field that the file has no column for is None or empty.

    `held` are the fields that the file has a column for: only they are compared with the record.
    """

    ref: str
    sheet: str | None
    row: int
    title: str = ""
    area: ReadArea | None = None
    owner: Named | None = None
    co_owners: tuple[Named, ...] = ()
    organisation: str | None = None
    deputy: Named | None = None
    accountable: Named | None = None
    start: date | None = None
    due: date | None = None
    due_words: str | None = None
    original_due: date | None = None
    evidence_expected: str = ""
    success_measure: str = ""
    kpi_refs: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    stage: Stage | None = None
    rating: Rating | None = None
    progress: str = ""
    progress_on: date | None = None
    delivered_on: date | None = None
    verified_on: date | None = None
    extra: tuple[tuple[str, str], ...] = ()
    valid: bool = True
    held: frozenset[Field] = frozenset()

    @property
    def key(self) -> str:
        """The reference as it is compared: trimmed, without case."""
        return ref_key(self.ref)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """What kind of file it was."""

    type: FileType | None
    encoding: str | None = None
    delimiter: str | None = None
    sheets: tuple[str, ...] | None = None
    sheets_without_actions: tuple[str, ...] = ()
    header_row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReading:
    """A file as it was understood."""

    file: FileFacts
    columns: Mapping[str, Field]
    actions: tuple[ReadAction, ...]
    findings: tuple[Finding, ...]

    @property
    def refs(self) -> tuple[str, ...]:
        """The distinct references in natural order, rows with errors included."""
        by_key = {action.key: action.ref for action in reversed(self.actions)}
        return tuple(sorted(by_key.values(), key=natural))

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas as the file writes them, in their order."""
        return tuple(dict.fromkeys(a.area.title for a in self.actions if a.area))

    @property
    def has_errors(self) -> bool:
        """Whether a person has to decide something before all of it counts."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def has_findings(self) -> bool:
        """Whether there is anything above an information."""
        return any(finding.severity is not Severity.INFO for finding in self.findings)


def ref_key(ref: str) -> str:
    """A reference as it is compared: trimmed, without case; 1.1 and 1.10 are two."""
    return " ".join(ref.split()).casefold()


def natural(ref: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts references as people do: 1.9, 1.10, 2.1, GA005."""
    parts = _NUMBERS.split(ref_key(ref))
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)
