"""The agenda of a meeting, made from the record: exceptions first, then what waits for a decision.

What comes up later is added at the end, so that no number of an item ever changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.challenging.asked import open_challenges
from handlers.changing.attending import granted_by_chair, owners_to_attend, waiting_for
from handlers.changing.deciding import MEETS
from handlers.changing.summaries import decision_of, summary_of
from handlers.meeting.records import items_of, last_meeting, name_of
from handlers.moderating.looking import looked_at
from handlers.wording.phrases import cut_words, short_title
from models.cycle import Cycle
from models.meeting import (
    AgendaItem,
    BoardAsk,
    BoardAskState,
    Body,
    ItemKind,
    ItemState,
    Meeting,
    MeetingAction,
)
from models.meeting_states import UNSETTLED
from models.partnership import Partnership
from models.plan import Action
from models.spoken import day_in_words
from models.states import Level, Rating

LONGEST_TITLE = 160
BEFORE_ALL = datetime(2000, 1, 1, tzinfo=UTC)
PUT_OFF = " (put off on "


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that belongs on the agenda."""

    kind: ItemKind
    about: dict[str, Any]
    title: str


@dataclass(frozen=True, slots=True)
class Look:
    """From where an agenda is built."""

    session: Session
    meeting: Meeting
    now: datetime
    partnership: Partnership


def bring_up_to_date(look: Look) -> list[AgendaItem]:
    """Put on the agenda what is not on it yet; gives what is new."""
    session, meeting = look.session, look.meeting
    there = [(item.kind, item.about) for item in items_of(session, meeting)]
    new = [found for found in everything(look) if (found.kind, found.about) not in there]
    return [add_item(session, meeting, each) for each in new]


def add_item(session: Session, meeting: Meeting, found: Found) -> AgendaItem:
    """One more item, at the end."""
    last = select(func.max(AgendaItem.position)).where(AgendaItem.meeting_id == meeting.id)
    row = AgendaItem(
        meeting_id=meeting.id,
        position=(session.scalar(last) or 0) + 1,
        kind=found.kind,
        about=found.about,
        title=cut_words(found.title, LONGEST_TITLE),
    )
    session.add(row)
    session.flush()
    return row


def everything(look: Look) -> Iterator[Found]:
    """All that belongs before the body now, in the order in which it is taken."""
    yield from _exceptions(look)
    yield from _to_attend(look)
    yield from _requests(look)
    yield from _challenges(look)
    if look.meeting.body is Body.BOARD:
        yield from _asks(look)
    yield from _earlier(look)
    if look.meeting.body is Body.PDG:
        yield from _granted(look)
    yield from _deferred(look)


def _exceptions(look: Look) -> Iterator[Found]:
    """For the group all that somebody should look at, for the Board what is off track."""
    cycle = look.session.get(Cycle, look.meeting.cycle_id or 0)
    if cycle is None:
        return
    items = looked_at(look.session, cycle, now=look.now, partnership=look.partnership)
    for item in items:
        ratings = item.standing.ratings
        is_red = ratings.value is Rating.RED
        if is_red or (look.meeting.body is Body.PDG and item.wants_word):
            brag = look.partnership.scheme.brag(ratings.stage, ratings.value)
            title = f"{item.ref} {short_title(item.standing.action.title, 100)}: {brag.label}"
            yield Found(ItemKind.EXCEPTION, {"action_id": item.action_id}, title)


def _level(look: Look) -> Level:
    return MEETS[look.meeting.body][0]


def _to_attend(look: Look) -> Iterator[Found]:
    """The owners of dates past the limit, with whichever body decides on the date."""
    plan_id = look.meeting.plan_id
    waiting = {r.id for r in waiting_for(look.session, plan_id, _level(look), look.partnership)}
    for each in owners_to_attend(look.session, plan_id, look.partnership):
        if each.request.id in waiting:
            owner = each.owner.name if each.owner else "nobody in post"
            about = {"action_id": each.action.id, "request_id": each.request.id}
            title = f"{each.action.ref}: the owner is asked to attend ({owner})"
            yield Found(ItemKind.OWNER_TO_ATTEND, about, title)


def _requests(look: Look) -> Iterator[Found]:
    plan_id, level = look.meeting.plan_id, _level(look)
    for each in waiting_for(look.session, plan_id, level, look.partnership):
        about = _about(each.action, request_id=each.id)
        yield Found(ItemKind.CHANGE_REQUEST, about, decision_of(look.session, each))


def _challenges(look: Look) -> Iterator[Found]:
    for each in open_challenges(look.session, look.meeting.plan_id):
        if look.meeting.body is Body.PDG or each.level is Level.BOARD:
            about = {"action_id": each.action_id, "challenge_id": each.id}
            title = f"{each.action.ref}: {each.question}"
            yield Found(ItemKind.CHALLENGE, about, title)


def _asks(look: Look) -> Iterator[Found]:
    rows = look.session.execute(
        select(BoardAsk, Action)
        .join(Action, Action.id == BoardAsk.action_id)
        .where(BoardAsk.state == BoardAskState.OPEN, Action.plan_id == look.meeting.plan_id)
        .order_by(BoardAsk.id)
    )
    for ask, action in rows:
        about = {"action_id": action.id, "ask_id": ask.id}
        yield Found(ItemKind.BOARD_ASK, about, f"{action.ref}: {ask.words}")


def _earlier(look: Look) -> Iterator[Found]:
    """What the same body's earlier meetings left and nobody has finished."""
    rows = look.session.scalars(
        select(MeetingAction)
        .join(Meeting, Meeting.id == MeetingAction.meeting_id)
        .where(
            Meeting.plan_id == look.meeting.plan_id,
            Meeting.body == look.meeting.body,
            Meeting.id != look.meeting.id,
            MeetingAction.state.in_(UNSETTLED),
        )
        .order_by(MeetingAction.due, MeetingAction.id)
    )
    for row in rows:
        title = f"{row.ref} {row.words} ({name_of(look.session, row.owner_id)})"
        yield Found(ItemKind.EARLIER_ACTION, {"meeting_action_id": row.id}, title)


def _granted(look: Look) -> Iterator[Found]:
    """What the chair has granted alone since the group last met: it is reported to the group."""
    before = last_meeting(
        look.session, look.meeting.plan_id, Body.PDG, before=look.meeting.opened_at
    )
    since = before.opened_at if before else BEFORE_ALL
    for each in granted_by_chair(look.session, look.meeting.plan_id, since):
        about = _about(each.action, request_id=each.id)
        title = f"For report, granted by the chair. {summary_of(look.session, each)}"
        yield Found(ItemKind.OTHER, about, title)


def _deferred(look: Look) -> Iterator[Found]:
    """Other business that the body put off the last time; all else comes back by itself."""
    before = last_meeting(
        look.session, look.meeting.plan_id, look.meeting.body, before=look.meeting.opened_at
    )
    if before is None:
        return
    on = day_in_words(before.held_on)
    for item in items_of(look.session, before):
        if item.kind is ItemKind.OTHER and item.state in {ItemState.DEFERRED, ItemState.OPEN}:
            title = item.title if PUT_OFF in item.title else f"{item.title}{PUT_OFF}{on})"
            yield Found(ItemKind.OTHER, {**item.about, "item_id": item.id}, title)


def _about(action: Action | None, **more: int) -> dict[str, Any]:
    return {**({"action_id": action.id} if action else {}), **more}
