"""Who reads which conversation: what every page and every act of it begins with."""

from __future__ import annotations

import secrets
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.web.courier import channel, private
from bot.web.local import Local
from bot.web.turns import Seat
from models.cycle import Cycle
from models.people import Person
from models.reader import reader_at


def local_of(request: Request) -> Local:
    """The platform that this page belongs to."""
    local = request.app.state.local
    assert isinstance(local, Local)
    return local


def person_of(request: Request, session: Session) -> Person:
    """Who is meant by the page's address.

    Raises:
        HTTPException: there is nobody with that number.
    """
    number = row_number(str(request.path_params["person"]))
    person = session.get(Person, number) if number is not None else None
    if person is None:
        raise HTTPException(404, "There is nobody with that number here. Choose from the list.")
    return person


def conversation_of(request: Request) -> str:
    """The conversation of the page's address."""
    name = request.path_params.get("channel")
    return private(request.path_params["person"]) if name is None else channel(name)


def address_of(request: Request) -> str:
    """The page's own address."""
    name = request.path_params.get("channel")
    own = f"/as/{request.path_params['person']}"
    return own if name is None else f"{own}/channel/{name}"


def seat_of(request: Request, session: Session, person: Person, *, once: str = "") -> Seat:
    """From where the page is read."""
    local = local_of(request)
    return Seat(
        reader=reader_at(local.now, person.time_zone),
        address=address_of(request),
        files=f"/as/{person.id}/file",
        hidden=(("token", local.token), ("once", once or new_once())),
        person_id=person.id,
        several=_cycles_open(session, local.today) > 1,
    )


def _cycles_open(session: Session, today: date) -> int:
    """How many cycles take answers: only where it is several must words say which they mean."""
    opened = select(func.count(Cycle.id)).where(
        Cycle.collection_opens <= today, Cycle.board_meeting >= today
    )
    return session.scalar(opened) or 0


def new_once() -> str:
    """A page's own mark, by which what is sent from it twice is one event."""
    return secrets.token_urlsafe(12)


def row_number(words: str) -> int | None:
    """The number of a row, as an address or a field gives it; None where it is none."""
    return int(words) if words.isascii() and words.isdecimal() and len(words) <= DIGITS else None


DIGITS = 9
"""More rows than that no table here has."""
