"""Watching a play: every message that left is looked at, traced, and shown to whom it reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from handlers.asking.hours import hours_of
from models.delivery import Occasion
from models.partnership import Partnership
from models.store import transaction
from scheduler.clock import SetClock
from scheduler.simulate.courier import Sending
from scheduler.simulate.promises import MESSAGE_PROMISES, Look, Memory, Said
from scheduler.simulate.promises_of_the_record import (
    RECORD_PROMISES,
    RecordMemory,
    the_whole_chain_verifies,
)
from scheduler.simulate.reacting import Received, reactions
from scheduler.simulate.script import Act, Breach, Line
from scheduler.simulate.seat import Seats


@dataclass(slots=True)
class Watch:
    """What was seen so far."""

    seats: Seats
    partnership: Partnership
    lines: list[Line] = field(default_factory=list)
    memory: Memory = field(default_factory=Memory)
    record_memory: RecordMemory = field(default_factory=RecordMemory)
    seen: int = 0
    count: int = 0
    checks: int = 0

    @property
    def clock(self) -> SetClock:
        """The play's clock."""
        clock = self.seats.works.clock
        assert isinstance(clock, SetClock)
        return clock

    def note(self, line: Line) -> None:
        """Keep a line of the trace."""
        self.lines.append(line)

    def look(self, seed: int) -> tuple[list[Act], Breach | None]:
        """What people decide on what reached them since, and the first promise that was broken."""
        new = self.seats.courier.sent[self.seen :]
        self.seen += len(new)
        if not new:
            return [], None
        with transaction(self.seats.works.engine) as session:
            said = list(self._said(session, new))
            breach = self._broken(session, said)
            acts = [act for each in said for act in self._decided(each, seed)]
        self.count += len(said)
        return acts, breach

    def _said(self, session: Session, new: Sequence[Sending]) -> Iterator[Said]:
        keys = [sending.key for sending in new]
        rows = session.scalars(
            select(Occasion).where(Occasion.opaque.in_(keys)).options(joinedload(Occasion.person))
        )
        by_key = {row.opaque: row for row in rows}
        for sending in new:
            occasion = by_key[sending.key]
            self.lines.append(
                Line(
                    sending.at,
                    f"{occasion.step.value} to {_receiver(occasion)}: {sending.message.notice}",
                    occasion.person_id,
                    occasion.cycle_id,
                )
            )
            yield Said(occasion, occasion.person, sending.message, sending.at)

    def _broken(self, session: Session, said: Sequence[Said]) -> Breach | None:
        look = Look(session, self.partnership, said, self.memory)
        self.checks += len(MESSAGE_PROMISES) * len(said)
        return next((breach for promise in MESSAGE_PROMISES for breach in promise(look)), None)

    def _decided(self, said: Said, seed: int) -> Iterator[Act]:
        if said.person is None or said.is_answer:
            return
        hours = hours_of(said.person, self.partnership, around=said.at.date())
        occasion = said.occasion
        received = Received(said.person.id, occasion.step, occasion.cycle_id, said.at, hours)
        yield from reactions(received, seed)

    def look_at_the_record(self) -> Breach | None:
        """The promises about what is kept."""
        with transaction(self.seats.works.engine) as session:
            self.checks += len(RECORD_PROMISES)
            found = (
                breach
                for promise in RECORD_PROMISES
                for breach in promise(session, self.record_memory, self.clock.now())
            )
            return next(found, None)

    def at_the_end(self) -> Breach | None:
        """The record once more, and the whole chain from its first event on."""
        if (breach := self.look_at_the_record()) is not None:
            return breach
        with transaction(self.seats.works.engine) as session:
            self.checks += 1
            return next(iter(the_whole_chain_verifies(session, self.clock.now())), None)


def _receiver(occasion: Occasion) -> str:
    return occasion.person.name if occasion.person else f"channel {occasion.channel}"
