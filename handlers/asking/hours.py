"""A person's days and hours, from their row and the partnership's settings."""

from __future__ import annotations

from datetime import date, time
from typing import Protocol
from zoneinfo import ZoneInfo

from models.hours import Hours, person_days, term_holidays
from models.partnership import Partnership
from models.people import OrganisationKind, Person


class Keeper(Protocol):
    """Somebody's hours as their row holds them."""

    @property
    def time_zone(self) -> str:
        """Their zone."""
        ...

    @property
    def weekdays(self) -> str:
        """The days worked, Monday = 0."""
        ...

    @property
    def send_at(self) -> time | None:
        """When messages leave; None: the partnership's hour."""
        ...

    @property
    def quiet_from(self) -> time | None:
        """The start of their quiet."""
        ...

    @property
    def quiet_until(self) -> time | None:
        """The end of their quiet."""
        ...


def hours_of(person: Person, partnership: Partnership, *, around: date) -> Hours:
    """When this person may be written to; a school's people do not work in its holidays."""
    at_school = (
        person.organisation is not None and person.organisation.kind is OrganisationKind.SCHOOL
    )
    return hours_from(person, partnership, at_school=at_school, around=around)


def hours_from(person: Keeper, partnership: Partnership, *, at_school: bool, around: date) -> Hours:
    """The same from the columns of a row."""
    terms = term_holidays(partnership.school_holidays, around=around) if at_school else ()
    return Hours(
        zone=ZoneInfo(person.time_zone),
        days=person_days(partnership.calendar.closures, person.weekdays, terms),
        opens=person.send_at or partnership.sending.at,
        closes=partnership.sending.until,
        quiet_from=person.quiet_from,
        quiet_until=person.quiet_until,
    )
