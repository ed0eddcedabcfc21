"""The figures of a Board's report, from its frozen snapshot: each with the records behind it.

Each action is counted once: under its reported rating, or under its stage where that has a label of
its own. Shares have one decimal and add up to 100.0 by the largest remainder (Hamilton's method),
as in Bromsgrove's monthly line: "of the 147 actions ... 82.3% on target, 11.6% one month behind".

A figure's id is stable ("headline.red", "area.6.amber", "due.30"): the paper links by it, and
`rollcall report trace` asks by it.
"""

from __future__ import annotations

from models.figure import Figure
from models.rollup_answers import measures, response
from models.rollup_counts import areas, due, headline, marks, stages
from models.rollup_moves import dates, movement
from models.rollup_proof import proof
from models.snapshot import Snapshot

PARTS = (headline, movement, areas, marks, stages, proof, due, dates, measures, response)
"""In the order in which the paper says them."""


def figures(snapshot: Snapshot) -> dict[str, Figure]:
    """Every figure of the report by its id."""
    return {figure.id: figure for part in PARTS for figure in part(snapshot)}
