"""The ladder: when somebody is asked, reminded and written to, and who hears of silence after that.

What an ask announces and what then happens come from the same functions, so that the one keeps the
other's word. On which days a person is asked and reminded stands in `models/ask_days.py`, when they
may be written to in `models/hours.py`; here is what is built on both.

Silence goes up one list at a time: the area lead on T-12, the programme office on T-11, the chair
on T-10. Nobody hears of their own silence as somebody's lead; then the list goes one level up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from models.ask_days import Free, always, reminder_day
from models.calendar import CyclePlan
from models.hours import Hours
from models.states import Stage
from models.workdays import WorkingDays

A_DAY_AT_MOST = 2
DAYS_BEFORE_DUE = (10, 2)
DAYS_AFTER_DUE = 1
_ONE_DAY = timedelta(days=1)


class Rung(StrEnum):
    """The levels of the ladder, from the first to the last."""

    AREA_LEAD = "area_lead"
    SENIOR_OFFICER = "senior_responsible_officer"
    PROGRAMME_OFFICE = "programme_office"
    CHAIR = "chair"


RUNGS = tuple(Rung)
STEPS_UP = {
    Rung.AREA_LEAD: "escalation_to_area_lead",
    Rung.PROGRAMME_OFFICE: "escalation_to_programme_office",
    Rung.CHAIR: "escalation_to_chair",
}
"""The rungs that get a list of their own, with the cycle's day for it."""


def is_open(stage: Stage, start: date | None, today: date) -> bool:
    """Whether an action is asked for: in progress, or not started with its start date reached."""
    if stage is Stage.NOT_STARTED:
        return start is None or start <= today
    return stage is Stage.IN_PROGRESS


def deadline_day(due: date, offset: int, *, days: WorkingDays, own: WorkingDays) -> date:
    """The day of one reminder of a due date, on a day that the person works.

    `offset` counts the partnership's working days from the due date. One before it moves to the
    person's last day before; one after it, which says that it has passed, to their first day after.
    """
    wanted = days.shift(due, offset)
    return own.on_or_before(wanted) if offset < 0 else own.on_or_after(wanted)


def deadline_days(
    due: date,
    *,
    days: WorkingDays,
    own: WorkingDays,
    before: tuple[int, ...] = DAYS_BEFORE_DUE,
    after: int = DAYS_AFTER_DUE,
) -> dict[int, date]:
    """Each reminder of a due date: 10 and 2 working days before it, and the one after it."""
    offsets = (*(-count for count in before), after)
    return {offset: deadline_day(due, offset, days=days, own=own) for offset in offsets}


def next_send_slot(
    hours: Hours,
    not_before: datetime,
    *,
    sent: Mapping[date, int] | None = None,
    limit: int = A_DAY_AT_MOST,
) -> datetime:
    """The first instant from which one more message may leave for somebody, in their hours.

    `sent` counts what they got on each of their days; a day with `limit` messages is full.

    Raises:
        ValueError: the limit allows no message at all.
    """
    if limit < 1:
        raise ValueError(f"A person gets at least one message a day; the limit found is {limit}.")
    at = hours.next_moment(not_before)
    while (sent or {}).get(hours.day(at), 0) >= limit:
        at = hours.moment(hours.days.on_or_after(hours.day(at) + _ONE_DAY))
    return at


def snooze_day(
    wanted: date, cycle: CyclePlan, hours: Hours, *, today: date, free: Free = always
) -> date | None:
    """The day on which somebody who said "ask me then" is asked again; None where none is left.

    It is their first working day from the wanted one on, else their last one before the cut-off:
    a snooze never passes it.
    """
    span = (cycle.update_cut_off - today).days
    coming = (today + _ONE_DAY * n for n in range(1, span))
    possible = [day for day in coming if day in hours.days and free(day)]
    return next((day for day in possible if day >= wanted), possible[-1] if possible else None)


@dataclass(frozen=True, slots=True)
class Chain:
    """Who is there to hear of one action: ids by rung, nobody who is away among them.

    `lead` is who is accountable, there or not; the rung of the area lead holds them, or who stands
    in for them. `answers_to` says of people whom they answer to: nobody who answers to the silent
    lead is one level up from them (the programme office, for the programme's own director).
    """

    lead: int | None
    people: Mapping[Rung, tuple[int, ...]]
    answers_to: Mapping[int, frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hearing:
    """Who hears, and on which rung they stand."""

    rung: Rung
    people: tuple[int, ...]


def who_hears(rung: Rung, chain: Chain, *, silent: frozenset[int]) -> Hearing | None:
    """Who gets the list of a rung for one action; None where nobody is left to tell.

    `silent` are the owner and whoever was asked for them. Where all of a rung are silent
    themselves, or away, the next one up hears instead.
    """
    for higher in RUNGS[RUNGS.index(rung) :]:
        heard = tuple(p for p in chain.people.get(higher, ()) if _may_hear(p, chain, silent))
        if heard and (higher is rung or chain.lead not in heard):
            return Hearing(higher, heard)
    return None


def _may_hear(person: int, chain: Chain, silent: frozenset[int]) -> bool:
    is_below = chain.lead in silent and chain.lead in chain.answers_to.get(person, frozenset())
    return person not in silent and not is_below


@dataclass(frozen=True, slots=True)
class Told:
    """Who hears of which actions on a day, if they are still without an answer."""

    on: date
    step: Rung
    hearing: Hearing
    actions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """What an ask announces: its reminder, its end, and who hears of silence after that."""

    cut_off: date
    cut_off_at: time
    reminder_on: date | None
    told: tuple[Told, ...]

    @property
    def first_told(self) -> tuple[Told, ...]:
        """Who hears first: those of the first day on which anybody does."""
        return tuple(each for each in self.told if each.on == self.told[0].on)


def promise(
    cycle: CyclePlan,
    hours: Hours,
    *,
    asked_on: date,
    chains: Mapping[int, Chain],
    silent: Mapping[int, frozenset[int]],
    free: Free = always,
    hears: Collection[Rung] = tuple(STEPS_UP),
) -> Promise:
    """What may be announced to a person on the day they are asked.

    `chains` and `silent` hold, for each of their actions, who is there to hear and whose silence it
    would be; `hears` are the rungs that get a list in this partnership.
    """
    return Promise(
        cycle.update_cut_off,
        cycle.cut_off_at,
        reminder_day(cycle, hours, asked_on=asked_on, free=free),
        tuple(told for told in _told(cycle, chains, silent) if told.step in hears),
    )


def _told(
    cycle: CyclePlan, chains: Mapping[int, Chain], silent: Mapping[int, frozenset[int]]
) -> Iterator[Told]:
    for rung, step in STEPS_UP.items():
        heard: dict[Hearing, list[int]] = {}
        for action, chain in chains.items():
            hearing = who_hears(rung, chain, silent=silent[action])
            if hearing is not None:
                heard.setdefault(hearing, []).append(action)
        for hearing, actions in heard.items():
            yield Told(cycle.days()[step], rung, hearing, tuple(actions))
