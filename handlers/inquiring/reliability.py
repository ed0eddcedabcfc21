"""How reliable the forecasts are: each expected date beside what became of it; never by person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from handlers.inquiring.answering import question
from handlers.inquiring.lines import entry
from handlers.inquiring.papers_read import papers_read
from handlers.inquiring.scene import Scene
from handlers.wording.inquiries import Answer, Entry, Number
from handlers.wording.phrases import local_day
from models.message import Moment, Run, text
from models.reliability import (
    Forecast,
    Judged,
    Outcome,
    days_late,
    judged,
    of_outcome,
    per_cent,
    share_kept,
)
from models.snapshot import load
from models.spoken import count_in_words

SAID = {
    Outcome.KEPT: ("Kept", "kept"),
    Outcome.MISSED: ("Missed", "missed"),
    Outcome.RUNNING: ("Their day is still to come", "still to come"),
}
_LISTS = ("forecast", "forecasts")


@question(
    "reliability",
    "See how reliable the forecasts are",
    examples=("how reliable are our forecasts?",),
)
def reliability(scene: Scene) -> Answer:
    """How many forecasts came true, and by how much the others were missed."""
    given = _published(scene) if scene.is_published else _given(scene)
    delivered = {row.ref: row.delivered_on for row in scene.rows}
    found = judged(given, delivered, scene.today)
    come = sum(one.outcome is not Outcome.RUNNING for one in found)
    numbers = [
        Number(
            outcome.value,
            name,
            _lines(scene, of_outcome(found, outcome)),
            label,
            None if outcome is Outcome.RUNNING else come,
            lists=_LISTS,
        )
        for outcome, (name, label) in SAID.items()
    ]
    late = days_late(found)
    if late is not None:
        lines = _lines(scene, of_outcome(found, Outcome.MISSED))
        said = count_in_words(late, "day")
        name = "Usual delay of those missed"
        numbers.append(Number("late_by", name, lines, "with their delay", value=said, lists=_LISTS))
    return Answer(
        "reliability",
        _head(found),
        numbers=tuple(n for n in numbers if n.entries),
        notes=(text(_NOTE),),
    )


_NOTE = (
    "A forecast is kept where the action was delivered on or before the day that was given; the"
    " same day given again counts once."
)


def _head(found: tuple[Judged, ...]) -> str:
    share = share_kept(found)
    if share is None:
        return "No forecast has come to its day yet, so nothing can be said of them."
    come = len([one for one in found if one.outcome is not Outcome.RUNNING])
    kept = len(of_outcome(found, Outcome.KEPT))
    counted = f"{kept} of {count_in_words(come, 'forecast')}"
    return f"{counted} whose day has come {_was(kept)} kept, {per_cent(share)} per cent."


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _lines(scene: Scene, found: Iterable[Judged]) -> tuple[Entry, ...]:
    return tuple(_line(scene, one) for one in found)


def _line(scene: Scene, one: Judged) -> Entry:
    row = scene.by_ref(one.forecast.ref)
    assert row is not None
    parts: list[str | Run] = ["Expected ", Moment(one.forecast.expected)]
    parts += [", said on ", Moment(one.forecast.said_on)]
    if one.delivered_on is not None:
        parts += ["; delivered ", Moment(one.delivered_on)]
    elif one.outcome is Outcome.MISSED:
        parts.append(f"; not delivered, {count_in_words(one.late_by, 'day')} later")
    return entry(scene, row, text(*parts, "."))


def _given(scene: Scene) -> Iterator[Forecast]:
    """Every expected date of the answers that stand, the oldest first."""
    assert scene.standing is not None
    zone = scene.partnership.time_zone
    for row in scene.rows:
        for update in scene.standing[row.action_id].answers:
            if update.forecast is not None:
                said_on = local_day(min(update.received_at, scene.at), zone)
                yield Forecast(row.ref, said_on, update.forecast)


def _published(scene: Scene) -> Iterator[Forecast]:
    """What each report in turn told the Board to expect."""
    seen: set[str] = {row.ref for row in scene.rows}
    for report in reversed(papers_read(scene.session, scene.plan.id, scene.at)):
        snapshot = load(report.snapshot)
        closed = datetime.fromisoformat(snapshot["closed_at"])
        said_on = closed.astimezone(scene.partnership.zone).date()
        for action in snapshot["actions"]:
            if action["ref"] in seen and action["forecast"]:
                yield Forecast(action["ref"], said_on, date.fromisoformat(action["forecast"]))
