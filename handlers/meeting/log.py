"""A meeting's decision log: read from the record once, and said as a paper from that alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.meeting.permitted import require_reader
from handlers.meeting.records import (
    actions_of,
    decisions_of,
    items_of,
    meeting_name,
    name_of,
)
from handlers.request import RefusedError, Request
from handlers.wording.bodies import in_their_words
from handlers.wording.meetings import KINDS
from models.meeting import Body, Decision, Meeting
from models.meeting_states import decision_name
from models.partnership import Partnership
from models.plan import Action, Plan

KEY = re.compile(r"meeting/(\d{1,9})\.(docx|pdf|html|json)")


class ItemJson(TypedDict):
    """One item of the agenda."""

    position: int
    kind: str
    title: str
    state: str
    action: str | None


class DecisionJson(TypedDict):
    """One decision or note; `item` is its place on the agenda."""

    name: str
    number: int
    item: int | None
    action: str | None
    is_note: bool
    words: str
    by: str
    at: str
    replaces: str | None
    replaced_by: str | None


class ArisingJson(TypedDict):
    """One action that arose, as it stands when the log is made."""

    ref: str
    words: str
    owner: str
    due: str
    state: str
    about: str | None
    by: str


class LogJson(TypedDict):
    """The whole log."""

    id: int
    name: str
    body: str
    body_name: str
    plan: str
    classification: str
    zone: str
    held_on: str
    state: str
    opened_by: str
    opened_at: str
    minutes_by: str | None
    closed_by: str | None
    closed_at: str | None
    items: list[ItemJson]
    decisions: list[DecisionJson]
    actions: list[ArisingJson]


def log_of(session: Session, meeting: Meeting, partnership: Partnership) -> LogJson:
    """A meeting's log as the record stands."""
    plan = session.get_one(Plan, meeting.plan_id)
    bodies = partnership.bodies
    refs = _refs(session, meeting)
    return {
        "id": meeting.id,
        "name": meeting_name(session, meeting, partnership),
        "body": meeting.body.value,
        "body_name": bodies.delivery_group if meeting.body is Body.PDG else bodies.board,
        "plan": plan.title,
        "classification": plan.classification,
        "zone": partnership.time_zone,
        "held_on": meeting.held_on.isoformat(),
        "state": meeting.state.value,
        "opened_by": name_of(session, meeting.opened_by_id),
        "opened_at": _instant(meeting.opened_at),
        "minutes_by": name_of(session, meeting.minuted_by_id) or None,
        "closed_by": name_of(session, meeting.closed_by_id) or None,
        "closed_at": _instant(meeting.closed_at) if meeting.closed_at else None,
        "items": [
            {
                "position": item.position,
                "kind": in_their_words(KINDS[item.kind], bodies),
                "title": item.title,
                "state": item.state.value,
                "action": refs.get(int(item.about.get("action_id", 0))),
            }
            for item in items_of(session, meeting)
        ],
        "decisions": _decisions(session, meeting, partnership, refs),
        "actions": [
            {
                "ref": row.ref,
                "words": row.words,
                "owner": row.owner.name,
                "due": row.due.isoformat(),
                "state": row.state.value,
                "about": refs.get(row.action_id or 0),
                "by": name_of(session, row.by_id),
            }
            for row in actions_of(session, meeting)
        ],
    }


def _refs(session: Session, meeting: Meeting) -> dict[int, str]:
    rows = session.execute(select(Action.id, Action.ref).where(Action.plan_id == meeting.plan_id))
    return {row.id: row.ref for row in rows}


def _decisions(
    session: Session, meeting: Meeting, partnership: Partnership, refs: dict[int, str]
) -> list[DecisionJson]:
    rows = decisions_of(session, meeting)
    called = meeting_name(session, meeting, partnership)
    names = {row.id: decision_name(called, row.number) for row in rows}
    later = {row.replaces_id: names[row.id] for row in rows if row.replaces_id}
    positions = {item.id: item.position for item in items_of(session, meeting)}

    def told(row: Decision) -> DecisionJson:
        return {
            "name": names[row.id],
            "number": row.number,
            "item": positions.get(row.item_id or 0),
            "action": refs.get(row.action_id or 0),
            "is_note": row.is_note,
            "words": row.words,
            "by": name_of(session, row.by_id),
            "at": _instant(row.at),
            "replaces": names.get(row.replaces_id or 0),
            "replaced_by": later.get(row.id),
        }

    return [told(row) for row in rows]


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def log_asked(request: Request, key: str) -> tuple[LogJson, str]:
    """The log and the form that a download names, where the reader may have it.

    Raises:
        RefusedError: there is no such log, or it is not for them.
    """
    named = KEY.fullmatch(key)
    meeting = request.session.get(Meeting, int(named[1])) if named else None
    if named is None or meeting is None:
        raise RefusedError("There is no such log; open the newest message about the meeting.")
    require_reader(request, meeting)
    return log_of(request.session, meeting, request.partnership), named[2]


def file_name(log: LogJson, kind: str) -> str:
    """What a log is called as a file: "decisions-pdg-2023-10.pdf"."""
    plain = re.sub(r"[^a-z0-9]+", "-", log["name"].lower()).strip("-")
    return f"decisions-{plain or log['id']}.{kind}"


def meeting_called(session: Session, words: str, partnership: Partnership) -> Meeting:
    """The meeting that is meant: "PDG 2023-10", "pdg-2023-10", or its number.

    Raises:
        RefusedError: there is none; says which there are.
    """
    key = _key(words)
    meetings = session.scalars(select(Meeting).order_by(Meeting.id)).all()
    names = {meeting_name(session, each, partnership): each for each in meetings}
    for name, each in names.items():
        if key in {_key(name), str(each.id)}:
            return each
    known = ", ".join(list(names)[-5:]) or "none yet"
    raise RefusedError(f"There is no meeting {words.strip()[:40]!r}; the latest are: {known}.")


def _key(words: str) -> str:
    return re.sub(r"[\s_-]+", "", words).casefold()
