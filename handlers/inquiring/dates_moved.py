"""Which due dates moved: by decision, by correction, and asked for but not decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, or_, select

from handlers.inquiring.answering import question
from handlers.inquiring.changes import compared_rows
from handlers.inquiring.lines import due_of, number
from handlers.inquiring.scene import Scene
from handlers.wording.inquiries import Answer, Number
from handlers.wording.phrases import cut_words
from models.change import ChangeRequest, ChangeTopic
from models.message import Moment, Run, Text, text
from models.plan import Action, ActionChange, ChangeKind
from models.spoken import count_in_words
from models.tally import Change, Row, redated


@dataclass(frozen=True, slots=True)
class Moved:
    """One change of a due date, or one that is asked for."""

    at: datetime | None
    before: date | None
    after: date | None
    reason: str


By = Mapping[int, list[Moved]]


@question("dates_moved", "See which due dates moved", examples=("dates moved",))
def dates_moved(scene: Scene) -> Answer:
    """Every action whose date moved, with both dates and how often; corrections apart."""
    moved, asked, corrected = _by_kind(scene)
    rows = redated(scene.rows)
    twice = tuple(row for row in rows if row.moves > 1)

    def listing(key: str, name: str, of: By, label: str) -> Number:
        inside = [row for row in scene.rows if row.action_id in of]
        return number(scene, key, name, inside, label=label, body=lambda r: _of_list(r, of))

    numbers = [
        number(
            scene, "moved", "Due date moved", rows, label="moved", of=len(scene.rows),
            body=lambda row: _said(row, moved.get(row.action_id, [])),
        ),
        *_since(scene),
        number(scene, "again", "Moved more than once", twice, label="more than once"),
        listing("asked", "New date asked for, not decided", asked, "asked for"),
        listing("corrected", "Corrected as a mistake of record", corrected, "corrected"),
    ]  # fmt: skip
    moves = f"{count_in_words(len(rows), 'due date')} moved by decision since the plan was agreed."
    head = moves if rows else "No due date has moved by decision since the plan was agreed."
    return Answer(
        "dates_moved",
        head,
        numbers=tuple(n for n in numbers if n.entries or n.key == "moved"),
        shown="moved",
    )


def _since(scene: Scene) -> list[Number]:
    compared, since, _ = compared_rows(scene)
    if compared is None:
        return []
    found = tuple(row for row in compared if Change.redated(row))
    return [number(scene, "since", f"Since {since}", found, label="since the last Board")]


def _said(row: Row, changes: list[Moved]) -> Text:
    """Both dates and how often; why it moved last."""
    why = next((c.reason for c in reversed(changes) if c.reason), "")
    parts = text(*due_of(row), f" Moved {count_in_words(row.moves, 'time')}.")
    return (*parts, *text(f" {cut_words(why)}")) if why else parts


def _of_list(row: Row, of: By) -> Text:
    newest = of[row.action_id][-1]
    parts: list[str | Run] = ["From ", _day(newest.before), " to ", _day(newest.after), "."]
    if newest.reason:
        parts.append(f" {cut_words(newest.reason)}")
    return text(*parts)


def _day(day: date | None) -> str | Moment:
    return Moment(day) if day is not None else "no date"


def _by_kind(scene: Scene) -> tuple[By, By, By]:
    """Moved, asked for and corrected, by action."""
    if scene.snapshot is not None:
        return _published(scene)
    where = {"plan": scene.plan.id, "at": scene.at}
    moved: dict[int, list[Moved]] = defaultdict(list)
    corrected: dict[int, list[Moved]] = defaultdict(list)
    for change in scene.session.scalars(_CHANGES, where):
        found = Moved(change.at, _iso(change.before), _iso(change.after), change.reason)
        kind = moved if change.kind is ChangeKind.MOVE else corrected
        kind[change.action_id].append(found)
    asked: dict[int, list[Moved]] = defaultdict(list)
    for request in scene.session.scalars(_ASKED, where):
        if request.action_id is not None:
            asked[request.action_id].append(
                Moved(request.at, request.due_before, request.due_asked, request.reason)
            )
    return moved, asked, corrected


_CHANGES = (
    select(ActionChange)
    .join(Action, Action.id == ActionChange.action_id)
    .where(
        Action.plan_id == bindparam("plan"),
        ActionChange.field == "due",
        ActionChange.kind.in_((ChangeKind.MOVE, ChangeKind.CORRECTION_OF_RECORD)),
        ActionChange.at <= bindparam("at"),
    )
    .order_by(ActionChange.id)
)
_ASKED = (
    select(ChangeRequest)
    .where(
        ChangeRequest.plan_id == bindparam("plan"),
        ChangeRequest.topic == ChangeTopic.DUE,
        ChangeRequest.at <= bindparam("at"),
        or_(ChangeRequest.settled_at.is_(None), ChangeRequest.settled_at > bindparam("at")),
    )
    .order_by(ChangeRequest.id)
)
"""What was asked and not settled by then."""


def _iso(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _published(scene: Scene) -> tuple[By, By, By]:
    assert scene.snapshot is not None
    ids = {row.ref: row.action_id for row in scene.everything}
    kinds: dict[str, dict[int, list[Moved]]] = {"moved": {}, "asked": {}, "corrected": {}}
    for each in scene.snapshot["dates"]:
        found = Moved(None, _iso(each["before"]), _iso(each["after"]), each["reason"])
        if (action_id := ids.get(each["ref"])) is not None:
            kinds[each["kind"]].setdefault(action_id, []).append(found)
    return kinds["moved"], kinds["asked"], kinds["corrected"]
