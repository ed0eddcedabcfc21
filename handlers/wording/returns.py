"""What is said of formal returns: when they are due and how ready their evidence is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handlers.evidence.index import ActionJson, IndexJson
from handlers.evidence.index_paper import NEEDS
from handlers.wording.phrases import begun, counted, short_title
from models.evidence_need import Need
from models.message import (
    Block,
    Button,
    Buttons,
    Download,
    Downloads,
    Field,
    FieldKind,
    Form,
    Heading,
    Item,
    Items,
    Message,
    Moment,
    Note,
    Paragraph,
    Strong,
    Table,
    args,
    text,
)
from models.spoken import day_in_words

FORMATS = (("docx", "Index (Word)"), ("xlsx", "Index (Excel)"), ("json", "Index (JSON)"))
MOST_LACKING = 8


def return_form() -> Form:
    """Asks for a return's name and days."""
    day = FieldKind.DAY
    return Form(
        "Add a formal return",
        "return.add",
        (),
        (
            Field(
                "name", "What it is called", FieldKind.LINE, hint="Such as: six-month review",
                required=True,
            ),
            Field("review_on", "The review is on", day, required=True),
            Field("evidence_due", "Evidence is due on", day, hint="Left empty: two weeks before"),
        ),
        send="Add",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One return in the list."""

    id: int
    name: str
    review_on: date
    evidence_due: date
    ready: int
    needed: int

    @property
    def per_cent(self) -> int:
        """Whole per cent, rounded down."""
        return self.ready * 100 // self.needed if self.needed else 100


def returns_card(lines: tuple[ReturnLine, ...]) -> Message:
    """The returns that are still to come."""
    if not lines:
        head = "No formal return is in the calendar."
        return Message("returns", head, (Paragraph((Strong(head),)),))
    head = f"{begun(counted(len(lines), 'formal return'))} to come."
    items = tuple(
        Item(
            (Strong(line.name),),
            body=text(
                f"Ready: {line.ready:,} of {line.needed:,}, {line.per_cent} per cent. ",
                "Evidence due ",
                Moment(line.evidence_due), ", review on ", Moment(line.review_on), ".",
            ),
            buttons=(
                Button("How ready", "return.show", args(**{"return": line.id}),
                       speak=f"How ready {line.name} is"),
            ),
        )
        for line in lines
    )  # fmt: skip
    return Message("returns", head, (Paragraph((Strong(head),)), Items(items)))


def return_card(return_id: int, index: IndexJson) -> Message:
    """How ready one return is by area, what is missing, and the index."""
    ready = sum(area["ready"] for area in index["areas"])
    needed = sum(area["needed"] for area in index["areas"])
    due = date.fromisoformat(index["evidence_due"])
    whole = ready * 100 // needed if needed else 100
    head = (
        f"{index['name']}: evidence of {ready:,} of {needed:,} actions is ready, {whole} per cent;"
        f" due {day_in_words(due)}."
    )
    blocks: list[Block] = [Paragraph((Strong(head),))]
    if index["areas"]:
        blocks.append(_table(index))
    lacking = [a for area in index["areas"] for a in area["actions"] if a["need"] != Need.READY]
    if lacking:
        blocks += [Heading("Not ready"), Items(tuple(map(_lacks, lacking[:MOST_LACKING])))]
    if len(lacking) > MOST_LACKING:
        said = f"And {counted(len(lacking) - MOST_LACKING, 'more action')}: the index lists all."
        blocks.append(Paragraph(text(said)))
    files = tuple(Download(label, f"return/{return_id}.{kind}") for kind, label in FORMATS)
    blocks.append(Downloads(files))
    looked = Button("See it anew", "return.show", args(**{"return": return_id}))
    blocks.append(Buttons((looked,)))
    note = (
        "Counted are actions in formal monitoring that are done, or fall due by then. ",
        "The review is on ",
        Moment(date.fromisoformat(index["review_on"])),
        ".",
    )
    return Message("return", head, (*blocks, Note(text(*note))))


def _table(index: IndexJson) -> Table:
    rows = tuple(
        (
            f"{area['no']} {area['short_title']}",
            f"{area['ready']:,} of {area['needed']:,}",
            f"{area['per_cent']} %",
        )
        for area in index["areas"]
    )
    return Table("Ready by area", ("Area", "Ready", "Per cent"), rows, frozenset({1, 2}))


def _lacks(action: ActionJson) -> Item:
    return Item(
        text(f"{action['ref']} {short_title(action['title'], 60)}"),
        body=text(f"{begun(NEEDS[Need(action['need'])])}."),
        buttons=(
            Button(
                "Look at it",
                "evidence.show",
                args(ref=action["ref"]),
                speak=f"Look at it: {action['ref']}",
            ),
        ),
    )
