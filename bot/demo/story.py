"""The demo as its pages show it: three steps for a newcomer, and a clock that can be moved."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from sqlalchemy.orm import Session

from bot.demo.living import Living
from bot.demo.moves import destinations
from bot.demo.steps import steps
from bot.web.local import Move, Step
from models.store import transaction


@dataclass(slots=True)
class Story:
    """What stands around the pages of the demo."""

    living: Living
    began_at: datetime
    """When the visitor came: what they do from then on is theirs."""
    lock: Lock = field(default_factory=Lock)

    def become(self, person_id: int) -> None:
        """Take somebody's place."""
        self.living.played.add(person_id)

    def moving(self) -> bool:
        """Whether the clock is on its way."""
        return self.lock.locked()

    def moves(self, session: Session) -> list[Move]:
        """Where the clock can be moved."""
        now, partnership = self.living.clock.now(), self.living.partnership
        return [
            Move(place.key, place.label, place.words(now, partnership))
            for place in destinations(session, now, partnership)
        ]

    def move(self, key: str) -> None:
        """Move the clock, if it is not on its way already."""
        if not self.lock.acquire(blocking=False):
            return
        try:
            with transaction(self.living.seats.works.engine) as session:
                now, partnership = self.living.clock.now(), self.living.partnership
                found = {p.key: p.at for p in destinations(session, now, partnership)}
            if (until := found.get(key)) is not None:
                self.living.live_until(until)
        finally:
            self.lock.release()

    def steps(self, session: Session) -> list[Step]:
        """The story as it stands: answer, let the cut-off come, sign and read."""
        return steps(
            session,
            now=self.living.clock.now(),
            partnership=self.living.partnership,
            played=self.living.played,
            began_at=self.began_at,
        )
