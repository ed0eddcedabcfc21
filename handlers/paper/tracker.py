"""The full tracker: every action as the Board reads it, in print and as a workbook."""

from __future__ import annotations

from handlers.paper.exceptions import due_of, owner_of
from handlers.paper.frozen import Frozen, action_place, day, instant
from models.document import Column, Fact, Paragraph, Row, Section, Table, Text, Workbook, words
from models.snapshot import ActionFacts, AreaFacts
from models.spoken import count_in_words

COLUMNS = (
    Column("Ref", key=True, share=6),
    Column("Action and owner", share=31),
    Column("Rating", share=17),
    Column("Due", share=20),
    Column("What the Board reads", share=38),
)


def tracker(frozen: Frozen) -> tuple[Section, ...]:
    """An appendix with a table for each area."""
    start = Section(
        "Appendix A: full tracker", numbered=False, wide=True, anchor="appendix-tracker"
    )
    return (start, *(_area(frozen, area) for area in frozen.snapshot["areas"]))


def _area(frozen: Frozen, area: AreaFacts) -> Section:
    inside = [a for a in frozen.snapshot["actions"] if a["area"] == area["no"]]
    lead = f"; lead: {area['lead']}" if area["lead"] else ""
    caption = f"Area {area['no']}, {count_in_words(len(inside), 'action')}{lead}"
    rows = tuple(_row(frozen, action) for action in inside)
    title = f"Area {area['no']}: {area['short_title']}"
    none = Paragraph(words("No action of this area is in the plan."), numbered=False)
    block = Table(caption, COLUMNS, rows) if rows else none
    return Section(title, (block,), level=2, numbered=False, wide=True)


def _row(frozen: Frozen, action: ActionFacts) -> Row:
    beside = [frozen.stage(action), *frozen.marks(action)]
    due = due_of(action)
    if action["forecast"]:
        due = (*due, *words("\nExpected "), *day(action["forecast"]))
    cells: tuple[Text, ...] = (
        words(action["ref"]),
        words(f"{action['title']}\n{owner_of(action)}"),
        words(frozen.tag(action), "\n" + ". ".join(beside)),
        due,
        words(action["sentence"]),
    )
    return Row(cells, anchor=action_place(action["ref"]))


BOOK = (
    Column("Ref", key=True, share=8),
    Column("Area", share=22),
    Column("Action", share=48),
    Column("Owner", share=26),
    Column("Organisation", share=22),
    Column("Deputy", share=26),
    Column("Accountable", share=26),
    Column("Stage", share=14),
    Column("Rating", share=18),
    Column("Owner's rating", share=18),
    Column("Computed rating", share=18),
    Column("Moderated rating", share=18),
    Column("Beside the rating", share=24),
    Column("First due date", share=17),
    Column("Due date", share=17),
    Column("Moves", numeric=True, share=9),
    Column("Expected", share=17),
    Column("Delivered on", share=17),
    Column("Proven on", share=17),
    Column("What the Board reads", share=60),
    Column("Why", share=40),
    Column("Recovery", share=40),
    Column("Help asked", share=30),
    Column("Last update", share=16),
    Column("Last update on", share=26),
    Column("Needs", share=14),
    Column("Measures", share=14),
    Column("Success measure", share=40),
    Column("Evidence", share=40),
)


def workbook(frozen: Frozen, key: Table, method: tuple[Fact, ...]) -> Workbook:
    """The tracker with all that the snapshot holds of each action."""
    areas = {area["no"]: f"{area['no']} {area['short_title']}" for area in frozen.snapshot["areas"]}
    rows = tuple(
        Row(_cells(frozen, action, areas.get(action["area"], action["area"])))
        for action in frozen.snapshot["actions"]
    )
    return Workbook(Table(f"Tracker, {frozen.name}", BOOK, rows), key, method)


def _cells(frozen: Frozen, action: ActionFacts, area: str) -> tuple[Text, ...]:
    said = action["answer"]
    return (
        words(action["ref"]),
        words(area),
        words(action["title"]),
        words(action["owner"] or "Vacant"),
        words(action["organisation"] or ""),
        words(action["deputy"] or ""),
        words(action["accountable"] or ""),
        words(frozen.stage(action)),
        words(frozen.tag(action)),
        *(_side(frozen, action, side) for side in ("owner", "computed", "moderated")),
        words("; ".join(frozen.marks(action))),
        day(action["original_due"]),
        day(action["due"], action["due_words"] or ""),
        words(str(action["moves"])),
        day(action["forecast"]),
        day(action["delivered_on"]),
        day(action["verified_on"]),
        words(action["sentence"]),
        words(said["reason"] or said["words"] if said else ""),
        words(said["recovery"] if said else ""),
        words(said["help_needed"] if said else ""),
        words(said["number"] if said else ""),
        words(instant(said["at"])) if said else (),
        words(", ".join(action["depends_on"])),
        words(", ".join(action["kpis"])),
        words(action["success_measure"]),
        words("\n".join(action["evidence"])),
    )


def _side(frozen: Frozen, action: ActionFacts, side: str) -> Text:
    rated = action["ratings"][side]
    tag = frozen.rating(rated["value"]) if rated else None
    return words(tag) if tag else ()
