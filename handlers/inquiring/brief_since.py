"""What came after a paper's figures closed: late answers, moved dates, and decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select

from handlers.asking.lines_of import words_of
from handlers.cycle_of import cut_off_of
from handlers.inquiring.lines import entry
from handlers.inquiring.papers_read import papers_read
from handlers.inquiring.rows_working import said_by
from handlers.inquiring.scene import Scene
from handlers.wording.inquiries import Entry
from handlers.wording.phrases import begun, cut_words
from models.cycle import Cycle
from models.meeting import Body, Decision, Meeting
from models.message import Moment, Quote, Run, text
from models.plan import Action, ActionChange, ChangeKind
from models.snapshot import load
from models.update import Update, UpdateKind


@dataclass(frozen=True, slots=True)
class Paper:
    """A cycle's paper: its name, when its figures closed, and when it went out."""

    name: str
    closed_at: datetime
    issued_at: datetime | None


def closed_paper(scene: Scene) -> Paper | None:
    """The paper of the meeting that comes: the one whose figures closed last."""
    issued = next(iter(papers_read(scene.session, scene.plan.id, scene.at, most=1)), None)
    for cycle in scene.session.scalars(_CLOSED, {"plan": scene.plan.id, "on": scene.wanted.today}):
        closed = cut_off_of(scene.session, cycle, scene.partnership)
        if closed > scene.at:
            continue
        if issued is None or cycle.board_meeting > issued.cycle.board_meeting:
            return Paper(cycle.code, closed, None)
        break
    if issued is None:
        return None
    closed = datetime.fromisoformat(load(issued.snapshot)["closed_at"])
    return Paper(issued.name, closed, issued.issued_at)


_CLOSED = (
    select(Cycle)
    .where(
        Cycle.plan_id == bindparam("plan"),
        Cycle.update_cut_off <= bindparam("on"),
        Cycle.board_meeting >= bindparam("on"),
    )
    .order_by(Cycle.board_meeting.desc())
)


def late_answers(scene: Scene, paper: Paper) -> tuple[Entry, ...]:
    """Every answer that came after the figures closed, the newest first."""
    assert scene.standing is not None
    found: list[tuple[datetime, Entry]] = []
    for row in scene.rows:
        for update in scene.standing[row.action_id].answers:
            is_late = paper.closed_at < update.received_at <= scene.at
            if is_late and update.kind is not UpdateKind.IMPORT:
                line = entry(scene, row, text(*_told(scene, update, paper)))
                found.append((update.received_at, line))
    return tuple(line for _, line in sorted(found, key=lambda pair: pair[0], reverse=True))


def _told(scene: Scene, update: Update, paper: Paper) -> list[str | Run]:
    who = begun(said_by(update, scene.names))
    parts: list[str | Run] = [f"{who}, ", Moment(update.received_at)]
    if paper.issued_at is not None and update.received_at > paper.issued_at:
        parts.append(", after the paper was issued")
    if update.rating is not None:
        parts.append(f": {scene.partnership.scheme.said(update.rating)}")
    words = words_of(update)
    return [*parts, ". ", Quote(cut_words(words))] if words else [*parts, "."]


_MOVES = (
    select(ActionChange)
    .join(Action, Action.id == ActionChange.action_id)
    .where(
        Action.plan_id == bindparam("plan"),
        ActionChange.field == "due",
        ActionChange.kind == ChangeKind.MOVE,
        ActionChange.at > bindparam("since"),
        ActionChange.at <= bindparam("at"),
    )
    .order_by(ActionChange.id.desc())
)


def moved_dates(scene: Scene, paper: Paper) -> tuple[Entry, ...]:
    """Every due date that moved since then, the newest first."""
    rows = {row.action_id: row for row in scene.rows}
    where = {"plan": scene.plan.id, "since": paper.closed_at, "at": scene.at}
    return tuple(
        entry(
            scene,
            rows[change.action_id],
            text("From ", _day(change.before), " to ", _day(change.after), _why(change.reason)),
        )
        for change in scene.session.scalars(_MOVES, where)
        if change.action_id in rows
    )


def _day(iso: object) -> str | Moment:
    return Moment(date.fromisoformat(iso)) if isinstance(iso, str) else "no date"


def _why(reason: str) -> str:
    return f". {cut_words(reason)}" if reason else "."


_DECISIONS = (
    select(Decision, Meeting.body)
    .join(Meeting, Meeting.id == Decision.meeting_id)
    .where(
        Meeting.plan_id == bindparam("plan"),
        Decision.at > bindparam("since"),
        Decision.at <= bindparam("at"),
        Decision.is_note.is_(False),
    )
    .order_by(Decision.id.desc())
)


def decisions(scene: Scene, paper: Paper) -> tuple[Entry, ...]:
    """Every decision since then that no later one replaces, the newest first."""
    where = {"plan": scene.plan.id, "since": paper.closed_at, "at": scene.at}
    found = scene.session.execute(_DECISIONS, where).all()
    replaced = {decision.replaces_id for decision, _ in found}
    rows = {row.action_id: row for row in scene.rows}
    return tuple(
        _decision(scene, decision, body, rows[decision.action_id].ref if decision.action_id else "")
        for decision, body in found
        if decision.id not in replaced
        and (decision.action_id in rows if decision.action_id else scene.sight.is_whole)
    )


def _decision(scene: Scene, decision: Decision, body: Body, ref: str) -> Entry:
    bodies = scene.partnership.bodies
    who = bodies.board_short if body is Body.BOARD else f"the {bodies.delivery_group_short}"
    about = f"{ref}: " if ref else ""
    return Entry(
        title=f"{about}{decision.words}",
        body=text(f"Decided by {who}, ", Moment(decision.at), "."),
        action_id=decision.action_id,
        ref=ref,
    )
