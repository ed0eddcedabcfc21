"""What would go if everything resumed, or went live: composed as it would be, then put back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from handlers.running.deliveries import receiver_of
from handlers.running.outlook import Going, Outlook
from handlers.running.tried import owe_anew
from handlers.wording.time_notices import STEP_WORDS
from models.delivery import Occasion, OccasionState
from models.partnership import Partnership
from scheduler.compose import compose
from scheduler.forecast import Expected, forecast
from scheduler.owed import counts_step
from scheduler.verdict import Cancel, Say, Wait


@dataclass(frozen=True, slots=True)
class Ahead:
    """The planner, as running asks it."""

    platforms: Collection[str]

    def resuming(self, session: Session, now: datetime, partnership: Partnership) -> Outlook:
        """What is owed now, were it to leave at once."""
        goes, later, lapsed = [], [], []
        given: Counter[int | None] = Counter()
        with _put_back(session):
            for occasion in _due(session, now):
                verdict = compose(session, occasion, now=now, partnership=partnership)
                to, what = receiver_of(occasion), STEP_WORDS[occasion.step.value]
                match verdict:
                    case Say() if _is_one_too_many(occasion, given, partnership):
                        later.append(Going(to, what))
                    case Say():
                        goes.append(Going(to, what))
                    case Wait():
                        later.append(Going(to, what, verdict.until))
                    case Cancel():
                        lapsed.append(Going(to, what, why=verdict.why))
        return Outlook(tuple(goes), tuple(later), tuple(lapsed))

    def going_live(self, session: Session, now: datetime, partnership: Partnership) -> Outlook:
        """What the first day would bring, with what was only shown in trial owed anew."""
        with _put_back(session):
            owe_anew(session)
            found = forecast(
                session, now, days=1, partnership=partnership, platforms=self.platforms
            )
        return Outlook(tuple(_going(each) for each in found))


def _going(expected: Expected) -> Going:
    is_channel = expected.person.startswith("channel:")
    to = expected.person.replace(":", " ") if is_channel else expected.person
    return Going(f"the {to}", STEP_WORDS[expected.step.value], expected.at)


def _is_one_too_many(
    occasion: Occasion, given: Counter[int | None], partnership: Partnership
) -> bool:
    if occasion.person_id is None or not counts_step(occasion.step, occasion.key):
        return False
    given[occasion.person_id] += 1
    return given[occasion.person_id] > partnership.sending.a_day


def _due(session: Session, now: datetime) -> list[Occasion]:
    rows = session.scalars(
        select(Occasion)
        .where(Occasion.state == OccasionState.OWED, Occasion.due_at <= now)
        .order_by(Occasion.due_at, Occasion.id)
        .options(joinedload(Occasion.person))
    )
    return list(rows)


@contextmanager
def _put_back(session: Session) -> Iterator[None]:
    """Let nothing of what is looked at be kept."""
    session.flush()
    looking = session.begin_nested()
    try:
        yield
    finally:
        looking.rollback()
        session.expire_all()
