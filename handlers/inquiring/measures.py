"""The measures: at target, at the floor, below it; where each is going, and which actions move it.

A measure is never merged with the rating of an action: a figure may fall because the action works.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import bindparam, select
from sqlalchemy.orm import selectinload

from handlers.inquiring.answering import question
from handlers.inquiring.lines import due_of, entry
from handlers.inquiring.scene import Scene
from handlers.wording.inquiries import Answer, Entry, Number
from models.kpi import ActionKpi, Kpi, KpiObservation
from models.kpi_rule import Goal, Observation, goal_on, in_words, known_on, rate_kpi
from models.kpi_trend import trend
from models.message import Button, Moment, Run, Tone, args, text
from models.snapshot import KpiFacts
from models.spoken import list_in_words
from models.states import Direction, Rating


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure as it is told."""

    ref: str
    name: str
    area: str
    rating: Rating | None
    reason: str
    known_of: date | None
    going: str
    note: str
    actions: tuple[str, ...]


@question("measures", "See how the measures stand", examples=("KPIs",))
def measures(scene: Scene) -> Answer:
    """Every measure of what may be seen, the worst first, each opening its actions."""
    found = _published(scene) if scene.snapshot is not None else _working(scene)
    worst = sorted(found, key=lambda m: -(m.rating.severity if m.rating else -1))
    numbers = tuple(_number(scene, rating, said, worst) for rating, said in SAID.items())
    everything = Number("all", "Measures", _lines(scene, worst), label="measures", lists=_LISTS)
    counts = [f"{len(n.entries)} {n.label}" for n in numbers if n.entries]
    said = list_in_words(counts)
    total = len(everything.entries)
    noun = "measure" if total == 1 else "measures"
    head = f"{total} {noun}: {said}." if counts else "There is no measure among what you may see."
    return Answer(
        "measures",
        head,
        numbers=(everything, *(n for n in numbers if n.entries)) if found else (),
        shown="all",
        hidden=tuple(_behind(scene, measure) for measure in worst),
    )


_LISTS = ("measure", "measures")
SAID = {
    Rating.GREEN: "at their target",
    Rating.AMBER: "at their floor, not at their target",
    Rating.RED: "below their floor",
    None: "that cannot be rated yet",
}


SHORT = {
    Rating.BLUE: "proven",
    Rating.GREEN: "target met",
    Rating.AMBER: "floor met",
    Rating.RED: "below floor",
}
"""How a measure's rating is said beside it: it is of a figure, not of an action's time."""


def _number(scene: Scene, rating: Rating | None, said: str, found: Sequence[Measure]) -> Number:
    inside = [measure for measure in found if measure.rating is rating]
    key = rating.value if rating else "not_rated"
    name = f"Measures {said}"
    return Number(key, name, _lines(scene, inside), label=said, of=len(found), lists=_LISTS)


def _lines(scene: Scene, found: Sequence[Measure]) -> tuple[Entry, ...]:
    return tuple(_line(scene, measure) for measure in found)


def _line(scene: Scene, measure: Measure) -> Entry:
    scheme = scene.partnership.scheme
    parts: list[str | Run] = [measure.reason]
    if measure.known_of is not None:
        parts += [" Figure of ", Moment(measure.known_of), "."]
    parts += [f" {said}" for said in (measure.going, measure.note) if said]
    asked = {**scene.wanted.asked, "question": "measures", "of": f"actions:{measure.ref}"}
    label = f"Actions of {measure.ref}"
    ways = (Button(label, "inquiry.list", args(**asked)),) if measure.actions else ()
    return Entry(
        title=f"{measure.ref} {measure.name}",
        body=text(*parts),
        tag=f"{scheme.ratings[measure.rating].word}, {SHORT[measure.rating]}"
        if measure.rating
        else scheme.not_rated,
        tone=scheme.ratings[measure.rating].tone if measure.rating else Tone.NONE,
        buttons=ways,
    )


def _behind(scene: Scene, measure: Measure) -> Number:
    """The actions that are meant to move a measure."""
    refs = set(measure.actions)
    rows = [row for row in scene.everything if row.ref in refs]
    lines = tuple(entry(scene, row, due_of(row)) for row in rows)
    return Number(f"actions:{measure.ref}", f"Actions that move {measure.ref}", lines)


