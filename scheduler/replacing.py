"""What takes the place of a message that stands: an ask, a list, a queue, a nudge, a reminder."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from handlers.asking.ask import ask_facts, ask_of
from handlers.asking.lines_of import see
from handlers.asking.reminding import reminder_again
from handlers.challenging.nudge_message import nudge_message
from handlers.moderating.standing_queues import QUEUE, queue_again
from handlers.running.arrival import CARD
from handlers.time_messages import board_message
from handlers.wording.escalations import nothing_missing
from handlers.wording.reminders import all_in
from models.delivery import Occasion, Posted, Step
from models.message import Message
from models.report import Report
from scheduler.making import Making

Make = Callable[[Making], Message | None]
LISTS_OF_SILENCE = frozenset({Step.SILENCE_AREA, Step.SILENCE_OFFICE, Step.SILENCE_CHAIR})
"""The steps whose message is a list; its kind is the step's own name."""


def ask_again(making: Making) -> Message | None:
    """The ask as the record stands now; None where a first one would ask nothing."""
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
    return ask_of(seen, making.person, facts)


def replacement(making: Making, make: Make) -> Message | None:
    """What now takes the place of an ask, of a list, of a queue or of a reminder that stands."""
    posted = making.posted
    if posted is None or posted.kind == "ask":
        return ask_again(making)
    if posted.kind in LISTS_OF_SILENCE:
        return _list_again(making, posted, make)
    if posted.kind == "nudge":
        return _nudge_again(making, posted)
    if posted.kind == CARD:
        report = making.session.get_one(Report, int(making.occasion.about["report_id"]))
        return board_message(report, partnership=making.partnership)
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


def _list_again(making: Making, posted: Posted, make: Make) -> Message | None:
    """The list as it was owed, on the page that was turned to."""
    owed = making.session.scalar(
        select(Occasion).where(Occasion.posted_id == posted.id, Occasion.step == Step(posted.kind))
    )
    if owed is None:
        return None
    again = make(Making(making.session, owed, making.now, making.partnership))
    return again or nothing_missing(owed.step, making.cycle.code)


def nudged(making: Making) -> Message | None:
    """What is still open of a nudge."""
    return nudge_message(
        making.session,
        making.person,
        making.cycle,
        making.occasion.about,
        now=making.now,
        partnership=making.partnership,
    )


def _nudge_again(making: Making, posted: Posted) -> Message | None:
    """What is still open of a nudge that stands, else that nothing is."""
    owed = making.session.scalar(
        select(Occasion).where(Occasion.posted_id == posted.id, Occasion.step == Step.NUDGE)
    )
    if owed is None:
        return None
    again = nudged(Making(making.session, owed, making.now, making.partnership))
    return again or all_in(str(making.cycle.id))
