"""The plan by area: each action counted once, and what stands beside the ratings."""

from __future__ import annotations

from handlers.paper.frozen import Frozen
from models.document import Column, Paragraph, Row, Section, Table, Text, words
from models.snapshot import AreaFacts
from models.states import Mark, Rating

COUNTED = (Rating.BLUE, Rating.GREEN, Rating.AMBER, Rating.RED)
MARKED = (
    (Mark.RE_DATED, "Re-dated"),
    (Mark.STALE, "No update, 1 cycle"),
    (Mark.UNREPORTED, "No update, 2 cycles"),
    (Mark.NOT_ASKED, "Not asked"),
    (Mark.EVIDENCE_AWAITED, "Evidence awaited"),
)


def by_area(frozen: Frozen) -> Section:
    """Two tables: ratings by area, and what stands beside them."""
    said = (
        "Each action is counted once. An area's own rating is never an average:"
        " one action that is off track in formal monitoring makes its area so."
    )
    return Section(
        "The plan by area",
        (Paragraph(words(said)), _ratings(frozen), _marks(frozen)),
        anchor="areas",
    )


def _ratings(frozen: Frozen) -> Table:
    columns = (
        Column("Area", key=True, share=22),
        *(Column(frozen.word(rating), numeric=True, share=11) for rating in COUNTED),
        Column("Other", numeric=True, share=11),
        Column("All", numeric=True, share=8),
        Column("Area's rating", share=20),
    )
    rows = tuple(Row(_area_cells(frozen, area)) for area in frozen.snapshot["areas"])
    sums = [frozen.figure(f"headline.{rating.value}", based=False) for rating in COUNTED]
    total = Row(
        (
            words("All areas"),
            *(words(figure) for figure in sums),
            words(frozen.figure("headline.other", based=False)),
            words(frozen.figure("headline.all", based=False)),
            (),
        )
    )
    return Table("Actions by area and reported rating", columns, rows, total)


def _area_cells(frozen: Frozen, area: AreaFacts) -> tuple[Text, ...]:
    name = f"area.{area['no']}"
    rating = frozen.rating(area["rating"])
    return (
        words(f"{area['no']} {area['short_title']}"),
        *(words(frozen.figure(f"{name}.{r.value}", based=False)) for r in COUNTED),
        words(frozen.figure(f"{name}.other", based=False)),
        words(frozen.figure(f"{name}.all", based=False)),
        words(rating) if rating else words(frozen.snapshot["words"]["not_rated"]),
    )


def _marks(frozen: Frozen) -> Table:
    columns = (
        Column("Area", key=True, share=25),
        *(Column(head, numeric=True, share=15) for _, head in MARKED),
    )
    rows = [
        Row(
            (
                words(f"{area['no']} {area['short_title']}"),
                *(
                    words(frozen.figure(f"area.{area['no']}.{mark.value}", based=False))
                    for mark, _ in MARKED
                ),
            )
        )
        for area in frozen.snapshot["areas"]
    ]
    sums = (words(frozen.figure(f"mark.{mark.value}", based=False)) for mark, _ in MARKED)
    total = Row((words("All areas"), *sums))
    return Table("What stands beside the ratings, by area", columns, tuple(rows), total)
