"""A person's days and hours, from their row and the partnership's settings."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from models.hours import Hours, person_days, term_holidays
from models.partnership import Partnership
from models.people import OrganisationKind, Person


def hours_of(person: Person, partnership: Partnership, *, around: date) -> Hours:
    """When this person may be written to; a school's people do not work in its holidays."""
    at_school = (
        person.organisation is not None and person.organisation.kind is OrganisationKind.SCHOOL
    )
    terms = term_holidays(partnership.school_holidays, around=around) if at_school else ()
    return Hours(
        zone=ZoneInfo(person.time_zone),
        days=person_days(partnership.calendar.closures, person.weekdays, terms),
        opens=person.send_at or partnership.sending.at,
        closes=partnership.sending.until,
        quiet_from=person.quiet_from,
        quiet_until=person.quiet_until,
    )
