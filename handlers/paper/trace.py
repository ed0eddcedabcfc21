"""Figures and the records behind them, for `report figures` and `report trace`."""

from __future__ import annotations

from typing import TypedDict

from handlers.paper.frozen import Frozen
from handlers.request import RefusedError
from models.figure import Behind, Figure
from models.snapshot import ActionFacts, KpiFacts, Snapshot


class FigureJson(TypedDict):
    """One figure of a report."""

    id: str
    says: str
    text: str
    number: int
    of: int | None
    share: str | None
    behind: str
    records: list[str]


class TraceJson(TypedDict):
    """One figure with its records in full, as the snapshot holds them."""

    report: str
    sha256: str
    figure: FigureJson
    actions: list[ActionFacts]
    measures: list[KpiFacts]


def figures_json(snapshot: Snapshot) -> list[FigureJson]:
    """Every figure of the report, in the order in which the paper says them."""
    return [_json(figure) for figure in Frozen(snapshot).figures.values()]


def trace_json(snapshot: Snapshot, figure_id: str) -> TraceJson:
    """One figure and the whole record of each action or measure that it counts.

    Raises:
        RefusedError: the report has no such figure; the sentence names some like it.
    """
    frozen = Frozen(snapshot)
    figure = frozen.figures.get(figure_id.strip())
    if figure is None:
        raise RefusedError(_unknown(frozen, figure_id))
    is_measure = figure.behind is Behind.MEASURES
    return {
        "report": frozen.name,
        "sha256": frozen.sha256,
        "figure": _json(figure),
        "actions": [a for a in snapshot["actions"] if not is_measure and a["ref"] in figure.refs],
        "measures": [k for k in snapshot["kpis"] if is_measure and k["ref"] in figure.refs],
    }


def _json(figure: Figure) -> FigureJson:
    return {
        "id": figure.id,
        "says": figure.says,
        "text": figure.text,
        "number": figure.number,
        "of": figure.of,
        "share": None if figure.share is None else str(figure.share),
        "behind": figure.behind.value,
        "records": list(figure.refs),
    }


SUGGESTED = 5


def _unknown(frozen: Frozen, figure_id: str) -> str:
    family = figure_id.strip().split(".", maxsplit=1)[0]
    like = [name for name in frozen.figures if name.split(".", maxsplit=1)[0] == family]
    shown = ", ".join((like or list(frozen.figures))[:SUGGESTED])
    return (
        f"Report {frozen.name} has no figure {figure_id.strip()[:40]!r}. It has, among others:"
        f" {shown}; rollcall report figures lists them all."
    )
