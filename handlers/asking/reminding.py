"""The messages that time causes, besides the ask: made from the record at the moment they leave.

Each gives None where nothing is left to be said: then the occasion is cancelled.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from handlers.answering.readings_of import waiting_words
from handlers.asking.asked import asked_of, own_ids, waiting_of
from handlers.asking.hours import hours_of
from handlers.asking.lines_of import line_of, receipt_of, see, worst_first
from handlers.asking.snoozing import snooze_day
from handlers.asking.the_person import contact_of
from handlers.asking.what_next import next_steps
from handlers.cycle_of import cut_off_of
from handlers.cycles import plan_of, the_plan
from handlers.wording.notices import Welcome, due_soon, first_contact, vacant
from handlers.wording.reminders import StillOpen, all_in, reminder
from models.ask_days import ask_day
from models.cycle import Cycle
from models.message import Message
from models.partnership import Partnership
from models.people import Person
from models.plan import Action
from models.spoken import WEEKDAYS, moment_in_words


def first_contact_message(
    session: Session,
    person: Person,
    cycle: Cycle | None,
    *,
    now: datetime,
    partnership: Partnership,
) -> Message:
    """The first message that a person ever gets; the ask, or what else is for them, follows.

    `cycle` is that of their first ask; None where no Board is in the calendar.
    """
    today = now.astimezone(partnership.zone).date()
    count, first_ask = 0, None
    if cycle is not None:
        count = _asked_count(session, person, cycle, now, partnership)
        first_ask = first_day(person, cycle, partnership, today) if count else None
    return first_contact(
        Welcome(
            count=count,
            plan=partnership.bodies.plan,
            board=partnership.bodies.board_short,
            office=partnership.bodies.programme_office,
            contact=contact_of(session, person, today, partnership),
            first_ask=first_ask,
        )
    )


def _asked_count(
    session: Session, person: Person, cycle: Cycle, now: datetime, partnership: Partnership
) -> int:
    today = now.astimezone(partnership.zone).date()
    seen = see(session, cycle.plan_id, person=person, cycle=cycle, now=now, partnership=partnership)
    opens = max(today, cycle.collection_opens)
    asked = len(asked_of(seen, person).everything)
    return asked or len(own_ids(session, person, cycle.plan_id, opens))


def first_day(person: Person, cycle: Cycle, partnership: Partnership, today: date) -> date:
    """The day of a person's first ask in a cycle, by the rule that the scheduler asks by."""
    hours = hours_of(person, partnership, around=today)
    day = ask_day(plan_of(cycle, partnership), hours, days=partnership.days)
    return max(day or cycle.collection_opens, today)


def reminder_message(
    session: Session,
    person: Person,
    cycle: Cycle,
    *,
    now: datetime,
    partnership: Partnership,
    lists_open: bool = True,
) -> Message | None:
    """What is still open, wants words or waits for the person's word; None where nothing does.

    Its kind says which: reminder, words_awaited or confirm. Who has had the one reminder is asked
    for just the words and the confirmation: then `lists_open` is false.
    """
    seen = see(session, cycle.plan_id, person=person, cycle=cycle, now=now, partnership=partnership)
    asked = asked_of(seen, person)
    if not lists_open:
        asked = replace(asked, open=())
    wanting = {update.id for update in asked.wanting}
    if not (asked.open or wanting or asked.waiting):
        return None
    cut_off = cut_off_of(session, cycle, partnership)
    later = snooze_day(session, person, cycle, partnership, today=seen.today)
    steps = next_steps(seen, person, cycle, asked, reminded=True)
    return reminder(
        StillOpen(
            place=str(cycle.id),
            until=moment_in_words(cut_off, partnership.zone, seen_from=seen.today)
            if now < cut_off
            else "",
            lines=tuple(line_of(seen, action_id) for action_id in asked.open),
            wanting=tuple(receipt_of(seen, u) for u in asked.answered if u.id in wanting),
            waiting=tuple(waiting_words(seen, reading) for reading in asked.waiting),
            done=tuple(
                seen.standing[u.action_id].action.ref for u in asked.answered if u.id not in wanting
            ),
            next_steps=steps,
            later=later,
            later_said=WEEKDAYS[later.weekday()] if later else "",
            scheme=partnership.scheme,
        )
    )


def news_waiting_message(
    session: Session,
    person: Person,
    reading_ids: Collection[int],
    *,
    now: datetime,
    partnership: Partnership,
) -> Message | None:
    """Readings of no cycle that wait for the person's word; None where none of them waits."""
    waiting = [r for r in waiting_of(session, person, None) if r.id in reading_ids]
    if not waiting:
        return None
    action = next((session.get(Action, i) for r in waiting for i in r.action_ids), None)
    plan_id = action.plan_id if action else the_plan(session).id
    seen = see(session, plan_id, person=person, cycle=None, now=now, partnership=partnership)
    return reminder(
        StillOpen(
            place="",
            until="",
            waiting=tuple(waiting_words(seen, reading) for reading in waiting),
            scheme=partnership.scheme,
        )
    )


def reminder_again(
    session: Session, person: Person, cycle: Cycle, *, now: datetime, partnership: Partnership
) -> Message:
    """What takes the place of a reminder that stands, once the record has changed."""
    message = reminder_message(session, person, cycle, now=now, partnership=partnership)
    return message or all_in(str(cycle.id))


def due_message(
    session: Session,
    person: Person,
    actions: Sequence[Action],
    *,
    cycle: Cycle | None,
    now: datetime,
    partnership: Partnership,
) -> Message | None:
    """The deadlines of a person's own actions; None where all of them are delivered by now."""
    open_ones = [action for action in actions if action.stage.is_live]
    if not open_ones:
        return None
    seen = see(
        session,
        open_ones[0].plan_id,
        person=person,
        cycle=cycle,
        now=now,
        partnership=partnership,
    )
    lines = [line_of(seen, i) for i in worst_first(seen, [a.id for a in open_ones])]
    return due_soon(tuple(lines), today=seen.today, scheme=partnership.scheme)


def vacant_message(
    session: Session,
    lead: Person,
    cycle: Cycle,
    actions: Sequence[Action],
    *,
    now: datetime,
    partnership: Partnership,
) -> Message:
    """To the area lead, the same day: the post of these actions is vacant, nobody is asked."""
    seen = see(session, cycle.plan_id, person=lead, cycle=cycle, now=now, partnership=partnership)
    owner = actions[0].owner
    cut_off = cut_off_of(session, cycle, partnership)
    return vacant(
        tuple(line_of(seen, action.id) for action in actions),
        post=owner.name if owner else "the owner",
        until=moment_in_words(cut_off, partnership.zone, seen_from=seen.today),
        scheme=partnership.scheme,
    )
