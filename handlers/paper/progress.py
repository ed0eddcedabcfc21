"""What is done, what has moved, and what falls due next."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.paper.exceptions import owner_of
from handlers.paper.frozen import Frozen, day, times
from models.document import Block, Column, Fact, Facts, Paragraph, Row, Run, Section, Table, words
from models.message import Moment, Quote
from models.rollup_counts import WINDOWS
from models.snapshot import DateFacts
from models.spoken import day_in_words

KINDS = {
    "moved": "Moved by decision",
    "asked": "Asked for",
    "refused": "Refused",
    "corrected": "Corrected in the record",
}


def date_changes(frozen: Frozen) -> Section:
    """Every due date that has moved, is asked for, was refused or mended; and other changes."""
    rows, others = frozen.snapshot["dates"], other_changes(frozen)
    if not rows:
        said = "No due date has moved since the last report, and none is asked for."
        blocks = (Paragraph(words(said)), *others)
        return Section("Changes of due dates", blocks, anchor="dates")
    lead = words(
        "Moved by decision: ", frozen.figure("dates.moved"),
        ". Asked for: ", frozen.figure("dates.asked"),
        ". Refused: ", frozen.figure("dates.refused"),
        ". Corrected in the record: ", frozen.figure("dates.corrected"), ".",
        " A correction mends a mistyped date and does not count as a move.",
    )  # fmt: skip
    columns = (
        Column("Ref", key=True, share=8),
        Column("What", share=14),
        Column("From", share=15),
        Column("To", share=15),
        Column("First agreed", share=15),
        Column("Why", share=24),
    )
    table = Table(
        "Due dates since the last report", columns, tuple(_date_row(frozen, row) for row in rows)
    )
    return Section("Changes of due dates", (Paragraph(lead), table, *others), anchor="dates")


def other_changes(frozen: Frozen) -> tuple[Block, ...]:
    """What else of the plan was changed by decision: suspended, withdrawn, split, added."""
    rows = frozen.snapshot.get("changes", [])
    if not rows:
        return ()
    lead = Paragraph(words("Other changes of the plan that were agreed since the last report:"))
    return (lead, Facts(tuple(Fact(row["ref"], words(row["text"])) for row in rows)))


def _date_row(frozen: Frozen, row: DateFacts) -> Row:
    moves = f", moved {times(row['moves'])}" if row["moves"] else ""
    return Row(
        (
            words(frozen.jump(row["ref"])),
            words(KINDS.get(row["kind"], row["kind"])),
            day(row["before"], "No date"),
            day(row["after"], "No date"),
            (*day(row["original"], "No date"), *words(moves)),
            words(Quote(row["reason"])) if row["reason"] else words("Not said."),
        )
    )


def due_next(frozen: Frozen) -> Section:
    """What is overdue, and what falls due in 30, 60 and 90 days, each action once."""
    blocks: list[Block] = [Paragraph(words(*_windows(frozen)))]
    start = 0
    for end in WINDOWS:
        if table := _window(frozen, start, end):
            blocks.append(table)
        start = end + 1
    return Section("Due in the next 90 days", tuple(blocks), anchor="due")


def _windows(frozen: Frozen) -> tuple[str | Run, ...]:
    return (
        "Actions that fall due within 30 days of ", Moment(frozen.closed_on), ": ",
        frozen.figure("due.30"), ". In the 30 days after: ", frozen.figure("due.60"),
        ". In the 30 days after those: ", frozen.figure("due.90"),
        ". Open actions whose due date has passed: ", frozen.figure("due.overdue"), ".",
    )  # fmt: skip


def _window(frozen: Frozen, start: int, end: int) -> Table | None:
    refs = frozen.figures[f"due.{end}"].refs
    if not refs:
        return None
    until = day_in_words(frozen.closed_on + timedelta(days=end))
    columns = (
        Column("Ref", key=True, share=8),
        Column("What", share=32),
        Column("Owner", share=22),
        Column("Due", share=18),
        Column("Rating", share=20),
    )
    rows = [
        Row(
            (
                words(frozen.jump(ref)),
                words(frozen.actions[ref]["title"]),
                words(owner_of(frozen.actions[ref])),
                day(frozen.actions[ref]["due"]),
                words(frozen.tag(frozen.actions[ref])),
            )
        )
        for ref in refs
    ]
    return Table(f"Due in {start or 1} to {end} days, by {until}", columns, tuple(rows))


def late_answers(frozen: Frozen) -> tuple[Section, ...]:
    """The addendum: what came after the figures closed and counts next time."""
    answers = frozen.snapshot["late"]
    if not answers:
        return ()
    lead = words(
        "Actions answered after the figures had closed: ", frozen.figure("late.answers"),
        ". These answers count in the next report.",
    )  # fmt: skip
    columns = (
        Column("Ref", key=True, share=8),
        Column("Said", share=20),
        Column("Words", share=40),
        Column("When", share=20),
    )
    rows = []
    for ref, answer in zip(frozen.snapshot["late_refs"], answers, strict=True):
        rating = frozen.rating(answer["rating"])
        said = words(rating) if rating else words("Delivered" if answer["delivered"] else "")
        own = answer["words"] or answer["reason"]
        at = datetime.fromisoformat(answer["at"]).astimezone(ZoneInfo(frozen.snapshot["zone"]))
        rows.append(
            Row(
                (
                    words(frozen.jump(ref)),
                    said,
                    words(Quote(own)) if own else (),
                    day(_iso(at.date())),
                )
            )
        )
    table = Table("Answers after the figures closed", columns, tuple(rows))
    return (Section("Late answers", (Paragraph(lead), table), anchor="late"),)


def _iso(of: date) -> str:
    return of.isoformat()
