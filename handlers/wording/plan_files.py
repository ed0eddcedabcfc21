"""The card of a dropped plan: what it holds, what is in doubt, what would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.plan_import.diff import Difference
from handlers.plan_import.findings import Finding, Kind, Severity
from handlers.plan_import.result import ImportResult
from handlers.plan_import.settled import Settled, likely_value, place_of, to_settle
from models.intake import PlanFile
from models.message import (
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Field,
    FieldKind,
    Form,
    Heading,
    Item,
    Items,
    Message,
    Note,
    Paragraph,
    Table,
    Weight,
    args,
    text,
)
from models.spoken import count_in_words, day_in_words

SHOWN_FINDINGS = 6
SHOWN_CHANGES = 12
SHOWN_REFS = 12
LONGEST_LABEL = 60
_TAGS = {Severity.ERROR: "To decide", Severity.WARNING: "To look at", Severity.INFO: "To know"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A file, what reading it said, what was decided, and the mark of what is shown."""

    file: PlanFile
    result: ImportResult
    settled: Settled
    mark: str


def plan_card(shown: Shown) -> Message:
    """What a dropped file would do, with the ways on."""
    reading = shown.result.reading
    assert reading is not None
    waiting = to_settle(shown.result.findings, shown.settled)
    errors = sum(finding.severity is Severity.ERROR for finding in waiting.values())
    notice = _notice(shown, errors)
    blocks: list[Block] = [Paragraph(text(notice)), Facts(_facts(shown))]
    blocks += _finding_blocks(shown, waiting)
    blocks += _difference_blocks(shown.result.difference)
    blocks.append(Buttons(_ways_on(shown, errors)))
    blocks.append(
        Note(text("Nothing is written until you say so. The file is kept until then and compared"
                  " again. A date that has moved is never moved by importing."))
    )  # fmt: skip
    return Message("plan_file", notice, tuple(blocks))


def _notice(shown: Shown, errors: int) -> str:
    reading = shown.result.reading
    assert reading is not None
    held = count_in_words(len(reading.refs), "action")
    head = f"{shown.file.name[:80]} holds {held}"
    if errors:
        return f"{head}; {count_in_words(errors, 'thing')} to decide before all of them count."
    return f"{head}; nothing stands in the way of importing it."


def _facts(shown: Shown) -> tuple[Fact, ...]:
    difference = shown.result.difference
    applied = len({change.ref for change in difference.changed if not change.waits})
    moved = sum(change.waits for change in difference.changed)
    facts = [
        ("New", _refs(difference.added)),
        ("Changed by importing", count_in_words(applied, "action")),
        ("Unchanged", count_in_words(difference.unchanged, "action")),
    ]
    if moved:
        facts.append(("Left as it is", count_in_words(moved, "field")))
    if difference.vanished:
        facts.append(("Not in this file", f"{_refs(difference.vanished)}; nothing is withdrawn"))
    agreed = shown.settled.agreed
    if agreed is not None:
        facts.append(("Agreed", f"by {agreed.by} on {day_in_words(agreed.on)}"))
    if shown.settled.dates_have_moved:
        facts.append(("Dates first agreed", "unknown, since dates have moved before"))
    return tuple(Fact(name, text(value)) for name, value in facts)


def _refs(refs: tuple[str, ...]) -> str:
    if not refs:
        return "none"
    more = f" and {len(refs) - SHOWN_REFS} more" if len(refs) > SHOWN_REFS else ""
    return f"{count_in_words(len(refs), 'action')}: {', '.join(refs[:SHOWN_REFS])}{more}"


def _finding_blocks(shown: Shown, waiting: Mapping[str, Finding]) -> list[Block]:
    if not waiting:
        return []
    first = list(waiting.items())[:SHOWN_FINDINGS]
    items = tuple(_item(shown, key, finding) for key, finding in first)
    blocks: list[Block] = [Heading("To settle"), Items(items)]
    left = len(waiting) - len(items)
    if left:
        blocks.append(Note(text(f"And {left} more, shown as these are settled.")))
    return blocks


def _item(shown: Shown, key: str, finding: Finding) -> Item:
    sheet = f"{finding.sheet}, " if finding.sheet else ""
    place = f"{sheet}row {finding.row}" if finding.row else sheet.rstrip(", ") or "The file"
    column = f", {finding.column}" if finding.column else ""
    return Item(
        title=text(f"{place}{column}"),
        tag=_TAGS[finding.severity],
        body=text(finding.message),
        buttons=_settling(shown, key, finding, place),
    )