def _working(scene: Scene) -> list[Measure]:
    kpis = scene.session.scalars(_KPIS, {"plan": scene.plan.id}).all()
    rows: dict[int, list[KpiObservation]] = defaultdict(list)
    for row in scene.session.scalars(_OBSERVATIONS, {"plan": scene.plan.id}):
        rows[row.kpi_id].append(row)
    linked = _linked(scene)
    seen = {row.area for row in scene.rows}
    return [
        _measure(scene, kpi, rows[kpi.id], linked)
        for kpi in kpis
        if (kpi.area.number if kpi.area else "") in seen
        or (kpi.area is None and scene.sight.is_whole and not scene.wanted["area"])
    ]


_KPIS = (
    select(Kpi)
    .where(Kpi.plan_id == bindparam("plan"))
    .order_by(Kpi.position, Kpi.id)
    .options(selectinload(Kpi.targets))
)
_OBSERVATIONS = (
    select(KpiObservation)
    .join(Kpi, Kpi.id == KpiObservation.kpi_id)
    .where(Kpi.plan_id == bindparam("plan"))
    .order_by(KpiObservation.id)
)


def _linked(scene: Scene) -> Mapping[str, tuple[str, ...]]:
    """By a measure's reference, those of the actions that are meant to move it."""
    refs = {row.action_id: row.ref for row in scene.everything}
    found: dict[str, list[str]] = defaultdict(list)
    for link in scene.session.execute(select(ActionKpi.action_id, ActionKpi.kpi_ref)):
        if link.action_id in refs:
            found[link.kpi_ref].append(refs[link.action_id])
    return {ref: tuple(actions) for ref, actions in found.items()}


def _measure(
    scene: Scene, kpi: Kpi, rows: list[KpiObservation], linked: Mapping[str, tuple[str, ...]]
) -> Measure:
    known = [row for row in rows if row.entered_at <= scene.at]
    series = known_on((_observation(scene, row) for row in known), scene.today)
    goals = (Goal(t.value, t.floor, t.known_from) for t in kpi.targets)
    direction = Direction(kpi.direction)
    value: Decimal | None = series[-1].value if series else None
    rated = rate_kpi(
        value,
        goal_on(goals, scene.today),
        direction=direction,
        unit=kpi.unit,
        scheme=scene.partnership.scheme,
    )
    return Measure(
        ref=kpi.ref,
        name=kpi.name,
        area=kpi.area.number if kpi.area else "",
        rating=rated.rating,
        reason=rated.reason,
        known_of=series[-1].period_end if series else None,
        going=trend(series, direction).reason if series else "",
        note=kpi.note,
        actions=linked.get(kpi.ref, ()),
    )


def _observation(scene: Scene, row: KpiObservation) -> Observation:
    entered = row.entered_at.astimezone(scene.partnership.zone).date()
    return Observation(row.period_end, row.value, entered if row.supersedes_id else None)


def _published(scene: Scene) -> list[Measure]:
    assert scene.snapshot is not None
    area = scene.wanted["area"]
    linked: dict[str, list[str]] = defaultdict(list)
    for action in scene.snapshot["actions"]:
        for ref in action["kpis"]:
            linked[ref].append(action["ref"])
    return [
        Measure(
            ref=kpi["ref"],
            name=kpi["name"],
            area=kpi["area"] or "",
            rating=Rating(kpi["rating"]) if kpi["rating"] else None,
            reason=_now(kpi),
            known_of=date.fromisoformat(kpi["now_of"]) if kpi["now_of"] else None,
            going=kpi["trend_words"],
            note=kpi["reading_note"],
            actions=tuple(linked.get(kpi["ref"], ())),
        )
        for kpi in scene.snapshot["kpis"]
        if not area or kpi["area"] == area
    ]


def _now(kpi: KpiFacts) -> str:
    """The figure beside its target and floor: "13.2 per cent; target 60 per cent."."""
    named = (("", kpi["now"]), ("target ", kpi["target"]), ("floor ", kpi["floor"]))
    said = [f"{name}{in_words(Decimal(v), kpi['unit'])}" for name, v in named if v is not None]
    return f"{'; '.join(said)}." if said else "No figure is known yet."
