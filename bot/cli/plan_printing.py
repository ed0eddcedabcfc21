"""An import for people: what was read, what is in doubt, what differs, what was written."""

from __future__ import annotations

import typer
from rich.console import Console
from rich.table import Table

from bot.cli.screen import console, row, table, words
from handlers.plan_import.diff import Difference
from handlers.plan_import.findings import Finding, Severity, listed
from handlers.plan_import.result import ImportResult, Outcome
from models.spoken import count_in_words

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}
_SEVERITIES = {
    Severity.ERROR: ("To decide", "bold red"),
    Severity.WARNING: ("To look at", "yellow"),
    Severity.INFO: ("To know", ""),
}
_MANY = 40
"""More references than these are counted, not listed."""


def print_result(result: ImportResult, name: str, *, dry_run: bool, skipped: bool) -> None:
    """Print one import."""
    if result.outcome is Outcome.REFUSE:
        typer.echo(f"{name} was not imported. {result.findings[0].message}", err=True)
        return
    screen = console()
    screen.print(words(_what_was_read(result, name)))
    if result.findings:
        screen.print(_findings(list(result.findings)))
    _print_difference(screen, result.difference)
    screen.print(words(_ending(result, dry_run=dry_run, skipped=skipped)))


def _what_was_read(result: ImportResult, name: str) -> str:
    facts, reading = result.file, result.reading
    assert reading is not None
    how = [facts.encoding, _DELIMITERS.get(facts.delimiter or "")]
    kind = ", ".join(part for part in [str(facts.type or "").upper(), *how] if part)
    areas = count_in_words(len(reading.areas), "area")
    actions = count_in_words(len(reading.refs), "action")
    parts = [f"{name} ({kind}): {actions} in {areas}; header in row {facts.header_row}."]
    if facts.sheets_without_actions:
        parts.append(f"Sheets without actions: {', '.join(facts.sheets_without_actions)}.")
    return " ".join(parts)


def _findings(findings: list[Finding]) -> Table:
    shown = listed(findings)
    more = f", the first {len(shown)}" if len(shown) < len(findings) else ""
    with_sheet = any(finding.sheet for finding in shown)
    made = table(
        *(["Sheet"] if with_sheet else []),
        *("Row", "Column", "", "What"),
        title=f"{count_in_words(len(findings), 'finding')}{more}",
        numbers=("Row",),
    )
    for finding in shown:
        word, style = _SEVERITIES[finding.severity]
        place = [finding.sheet] if with_sheet else []
        row(made, *place, finding.row, finding.column, words(word, style), finding.message)
    return made


def _print_difference(screen: Console, difference: Difference) -> None:
    """What the file changes in what is stored."""
    if difference.added:
        screen.print(words(f"New: {_refs(difference.added)}."))
    if difference.unchanged:
        screen.print(words(f"Unchanged: {count_in_words(difference.unchanged, 'action')}."))
    if difference.changed:
        screen.print(_changes(difference))
    if difference.vanished:
        screen.print(
            words(
                f"Not in this file: {_refs(difference.vanished)}. Importing withdraws nothing: they"
                " wait for a person's word."
            )
        )


def _changes(difference: Difference) -> Table:
    made = table("Action", "Field", "From", "To", "", title="Changed")
    for change in difference.changed:
        said = "waits for a person" if change.waits else "by this import"
        field = change.field.replace("_", " ")
        row(made, change.ref, field, change.before, change.after, said)
    return made


def _refs(refs: tuple[str, ...]) -> str:
    listed_refs = f" ({', '.join(refs)})" if len(refs) <= _MANY else ""
    return f"{count_in_words(len(refs), 'action')}{listed_refs}"


def _ending(result: ImportResult, *, dry_run: bool, skipped: bool) -> str:
    reading = result.reading
    assert reading is not None
    if result.written and reading.has_errors and skipped:
        left = len({action.key for action in reading.actions if not action.valid})
        return f"Written, except {count_in_words(left, 'action')} with something to decide."
    if result.written:
        return "Written."
    if reading.has_errors:
        return (
            "Nothing was written: settle what is to decide and import again, or import the other"
            " rows with --skip-invalid."
        )
    return "Nothing was written: this was a dry run." if dry_run else "Nothing was written."
