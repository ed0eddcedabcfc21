"""The measures: baseline, target, floor, now, trend; never merged with the ratings of actions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from handlers.paper.frozen import Frozen, measure_place
from models.document import (
    Block,
    Bullets,
    Column,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
    Trend,
    words,
)
from models.message import Strong
from models.snapshot import KpiFacts
from models.spoken import MONTHS, month_in_words

UNITS = {"per_cent": "%", "count": "", "weeks": "weeks", "days": "days"}
COURSES = {
    "improving": "Getting better",
    "worsening": "Getting worse",
    "steady": "Steady",
    "not_enough_data": "Not enough data",
}
DRAWN = 4
"""At most so many trends are drawn: those that need a note to be read."""
LEAST_POINTS = 4


def measures(frozen: Frozen) -> tuple[Section, ...]:
    """The section; nothing for a plan without measures."""
    rows = frozen.snapshot["kpis"]
    if not rows:
        return ()
    lead = words(
        "At their target: ", frozen.figure("kpi.green"), " measures. At their floor and not at"
        " their target: ", frozen.figure("kpi.amber"), ". Worse than their floor: ",
        frozen.figure("kpi.red"), ".",
        " A measure is rated by itself and never by the actions that are meant to move it.",
    )  # fmt: skip
    blocks: list[Block] = [Paragraph(lead), _table(frozen)]
    notes = [row for row in rows if row["reading_note"]]
    if notes:
        blocks.append(Paragraph(words("How to read them:")))
        said = tuple(words(Strong(row["ref"]), f": {row['reading_note']}") for row in notes)
        blocks.append(Bullets(said))
    blocks += [drawn for row in notes if (drawn := _drawn(row))][:DRAWN]
    return (Section("Key performance indicators", tuple(blocks), anchor="measures"),)


def _table(frozen: Frozen) -> Table:
    columns = (
        Column("Measure", key=True, share=28),
        Column("Baseline", numeric=True, share=14),
        *(Column(head, numeric=True, share=12) for head in ("Floor", "Target", "Now")),
        Column("Trend", share=13),
        Column("Rating", share=19),
    )
    rows = tuple(_row(frozen, row) for row in frozen.snapshot["kpis"])
    return Table("Measures with floor, target and trend", columns, rows, anchor="kpi-table")


def _row(frozen: Frozen, row: KpiFacts) -> Row:
    rating = frozen.rating(row["rating"])
    cells: tuple[Text, ...] = (
        words(f"{row['ref']} {row['name']}"),
        *(words(value(row[part], row["unit"])) for part in ("baseline", "floor", "target")),
        words(f"{value(row['now'], row['unit'])}\n{short_month(row['now_of'])}".rstrip()),
        words(COURSES.get(row["trend"], row["trend_words"])),
        words(rating) if rating else words(frozen.snapshot["words"]["not_rated"]),
    )
    return Row(cells, anchor=measure_place(row["ref"]))


def value(of: str | None, unit: str) -> str:
    """A measure's value as people write it: "12,180", "51.6%", "13.2 weeks"; "none" for none."""
    if of is None:
        return "none"
    number = f"{Decimal(of):,f}"
    said = UNITS.get(unit, unit)
    return f"{number}{said}" if said in {"", "%"} else f"{number} {said}"


def short_month(iso: str | None) -> str:
    """The month of a figure: "Sep 2023"; nothing where there is no figure."""
    if iso is None:
        return ""
    of = date.fromisoformat(iso)
    return f"{MONTHS[of.month - 1][:3]} {of.year}"


def _drawn(row: KpiFacts) -> Trend | None:
    """The measure as a line, where it has points enough."""
    if len(row["series"]) < LEAST_POINTS:
        return None
    first, last = row["series"][0], row["series"][-1]
    unit = UNITS.get(row["unit"], row["unit"])
    course = COURSES.get(row["trend"], "").lower()
    alt = (
        f"{row['name']}: {value(first[1], row['unit'])} in {_month(first[0])},"
        f" {value(last[1], row['unit'])} in {_month(last[0])};"
        f" target {value(row['target'], row['unit'])}, floor {value(row['floor'], row['unit'])}."
    )
    return Trend(
        f"{row['ref']} {row['name']}: {course}",
        tuple((short_month(end), Decimal(number)) for end, number in row["series"]),
        alt,
        unit,
        Decimal(row["target"]) if row["target"] else None,
        Decimal(row["floor"]) if row["floor"] else None,
    )


def _month(iso: str) -> str:
    return month_in_words(date.fromisoformat(iso))