def _settling(shown: Shown, key: str, finding: Finding, place: str) -> tuple[Button, ...]:
    if place_of(finding) is None:
        return ()
    named = args(file=shown.file.id, at=key)
    buttons = [Button("Correct…", "plan.correct", named, speak=f"Correct {place}")]
    likely = likely_value(finding)
    if likely:
        label = _take_label(finding, likely)
        buttons.insert(0, Button(label, "plan.take", named, speak=f"{label}, {place}"))
    return tuple(buttons)


def _take_label(finding: Finding, likely: str) -> str:
    """What taking the likely reading says: "Take 2023-09-30", "The owner is Jo Bloggs"."""
    label = f"Take {likely}"
    if finding.kind is Kind.TWO_OWNERS:
        label = f"The owner is {likely.partition(';')[0]}"
    return label if len(label) <= LONGEST_LABEL else f"{label[:LONGEST_LABEL]}…"


def _difference_blocks(difference: Difference) -> list[Block]:
    if not difference.changed:
        return []
    rows = tuple(
        (
            change.ref,
            change.field.replace("_", " "),
            change.before[:80] or "nothing",
            change.after[:80] or "nothing",
            "left as it is" if change.waits else "by importing",
        )
        for change in difference.changed[:SHOWN_CHANGES]
    )
    blocks: list[Block] = [
        Table("What differs", ("Action", "Field", "In the plan", "In the file", "Changes"), rows)
    ]
    left = len(difference.changed) - len(rows)
    if left:
        blocks.append(Note(text(f"And {count_in_words(left, 'field')} more.")))
    if any(change.waits for change in difference.changed):
        correct = Button("Correct a date", "desk.open", args(verb="action.correct"))
        blocks.append(
            Note(text("A date that was mistyped is corrected on the record; one that really moves"
                      " is asked for by its owner."))
        )  # fmt: skip
        blocks.append(Buttons((correct,)))
    return blocks


def _ways_on(shown: Shown, errors: int) -> tuple[Button, ...]:
    number = shown.file.id
    waiting = to_settle(shown.result.findings, shown.settled).values()
    likely = [finding for finding in waiting if finding.likely and place_of(finding)]
    buttons = [_confirm(shown, errors)]
    if len(likely) > 1:
        label = f"Take all {len(likely)} that are likely"
        buttons.append(Button(label, "plan.take", args(file=number)))
    if shown.result.difference.added and not shown.settled.dates_have_moved:
        buttons.append(Button("Dates have moved before", "plan.moved", args(file=number)))
    if shown.settled.agreed is None:
        buttons.append(Button("Say who agreed it", "plan.agreed", args(file=number)))
    buttons.append(Button("Put it away", "plan.put_away", args(file=number)))
    return tuple(buttons)


def _confirm(shown: Shown, errors: int) -> Button:
    if errors:
        rest = args(file=shown.file.id, mark=shown.mark, skip="yes")
        return Button("Import the rows without errors", "plan.confirm", rest)
    whole = args(file=shown.file.id, mark=shown.mark)
    return Button("Import it", "plan.confirm", whole, weight=Weight.PRIMARY)


def correct_form(shown: Shown, key: str, finding: Finding) -> Form:
    """The form that corrects one cell."""
    return Form(
        "Correct a cell",
        "plan.correct",
        args(file=shown.file.id, at=key),
        (
            Field(
                "value",
                (finding.column or "The cell")[:LONGEST_LABEL],
                FieldKind.LINE,
                hint="What the cell should hold",
                value=likely_value(finding) or finding.value or "",
            ),
        ),
        send="Correct",
        intro=text(finding.message),
    )


def agreed_form(file_id: int) -> Form:
    """The form that says who agreed this version."""
    return Form(
        "Who agreed this version",
        "plan.agreed",
        args(file=file_id),
        (
            Field("by", "Agreed by", FieldKind.LINE, hint="The body", required=True),
            Field("on", "Agreed on", FieldKind.DAY, required=True),
            Field("source", "Where that is written", FieldKind.LINE, hint="Such as a letter"),
        ),
        send="Keep",
    )


def written_message(shown: Shown) -> Message:
    """What an import wrote."""
    reading, difference = shown.result.reading, shown.result.difference
    assert reading is not None
    applied = len({change.ref for change in difference.changed if not change.waits})
    left = len({action.key for action in reading.actions if not action.valid})
    added = count_in_words(len(difference.added), "action")
    parts = [f"{shown.file.name[:80]} is imported: {added} new, {applied} changed."]
    if left:
        parts.append(f"{count_in_words(left, 'action')} with something to decide left out.")
    if difference.waiting:
        parts.append(f"{count_in_words(len(difference.waiting), 'line')} left for your word.")
    notice = " ".join(parts)
    return Message(
        "plan_imported",
        notice,
        (
            Paragraph(text(notice)),
            Note(text("Next: see who cannot be reached before the first ask.")),
            Buttons((Button("Check people", "people.check"), Button("My desk", "desk"))),
        ),
    )
