"""The message of each step, made from the record; None where nothing is left to say.

The words are the handlers'; here it is only looked up which of them a step means.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.asking.ask import ask_facts
from handlers.asking.lines_of import see
from handlers.asking.reminding import (
    due_message,
    first_contact_message,
    reminder_again,
    reminder_message,
    vacant_message,
)
from handlers.changing.time_messages import offer_again, suspended_message
from handlers.cycle_of import open_for
from handlers.moderating.standing_queues import QUEUE, queue_again
from handlers.silence_lists import silence_message
from handlers.tell import page_shown
from handlers.time_messages import (
    board_message,
    not_signed_message,
    now_yours_message,
    sign_off_message,
    unsent_message,
)
from handlers.wording.asks import ask
from handlers.wording.escalations import nothing_missing
from handlers.wording.notices import merged
from models.cycle import Cycle
from models.delivery import Occasion, Posted, Step
from models.message import Message
from models.message_json import message_from
from models.partnership import Partnership
from models.people import Person
from models.plan import Action
from models.report import Report, ReportState

LISTS_OF_SILENCE = frozenset({Step.SILENCE_AREA, Step.SILENCE_OFFICE, Step.SILENCE_CHAIR})
"""The steps whose message is a list; its kind is the step's own name."""


@dataclass(frozen=True)
class Making:
    """One occasion on its way to its message."""

    session: Session
    occasion: Occasion
    now: datetime
    partnership: Partnership

    @property
    def person(self) -> Person:
        """Whom it is for."""
        assert self.occasion.person is not None
        return self.occasion.person

    @cached_property
    def cycle(self) -> Cycle:
        """The cycle that it belongs to."""
        place = self.occasion.cycle_id or self.occasion.about["cycle_id"]
        return self.session.get_one(Cycle, place)

    @property
    def action_ids(self) -> list[int]:
        """The actions that it names."""
        return list(self.occasion.about.get("action_ids", ()))

    @cached_property
    def posted(self) -> Posted | None:
        """The message whose place it takes."""
        return self.session.get(Posted, self.occasion.posted_id or 0)

    @property
    def page(self) -> int:
        """The page on which that message stands."""
        return page_shown(self.session, self.posted) if self.posted is not None else 0

    def actions(self, ids: Sequence[int]) -> list[Action]:
        """The rows of actions, in the order of their references."""
        rows = select(Action).where(Action.id.in_(ids)).order_by(Action.position)
        return list(self.session.scalars(rows))


def make(making: Making) -> Message | None:
    """The message of an occasion, with the deadlines of the day where it carries some."""
    occasion = making.occasion
    if occasion.message is not None:
        return message_from(occasion.message)
    message = MAKERS[occasion.step](making)
    if message is None or occasion.step in {Step.DUE_SOON, Step.OVERDUE}:
        return message
    deadlines = _deadlines(making) if occasion.about.get("deadlines") else None
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


def _ask(making: Making) -> Message | None:
    seen = see(
        making.session,
        making.cycle.plan_id,
        person=making.person,
        cycle=making.cycle,
        now=making.now,
        partnership=making.partnership,
    )
    page = making.page if making.occasion.step is Step.REPLACE else 0
    facts = ask_facts(seen, making.person, making.cycle, page=page)
    if making.occasion.step is Step.ASK and not (facts.lines or facts.waiting):
        return None
    return ask(facts)


def _replacement(making: Making) -> Message | None:
    """What now takes the place of an ask, of a list, of a queue or of a reminder that stands."""
    posted = making.posted
    if posted is None or posted.kind == "ask":
        return _ask(making)
    if posted.kind in LISTS_OF_SILENCE:
        return _list_again(making, posted)
    if posted.kind == QUEUE:
        return queue_again(
            making.session,
            posted,
            making.occasion.about,
            now=making.now,
            partnership=making.partnership,
        )
    return reminder_again(
        making.session,
        making.person,
        making.cycle,
        now=making.now,
        partnership=making.partnership,
    )


def _list_again(making: Making, posted: Posted) -> Message | None:
    """The list as it was owed, on the page that was turned to."""
    owed = making.session.scalar(
        select(Occasion).where(Occasion.posted_id == posted.id, Occasion.step == Step(posted.kind))
    )
    if owed is None:
        return None
    again = make(Making(making.session, owed, making.now, making.partnership))
    return again or nothing_missing(owed.step, making.cycle.code)


def _reminder(making: Making) -> Message | None:
    if making.occasion.cycle_id is None:
        return None
    return reminder_message(
        making.session,
        making.person,
        making.cycle,
        now=making.now,
        partnership=making.partnership,
        lists_open=making.occasion.step in {Step.REMINDER, Step.NOTE},
    )


def _deadlines(making: Making) -> Message | None:
    ids = [action_id for action_id, _, _ in making.occasion.about["deadlines"]]
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
        return offer_again(making.session, making.occasion.about["handover_id"], making.partnership)
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
    return suspended_message(making.actions(making.action_ids), is_review=is_review)


def _board(making: Making) -> Message | None:
    report = making.session.get_one(Report, int(making.occasion.about["report_id"]))
    if report.state is not ReportState.SIGNED or report.held_at is not None:
        return None
    return board_message(report, partnership=making.partnership)


MAKERS: Mapping[Step, Callable[[Making], Message | None]] = {
    Step.FIRST_CONTACT: _first_contact,
    Step.ASK: _ask,
    Step.REPLACE: _replacement,
    Step.REMINDER: _reminder,
    Step.WORDS_AWAITED: _reminder,
    Step.CONFIRM: _reminder,
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
    Step.NOTE: _note,
}
"""Which message each step means; a test holds that none is missing."""
