"""On which of a person's own days they are asked, and on which they are reminded.

The cycle says when collection opens and when reminders go; a person has their own working week,
their leave, and their school's terms. Examples, with the cycle of October 2023 (opens Friday 29
September, reminder Wednesday 4 October, cut-off Friday 6 October): who works Monday and Tuesday is
asked on Monday 2 October and reminded on Tuesday 3 October; who works Fridays only is asked on
Friday 29 September and cannot be reminded in time, so is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from models.calendar import CyclePlan
from models.hours import Hours
from models.workdays import WorkingDays

Free = Callable[[date], bool]
"""Whether somebody is in post and not away on a day."""
_A_DAY = timedelta(days=1)
LOOK_BACK = timedelta(days=70)
"""Longer than any holiday: how far before a cut-off somebody's last working day can lie."""


def always(_day: date) -> bool:
    """Free on every day."""
    return True


def ask_day(
    cycle: CyclePlan, hours: Hours, *, days: WorkingDays, free: Free = always
) -> date | None:
    """The day on which somebody is asked; None where there is none (away all through).

    It is their first day from the opening to the cut-off. Where they work on no day of these (a
    school's holiday) they are asked before: with as many working days left up to their last one as
    others have from the opening to the cut-off.

    Args:
        cycle: the cycle that asks.
        hours: the person's days.
        days: the partnership's own working days, by which the time to answer is measured.
        free: whether the person is there on a day.
    """
    opens, cut_off = cycle.collection_opens, cycle.update_cut_off
    if any(day in hours.days for day in _days(opens, cut_off)):
        return next((d for d in _days(opens, cut_off) if d in hours.days and free(d)), None)
    last = hours.days.on_or_before(opens - _A_DAY)
    first = min(days.shift(last, -days.between(opens, cut_off)), last)
    return next((d for d in _days(first, last) if d in hours.days and free(d)), None)


def reminder_day(
    cycle: CyclePlan, hours: Hours, *, asked_on: date, free: Free = always
) -> date | None:
    """The day of the one reminder, between the ask and the cut-off; None where there is none.

    It is the cycle's reminder day, else the person's next day after it, else their last before it:
    so never later than their last working day before the cut-off.
    """
    between = _days(asked_on + _A_DAY, cycle.update_cut_off - _A_DAY)
    possible = [day for day in between if day in hours.days and free(day)]
    wanted = [day for day in possible if day >= cycle.first_reminder]
    return wanted[0] if wanted else possible[-1] if possible else None


def last_day_to_remind(cycle: CyclePlan, hours: Hours, *, free: Free = always) -> date | None:
    """The person's last working day before the cut-off: no snooze passes it."""
    before = _days(cycle.update_cut_off - LOOK_BACK, cycle.update_cut_off - _A_DAY)
    return max((day for day in before if day in hours.days and free(day)), default=None)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + _A_DAY * n for n in range((last - first).days + 1))
