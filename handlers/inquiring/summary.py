"""The plan, or an area of it, in figures: each action counted once, and what stands beside it."""

from __future__ import annotations

from handlers.inquiring.answering import question
from handlers.inquiring.lines import due_of, number, phrase, why_of
from handlers.inquiring.scene import Scene
from handlers.wording.inquiries import Answer, Entry, Number
from handlers.wording.phrases import begun
from models.figure import Group
from models.message import Button, Text, Tone, args, text
from models.rating import Ratings
from models.rating_view import rate_area
from models.spoken import count_in_words, list_in_words
from models.states import Mark, MonitoringLevel, Rating
from models.tally import (
    Row,
    Rows,
    by_area,
    by_group,
    due_within,
    green_redated,
    marked,
    overdue,
)

SOON = 30
"""Days ahead that a summary looks."""
SHOWN = (Rating.GREEN, Rating.AMBER, Rating.RED, Rating.BLUE)
_OTHERS = (Group.NOT_RATED, Group.SUSPENDED, Group.WITHDRAWN)


@question("summary", "See how the plan, or an area, stands", examples=("summary", "summary area 6"))
def summary(scene: Scene) -> Answer:
    """Every action once under its rating, then the dates and the marks that stand beside it."""
    rows, today = scene.rows, scene.today
    numbers = [*_ratings(scene, rows), *_beside(scene, rows)]
    soon = number(scene, "soon", f"Due in {SOON} days", due_within(rows, today, SOON))
    late = number(scene, "overdue", "Due date passed", overdue(rows, today), label="overdue")
    return Answer(
        "summary",
        _head(scene, rows),
        numbers=(*numbers, *([late] if late.entries else []), soon),
        ways=_ways(scene),
    )


def _head(scene: Scene, rows: Rows) -> str:
    grouped, scheme = by_group(rows), scene.partnership.scheme
    counts = [
        f"{len(grouped[Group(rating.value)])} {phrase(scheme, rating)}"
        for rating in SHOWN
        if grouped[Group(rating.value)]
    ]
    where = _where(scene)
    said = f": {list_in_words(counts)}" if counts else ""
    counted = count_in_words(len(rows), "action")
    return f"{where} has {counted}{said}." if where else f"{counted}{said}."


def _where(scene: Scene) -> str:
    if not scene.wanted["area"]:
        return ""
    area = scene.areas[scene.wanted["area"]]
    return f"Area {area.number}, {area.short_title},"


def _ratings(scene: Scene, rows: Rows) -> list[Number]:
    grouped, scheme = by_group(rows), scene.partnership.scheme
    found = [
        number(
            scene,
            rating.value,
            scheme.said(rating),
            grouped[Group(rating.value)],
            label=phrase(scheme, rating),
            of=len(rows),
            body=why_of if rating in {Rating.AMBER, Rating.RED} else due_of,
        )
        for rating in SHOWN
    ]
    found += [
        number(scene, group.value, _group_said(group), grouped[group], of=len(rows))
        for group in _OTHERS
        if grouped[group]
    ]
    return found


def _group_said(group: Group) -> str:
    return {
        Group.NOT_RATED: "Not rated",
        Group.SUSPENDED: "Suspended",
        Group.WITHDRAWN: "Withdrawn",
    }[group]


def _beside(scene: Scene, rows: Rows) -> list[Number]:
    green = scene.partnership.scheme.ratings[Rating.GREEN].word
    later = green_redated(rows)
    found = [number(scene, "green_redated", f"{green} against a later date", later)]
    for mark in (Mark.STALE, Mark.UNREPORTED, Mark.EVIDENCE_AWAITED):
        said = scene.partnership.scheme.marks[mark]
        found.append(number(scene, mark.value, said, marked(rows, mark)))
    return [each for each in found if each.entries]


def _ways(scene: Scene) -> tuple[Button, ...]:
    asked = scene.wanted.asked
    ways = [Button("What changed", "changes", args(**asked))]
    if not scene.wanted["area"]:
        ways.append(Button("Area by area", "areas", args(**asked)))
    return tuple(ways)


@question("areas", "See how each area stands", examples=("how are the areas?",))
def areas(scene: Scene) -> Answer:
    """Each area with its own rating, which is never an average, and its counts."""
    inside = by_area(scene.rows)
    lines = tuple(_area_line(scene, area, rows) for area, rows in inside.items())
    listed = Number("areas", "Areas", lines, lists=("area", "areas"))
    red = [area for area, rows in inside.items() if _rated(scene, area, rows)[0] is Rating.RED]
    said = scene.partnership.scheme.ratings[Rating.RED].said
    bad = f"{said}: {'area' if len(red) == 1 else 'areas'} {list_in_words(red)}"
    head = f"{count_in_words(len(inside), 'area')}. {bad if red else f'None is {said}'}."
    return Answer("areas", head, numbers=(listed,), shown="areas")


def _area_line(scene: Scene, area: str, rows: Rows) -> Entry:
    rating, reason = _rated(scene, area, rows)
    brag = scene.partnership.scheme
    asked = {**scene.wanted.asked, "area": area}
    title = scene.areas[area].short_title if area in scene.areas else ""
    return Entry(
        title=f"{area} {title}",
        body=_counts(scene, rows, reason),
        tag=brag.said(rating),
        tone=brag.ratings[rating].tone if rating else Tone.NONE,
        buttons=(Button(f"Area {area}", "summary", args(**asked)),),
    )


def _counts(scene: Scene, rows: Rows, reason: str) -> Text:
    grouped, scheme = by_group(rows), scene.partnership.scheme
    counts = [
        f"{len(grouped[Group(r.value)])} {phrase(scheme, r)}"
        for r in SHOWN
        if grouped[Group(r.value)]
    ]
    said = f"{begun(count_in_words(len(rows), 'action'))}"
    return text(f"{said}: {list_in_words(counts)}. {reason}" if counts else f"{said}. {reason}")


def _rated(scene: Scene, area: str, rows: Rows) -> tuple[Rating | None, str]:
    """The area's own rating: what was published, or by the rule as it stands."""
    if scene.snapshot is not None:
        for each in scene.snapshot["areas"]:
            if each["no"] == area:
                return (Rating(each["rating"]) if each["rating"] else None), each["reason"]
        return None, ""
    found = rate_area([_sides(scene, row) for row in rows], scheme=scene.partnership.scheme)
    return found.value, found.reason


def _sides(scene: Scene, row: Row) -> tuple[Ratings, MonitoringLevel]:
    assert scene.standing is not None
    return scene.standing[row.action_id].ratings, row.monitoring
