"""In trial each message goes to the programme office instead, labelled with its true recipient."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.audience import holders
from handlers.running.deliveries import receiver_of
from handlers.running.modes import answers_an_act
from models.delivery import Occasion
from models.states import Role
from scheduler.addresses import Place, person_addresses


@dataclass(frozen=True, slots=True)
class Trial:
    """Who in the programme office gets it, and for whom it would be."""

    officer_id: int | None
    of: str


def is_for_others(session: Session, occasion: Occasion, now: datetime) -> bool:
    """Whether it would go to somebody outside the programme office, unasked."""
    if answers_an_act(occasion):
        return False
    officers = holders(session, Role.PROGRAMME_OFFICE, on=now.date())
    return occasion.person_id not in {officer.id for officer in officers}


def instead(
    session: Session, occasion: Occasion, platforms: Collection[str], now: datetime
) -> tuple[Trial, tuple[Place, ...]]:
    """The first of the programme office who can be reached, and where; else no place."""
    of = receiver_of(occasion)
    for officer in holders(session, Role.PROGRAMME_OFFICE, on=now.date()):
        found = person_addresses(session, officer, platforms)
        if found:
            return Trial(officer.id, of), tuple(Place(address) for address in found)
    return Trial(None, of), ()
