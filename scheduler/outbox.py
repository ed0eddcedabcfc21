"""The outbox: the only place from which a message leaves.

Claim a few in one transaction, send outside of any, settle each in its own. Between a claim and its
settlement a worker may die: its lease runs out, the next worker takes the row with a higher number
of attempts, and asks the platform first whether the message stands there already. Where the
platform cannot say, the row is held and shown rather than sent twice.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Event
from typing import TypeVar

from sqlalchemy import Engine

from handlers.running.ways import WAITS
from models.courier import Courier
from models.delivery import Occasion, OccasionState
from models.partnership import Partnership
from models.store import transaction
from scheduler.addresses import Place
from scheduler.claiming import BATCH, claim, holds_lease
from scheduler.clock import Clock
from scheduler.handing import SHUT_SECONDS, hand_over, ways_of
from scheduler.leases import LeaseClock, database_now
from scheduler.outcomes import Lost, Outcome, Postponed, Refused, Sent
from scheduler.pacing import Full, Shut, Slot, Wanted, take_slots
from scheduler.parcel import Parcel
from scheduler.parcels import NOT_MADE, CannotMakeError, close, make_parcels
from scheduler.settle import settle

LOG = logging.getLogger(__name__)
Result = TypeVar("Result")
Settling = tuple[Parcel, Outcome]
MOMENT_SECONDS = 0.01
"""What leaves more slowly than this has gone over a network, and is settled on its own."""
FRESH_SECONDS = 2.0
"""So long after its claim a lease need not be asked for again: a hundredth of its length."""
SOON_SECONDS = 10.0
"""What may leave within so long is waited for in this round."""


@dataclass(slots=True)
class Outbox:
    """What sending needs. With `threads` the database is waited for beside the event loop."""

    engine: Engine
    clock: Clock
    couriers: Mapping[str, Courier]
    partnership: Partnership
    leases: LeaseClock = database_now
    threads: bool = True
    halt: Event = field(default_factory=Event)
    """Once set, nothing more is claimed; what was claimed is sent and settled."""
    batch: int = BATCH
    outcomes: Counter[str] = field(default_factory=Counter)
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    round_seconds: float = math.inf
    """So long a round lasts at most; then the planner has its turn."""
    is_more: bool = False
    """Whether something that is due was left for the next round."""
    _behind: dict[str, datetime] = field(default_factory=dict)
    _resting: dict[str, float] = field(default_factory=dict)
    _comes_back: float | None = None

    async def deliver(self) -> Counter[str]:
        """Send all that is due now; gives how many were sent, refused, postponed, uncertain."""
        begun, self.is_more = time.monotonic(), True
        while self.is_more and not self.halt.is_set():
            if time.monotonic() - begun > self.round_seconds:
                break
            parcels, self.is_more = await self._off(self._take)
            await self._send_all(parcels)
            if not self.is_more:
                await self._wait_for_what_comes_back()
        return self.outcomes

    async def _wait_for_what_comes_back(self) -> None:
        """Sleep until what was postponed a moment ago may leave, rather than until a later tick."""
        seconds, self._comes_back = self._comes_back, None
        if seconds is not None and seconds <= SOON_SECONDS and not self.halt.is_set():
            await self.sleep(seconds)
            self.is_more = True

    async def _off(self, work: Callable[[], Result]) -> Result:
        return await asyncio.to_thread(work) if self.threads else work()

    def _take(self) -> tuple[list[Parcel], bool]:
        """The next batch, composed, and whether there may be more."""
        now = self.clock.now()
        try:
            with transaction(self.engine) as session:
                claimed = claim(session, now=now, leases=self.leases, limit=self.batch)
                if not claimed:
                    return [], False
                parcels = make_parcels(
                    session,
                    claimed,
                    now=now,
                    partnership=self.partnership,
                    platforms=frozenset(self.couriers),
                )
        except CannotMakeError as error:
            LOG.exception("a message could not be made", extra={"occasion": error.occasion_id})
            self._hold(error.occasion_id)
            return [], True
        return parcels, len(claimed) == self.batch

    def _hold(self, occasion_id: int) -> None:
        """Put an occasion aside for a person to see; the claim that it was in is given up."""
        with transaction(self.engine) as session:
            occasion = session.get_one(Occasion, occasion_id)
            close(session, occasion, OccasionState.HELD, NOT_MADE, self.clock.now())
            self.outcomes["held"] += 1

    async def _send_all(self, parcels: list[Parcel]) -> None:
        """Conversations side by side, each in its order; what left is settled at once.

        What leaves within a moment (to a platform that is this very process) is settled together.
        """
        if not parcels:
            return
        slots = await self._slots([(parcel, parcel.places[0]) for parcel in parcels])
        conversations: dict[str, list[tuple[Parcel, float, Slot | Full | Shut]]] = {}
        now = time.monotonic()
        for parcel, slot in zip(parcels, slots, strict=True):
            conversations.setdefault(parcel.conversation, []).append((parcel, now, slot))
        sent: list[Settling] = []
        await asyncio.gather(*(self._send_in_order(them, sent) for them in conversations.values()))
        await self._settle(sent)

    async def _send_in_order(
        self, parcels: list[tuple[Parcel, float, Slot | Full | Shut]], sent: list[Settling]
    ) -> None:
        for parcel, taken, slot in parcels:
            begun = time.monotonic()
            outcome = await self._send(parcel, _left(slot, begun - taken))
            name = type(outcome).__name__.lower()
            self.outcomes[name] += 1
            log_outcome(parcel, name, outcome)
            sent.append((parcel, outcome))
            if time.monotonic() - begun > MOMENT_SECONDS:
                now, sent[:] = list(sent), []
                await self._settle(now)

    async def _settle(self, sent: list[Settling]) -> None:
        if sent:
            await self._off(lambda: self._write_down(sent))

    def _write_down(self, sent: list[Settling]) -> None:
        with transaction(self.engine) as session:
            for parcel in settle(session, sent, now=self.clock.now(), leases=self.leases):
                LOG.warning("a lease was over", extra={"occasion": parcel.occasion_id})

    async def _send(self, parcel: Parcel, slot: Slot | Full | Shut) -> Outcome:
        """By the first of its places whose way is open and that takes it."""
        refusals: list[tuple[Place, Refused]] = []
        shut = ""
        for number, place in enumerate(parcel.places):
            if number:
                (slot,) = await self._slots([(parcel, place)])
            match slot:
                case Full(seconds):
                    self._back_in(seconds)
                    return Postponed(seconds)
                case Shut(why):
                    shut = why
                    continue
                case Slot():
                    pass
            outcome = await self._at(parcel, place, slot)
            match outcome:
                case Refused():
                    refusals.append((place, outcome))
                case Sent():
                    return replace(outcome, refusals=tuple(refusals), reopens=slot.tries)
                case _:
                    return outcome
        return _nowhere(refusals, shut)

    async def _at(self, parcel: Parcel, place: Place, slot: Slot) -> Outcome:
        """At its time, if it is still ours and its way does not rest meanwhile."""
        if slot.seconds > 0:
            await self.sleep(slot.seconds)
            if self.halt.is_set():
                return Postponed(0)
        ways = ways_of(self.couriers.get(place.address.platform), parcel, place)
        left = max((self._resting.get(way.name, 0.0) for way in ways), default=0) - time.monotonic()
        if left > 0:
            return Postponed(left)
        is_fresh = time.monotonic() - parcel.claimed < FRESH_SECONDS
        if not is_fresh and not await self._off(lambda: self._is_ours(parcel)):
            return Lost()
        outcome = await hand_over(self.couriers.get(place.address.platform), parcel, place)
        self._keep_in_mind(outcome)
        return outcome

    def _keep_in_mind(self, outcome: Outcome) -> None:
        """What a platform has just asked for holds for the rest of the batch as well."""
        match outcome:
            case Postponed(seconds, rests) if rests is not None:
                self._resting[rests.name] = time.monotonic() + seconds
            case Refused(_, closes) if closes is not None:
                self._resting[closes.name] = time.monotonic() + SHUT_SECONDS
            case _:
                pass

    def _back_in(self, seconds: float) -> None:
        self._comes_back = min(self._comes_back or seconds, seconds)

    async def _slots(self, parcels: Sequence[tuple[Parcel, Place]]) -> list[Slot | Full | Shut]:
        """A slot for each; without asking the database where no courier knows a limit."""
        wanted = [
            Wanted(
                ways_of(self.couriers.get(place.address.platform), parcel, place),
                parcel.conversation,
                in_bulk=parcel.in_bulk,
            )
            for parcel, place in parcels
        ]
        if not any(each.ways for each in wanted):
            return [Slot(0)] * len(wanted)
        return await self._off(lambda: self._take_slots(wanted))

    def _take_slots(self, wanted: Sequence[Wanted]) -> list[Slot | Full | Shut]:
        with transaction(self.engine) as session:
            return take_slots(session, wanted, leases=self.leases, behind=self._behind)

    def _is_ours(self, parcel: Parcel) -> bool:
        with transaction(self.engine) as session:
            return holds_lease(session, parcel, self.leases)


def _left(slot: Slot | Full | Shut, seconds: float) -> Slot | Full | Shut:
    """The slot after so much of its wait has passed."""
    return replace(slot, seconds=slot.seconds - seconds) if isinstance(slot, Slot) else slot


def _nowhere(refusals: Sequence[tuple[Place, Refused]], shut: str) -> Outcome:
    """No place took it: refused for good, or waiting for a way that somebody has to mend."""
    closing = next((refused for _, refused in refusals if refused.closes), None)
    if closing is not None or shut:
        why = closing.why if closing else shut
        closes = closing.closes if closing else None
        return Postponed(SHUT_SECONDS, closes=closes, why=f"{WAITS}{why}")
    return Refused(" ".join(refused.why for _, refused in refusals))


def log_outcome(parcel: Parcel, name: str, outcome: Outcome) -> None:
    """One line for each attempt, with the id that stands on the platform's message too."""
    LOG.info(
        name,
        extra={
            "message_id": parcel.key,
            "occasion": parcel.occasion_id,
            "attempt": parcel.attempt,
            "platform": parcel.places[0].address.platform if parcel.places else None,
            "platform_id": outcome.platform_id if isinstance(outcome, Sent) else None,
        },
    )


async def deliver(
    engine: Engine,
    clock: Clock,
    couriers: Mapping[str, Courier],
    *,
    partnership: Partnership,
    leases: LeaseClock = database_now,
    threads: bool = True,
) -> Counter[str]:
    """Send all that is due now, once."""
    return await Outbox(engine, clock, couriers, partnership, leases, threads).deliver()
