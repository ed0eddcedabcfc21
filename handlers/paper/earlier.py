"""What the Board decided before, and what has become of the actions that it gave."""

from __future__ import annotations

from handlers.paper.frozen import Frozen, day
from handlers.wording.arising import STATES
from handlers.wording.phrases import begun
from models.document import Block, Column, Paragraph, Row, Run, Section, Table, words
from models.meeting_states import ArisingState
from models.message import Quote
from models.snapshot_meetings import EarlierAction, EarlierDecision


def earlier(frozen: Frozen) -> tuple[Section, ...]:
    """The Board's earlier decisions and actions; nothing where it has none on record."""
    facts = frozen.snapshot.get("earlier")
    if facts is None or not (facts["decisions"] or facts["actions"]):
        return ()
    board = begun(frozen.snapshot["bodies"]["board_short"])
    blocks: list[Block] = []
    if facts["decisions"]:
        blocks.append(_decisions(frozen, facts["decisions"]))
    else:
        blocks.append(Paragraph(words("Nothing was decided since the last report.")))
    if facts["actions"]:
        blocks.append(_actions(facts["actions"]))
    title = f"{board}'s earlier decisions and actions"
    return (Section(title, tuple(blocks), anchor="earlier"),)


def _decisions(frozen: Frozen, rows: list[EarlierDecision]) -> Table:
    columns = (
        Column("Number", key=True, share=20),
        Column("On", share=20),
        Column("About", share=10),
        Column("Decided", share=50),
    )
    made = tuple(
        Row(
            (
                words(row["name"]),
                day(row["on"]),
                words(frozen.jump(row["ref"]) if row["ref"] else "Other business"),
                words(Quote(row["words"])),
            )
        )
        for row in rows
    )
    return Table("Decided since the last report", columns, made)


def _actions(rows: list[EarlierAction]) -> Table:
    columns = (
        Column("Ref", key=True, share=10),
        Column("What", share=30),
        Column("Owner", share=18),
        Column("Due", share=16),
        Column("How it stands", share=26),
    )
    made = tuple(
        Row(
            (
                words(row["ref"]),
                words(Quote(row["words"])),
                words(row["owner"]),
                day(row["due"]),
                words(begun(STATES[ArisingState(row["state"])]), *_on(row), *_said(row)),
            )
        )
        for row in rows
    )
    return Table("Actions that it gave", columns, made)


def _on(row: EarlierAction) -> tuple[str | Run, ...]:
    return (" on ", *day(row["closed_on"])) if row["closed_on"] else ()


def _said(row: EarlierAction) -> tuple[str | Run, ...]:
    return (". ", Quote(row["said"])) if row["said"] else (".",)
