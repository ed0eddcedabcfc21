"""The message of each step, made from the record; None where nothing is left to say.

The words are the handlers'; here it is only looked up which of them a step means.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import select

from handlers.asking.reminding import (
    due_message,
    first_contact_message,
    news_waiting_message,
    reminder_message,
    vacant_message,
)
from handlers.changing.time_messages import offer_again, suspended_message
from handlers.cycle_of import open_for
from handlers.evidence.returns import card_of
from handlers.meeting.time_messages import (
    arising_due_message,
    arising_message,
    still_open_message,
)
from handlers.silence_lists import silence_message
from handlers.time_messages import (
    board_message,
    issued_earlier,
    not_signed_message,
    now_yours_message,
    replaced_message,
    sign_off_message,
    unsent_message,
)
from handlers.wording.notices import merged
from models.cycle import Cycle
from models.delivery import Step
from models.evidence import ReturnDate
from models.message import Message
from models.message_json import message_from
from models.people import Person
from models.plan import Action
from models.report import Report, ReportState
from scheduler.making import Making
from scheduler.replacing import ask_again, nudged, replacement


def make(making: Making) -> Message | None:
    """The message of an occasion, with the deadlines of the day where it carries some."""
    occasion = making.occasion
    if occasion.message is not None:
        return message_from(occasion.message)
    message = MAKERS[occasion.step](making)
    if message is None or occasion.step in {Step.DUE_SOON, Step.OVERDUE}:
        return message
    carries = occasion.about.get("deadlines") or occasion.about.get("arising")
    deadlines = _deadlines(making) if carries else None
    return message if deadlines is None else merged(message, deadlines)


def _first_contact(making: Making) -> Message | None:
    return first_contact_message(
        making.session,
        making.person,
        _next_cycle(making),
        now=making.now,
        partnership=making.partnership,
    )


def _next_cycle(making: Making) -> Cycle | None:
    """The cycle of the first ask; where they are asked nothing, the one that opens next."""
    if "cycle_id" in making.occasion.about:
        return making.cycle
    today = making.now.astimezone(making.partnership.zone).date()
    coming = select(Cycle).where(Cycle.board_meeting >= today).order_by(Cycle.collection_opens)
    return making.session.scalar(coming.limit(1))


def _replacement(making: Making) -> Message | None:
    return replacement(making, make)


def _reminder(making: Making) -> Message | None:
    if making.occasion.cycle_id is None:
        return news_waiting_message(
            making.session,
            making.person,
            making.occasion.about.get("reading_ids", ()),
            now=making.now,
            partnership=making.partnership,
        )
    return reminder_message(
        making.session,
        making.person,
        making.cycle,
        now=making.now,
        partnership=making.partnership,
        lists_open=making.occasion.step in {Step.REMINDER, Step.NOTE},
    )


def _deadlines(making: Making) -> Message | None:
    own, arose = _plan_deadlines(making), _arising_deadlines(making)
    if own is None or arose is None:
        return own or arose
    return merged(own, arose)


def _arising_deadlines(making: Making) -> Message | None:
    ids = [arising_id for arising_id, _, _ in making.occasion.about.get("arising", ())]
    return arising_due_message(
        making.session, making.person, ids, now=making.now, partnership=making.partnership
    )


def _plan_deadlines(making: Making) -> Message | None:
    ids = [action_id for action_id, _, _ in making.occasion.about.get("deadlines", ())]
    today = making.now.astimezone(making.partnership.zone).date()
    return due_message(
        making.session,
        making.person,
        making.actions(ids),
        cycle=open_for(making.session, making.person, today),
        now=making.now,
        partnership=making.partnership,
    )


def _vacant(making: Making) -> Message | None:
    """A part for each post; an action whose post was filled since is left out."""
    posts: dict[int | None, list[Action]] = {}
    for action in making.actions(making.action_ids):
        if action.owner is None or action.owner.is_vacant or _has_left(making, action.owner):
            posts.setdefault(action.owner_id, []).append(action)
    parts = [
        vacant_message(
            making.session,
            making.person,
            making.cycle,
            actions,
            now=making.now,
            partnership=making.partnership,
        )
        for actions in posts.values()
    ]
    return merged(*parts) if parts else None


def _has_left(making: Making, person: Person) -> bool:
    today = making.now.astimezone(making.partnership.zone).date()
    return person.active_until is not None and person.active_until < today


def _silence(making: Making) -> Message | None:
    return silence_message(
        making.session,
        making.cycle,
        making.occasion.step,
        making.action_ids,
        now=making.now,
        partnership=making.partnership,
        page=making.page,
    )


def _signing(making: Making) -> Message | None:
    notice = sign_off_message if making.occasion.step is Step.SIGN_OFF else not_signed_message
    return notice(making.session, making.cycle, now=making.now, partnership=making.partnership)


def _note(making: Making) -> Message | None:
    """What the planner itself notes: passed on, put off, or not arrived."""
    if "snoozed" in making.occasion.about:
        return _reminder(making)
    if "handover_id" in making.occasion.about:
        return offer_again(making.session, making.occasion.about, making.partnership)
    if making.occasion.cycle_id is not None:
        return now_yours_message(
            making.session,
            making.person,
            making.cycle,
            making.action_ids,
            now=making.now,
            partnership=making.partnership,
        )
    return unsent_message(making.session, making.occasion.about.get("occasion_ids", ()))


def _suspended(making: Making) -> Message | None:
    is_review = bool(making.occasion.about.get("review"))
    actions = making.actions(making.action_ids)
    return suspended_message(actions, making.partnership, is_review=is_review)


def _return_ready(making: Making) -> Message | None:
    row = making.session.get_one(ReturnDate, int(making.occasion.about["return_id"]))
    return None if row.cancelled_at is not None else card_of(making.session, row, making.now)


def _arising(making: Making) -> Message | None:
    return arising_message(
        making.session,
        int(making.occasion.about["meeting_id"]),
        making.occasion.person,
        now=making.now,
        partnership=making.partnership,
    )


def _meeting_open(making: Making) -> Message | None:
    meeting_id = int(making.occasion.about["meeting_id"])
    return still_open_message(
        making.session, meeting_id, now=making.now, partnership=making.partnership
    )


def _board(making: Making) -> Message | None:
    report = making.session.get_one(Report, int(making.occasion.about["report_id"]))
    if report.state is not ReportState.SIGNED or report.held_at is not None:
        return None
    if issued_earlier(making.session, report) is not None:
        return replaced_message(report, partnership=making.partnership)
    return board_message(report, partnership=making.partnership)


MAKERS: Mapping[Step, Callable[[Making], Message | None]] = {
    Step.FIRST_CONTACT: _first_contact,
    Step.ASK: ask_again,
    Step.REPLACE: _replacement,
    Step.REMINDER: _reminder,
    Step.WORDS_AWAITED: _reminder,
    Step.CONFIRM: _reminder,
    Step.NUDGE: nudged,
    Step.DUE_SOON: _deadlines,
    Step.OVERDUE: _deadlines,
    Step.VACANT: _vacant,
    Step.SILENCE_AREA: _silence,
    Step.SILENCE_OFFICE: _silence,
    Step.SILENCE_CHAIR: _silence,
    Step.SIGN_OFF: _signing,
    Step.NOT_SIGNED: _signing,
    Step.BOARD: _board,
    Step.SUSPENDED: _suspended,
    Step.RETURN_READY: _return_ready,
    Step.ARISING: _arising,
    Step.MEETING_OPEN: _meeting_open,
    Step.NOTE: _note,
}
"""Which message each step means; a test holds that none is missing."""
