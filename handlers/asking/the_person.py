"""Who asks, whom they may ask, and how people are named to one another."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from handlers.audience import holders
from handlers.request import RefusedError, Request
from models.partnership import Partnership
from models.people import Person
from models.spoken import day_in_words
from models.states import Role


def asker(request: Request) -> Person:
    """The person who typed or pressed.

    Raises:
        RefusedError: a command asks, and answers are given by people; or they have left the post.
    """
    if request.person is None:
        raise RefusedError(
            "An answer is given by a person, in chat; a command acts as the computer's user."
            " Say it in chat, or ask the programme office to answer on somebody's behalf."
        )
    last_day = request.person.active_until
    if last_day is not None and last_day < request.today:
        raise RefusedError(
            f"Our record says that {day_in_words(last_day)} was your last day in post."
            " If that is wrong, the programme office can put it right."
        )
    return request.person


def contact_of(
    session: Session, person: Person | None, today: date, partnership: Partnership
) -> str:
    """Whom a person can ask: somebody of the programme office other than themselves."""
    for holder in holders(session, Role.PROGRAMME_OFFICE, on=today):
        if person is None or holder.id != person.id:
            return holder.name
    return partnership.bodies.programme_office
