"""The object of the import contract: what was found, what differs, what was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any

from handlers.plan_import.diff import Difference
from handlers.plan_import.findings import FileRefusedError, Finding, listed
from handlers.plan_import.reading import FileFacts, PlanReading


class Outcome(StrEnum):
    """What became of a file."""

    IMPORT = "import"
    WITH_FINDINGS = "import_with_findings"
    REFUSE = "refuse"


class ExitStatus(IntEnum):
    """What a command ends with."""

    DONE = 0
    FINDINGS = 1
    REFUSED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """One import, dry or real."""

    outcome: Outcome
    file: FileFacts
    reading: PlanReading | None = None
    findings: tuple[Finding, ...] = ()
    difference: Difference = field(default_factory=Difference)
    written: bool = False

    @property
    def exit_status(self) -> ExitStatus:
        """0 nothing above an information, 1 findings, 2 refused."""
        match self.outcome:
            case Outcome.IMPORT:
                return ExitStatus.DONE
            case Outcome.WITH_FINDINGS:
                return ExitStatus.FINDINGS
            case Outcome.REFUSE:
                return ExitStatus.REFUSED

    def as_json(self) -> dict[str, Any]:
        """The contract's object."""
        columns = self.reading.columns if self.reading else {}
        return {
            "outcome": self.outcome,
            "file": {
                "type": self.file.type,
                "encoding": self.file.encoding,
                "delimiter": self.file.delimiter,
                "sheets": None if self.file.sheets is None else list(self.file.sheets),
                "sheets_without_actions": list(self.file.sheets_without_actions),
                "header_row": self.file.header_row,
            },
            "columns": {header: str(held) for header, held in columns.items()},
            "actions": len(self.reading.refs) if self.reading else 0,
            "areas": list(self.reading.areas) if self.reading else [],
            "findings_total": len(self.findings),
            "findings": [finding.as_json() for finding in listed(list(self.findings))],
            "diff": self.difference.as_json(),
            "written": self.written,
        }


def refusal(error: FileRefusedError) -> ImportResult:
    """The result of a file that cannot be taken: one finding, nothing changed."""
    return ImportResult(
        outcome=Outcome.REFUSE,
        file=FileFacts(type=error.file_type),
        findings=(error.as_finding(),),
    )


def read_result(reading: PlanReading, difference: Difference, *, written: bool) -> ImportResult:
    """The result of a file that was read."""
    return ImportResult(
        outcome=Outcome.WITH_FINDINGS if reading.has_findings else Outcome.IMPORT,
        file=reading.file,
        reading=reading,
        findings=reading.findings,
        difference=difference,
        written=written,
    )
