"""What happens next to an ask, and when: the reminder, and who hears of silence after that.

It says what the scheduler will do, from the same rule (`models/ladder.py`).
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from handlers.asking.asked import Asked
from handlers.asking.chains import chains_of
from handlers.asking.hours import hours_of
from handlers.asking.lines_of import Seen
from handlers.audience import is_free
from handlers.cycles import plan_of
from models.cycle import Ask, Cycle
from models.ladder import Promise, Rung, promise
from models.message import Moment, Text, text
from models.people import Person
from models.plan import Action
from models.spoken import list_in_words

RUNG_WORDS = {
    Rung.AREA_LEAD: "the area lead",
    Rung.SENIOR_OFFICER: "the senior responsible officer",
    Rung.PROGRAMME_OFFICE: "the programme office",
    Rung.CHAIR: "the chair",
}


def next_steps(
    seen: Seen, person: Person, cycle: Cycle, asked: Asked, *, reminded: bool = False
) -> tuple[Text, ...]:
    """When the reminder comes, and who hears of silence after that; nothing where all is in."""
    if not asked.open:
        return ()
    promised = promise_of(seen, person, cycle, asked.open)
    reminder = () if reminded else _reminder(seen, promised)
    return tuple(part for part in (reminder, *_lists(seen, promised)) if part)


def promise_of(seen: Seen, person: Person, cycle: Cycle, action_ids: Iterable[int]) -> Promise:
    """What the ladder announces to a person about their actions in a cycle."""
    session = seen.session
    actions = [session.get_one(Action, action_id) for action_id in action_ids]
    asks = {
        ask.action_id: ask
        for ask in session.scalars(
            select(Ask).where(Ask.cycle_id == cycle.id, Ask.asked_id == person.id)
        )
    }
    first = [ask.delivered_at for ask in asks.values() if ask.delivered_at is not None]
    asked_on = min(first).astimezone(seen.partnership.zone).date() if first else seen.today
    silent = {
        action.id: frozenset({person.id, *((action.owner_id,) if action.owner_id else ())})
        for action in actions
    }
    return promise(
        plan_of(cycle, seen.partnership),
        hours_of(person, seen.partnership, around=seen.today),
        asked_on=asked_on,
        chains=chains_of(session, actions, cycle.escalation_to_area_lead),
        silent=silent,
        free=is_free(session, person.id),
        hears=seen.partnership.ladder.hears,
    )


def _reminder(seen: Seen, promised: Promise) -> Text:
    if promised.reminder_on is None:
        return text("No reminder comes before answers close.")
    if promised.reminder_on <= seen.today:
        return ()
    return text("I remind once, on ", Moment(promised.reminder_on), ".")


def _lists(seen: Seen, promised: Promise) -> list[Text]:
    """One sentence for what most of the actions have before them, one for what goes elsewhere."""
    if not promised.told or promised.told[0].on < seen.today:
        return []
    first: dict[Rung, set[int]] = {}
    for told in promised.first_told:
        first.setdefault(told.hearing.rung, set()).update(told.actions)
    main = max(first, key=lambda rung: len(first[rung]))
    day = Moment(promised.told[0].on)
    then = _later(main, first[main], promised)
    lines = [text("What is still open on ", day, f" goes on a list to {RUNG_WORDS[main]}{then}.")]
    for rung, ids in first.items():
        if rung is not main:
            names = list_in_words(seen.standing[i].action.ref for i in sorted(ids))
            lines.append(text(f"For {names} that list goes to {RUNG_WORDS[rung]} at once."))
    return lines


def _later(main: Rung, ids: set[int], promised: Promise) -> str:
    """Who hears on the days after: ", then to the programme office and the chair"."""
    rungs = dict.fromkeys(
        told.hearing.rung
        for told in promised.told
        if told.on > promised.told[0].on and ids & set(told.actions)
    )
    later = [RUNG_WORDS[rung] for rung in rungs if rung is not main]
    return f", then to {list_in_words(later)}" if later else ""
