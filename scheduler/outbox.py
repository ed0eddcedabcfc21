"""The outbox: the only place from which a message leaves.

Claim a few in one transaction, send outside of any, settle each in its own. Between a claim and its
settlement a worker may die: its lease runs out, the next worker takes the row with a higher number
of attempts, and asks the platform first whether the message stands there already. Where the
platform cannot say, the row is held and shown rather than sent twice.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from threading import Event
from typing import TypeVar

from sqlalchemy import Engine

from models.courier import Courier, Later, Opens, ReadsBack
from models.courier import Refused as RefusedByPlatform
from models.courier import Uncertain as UncertainToCourier
from models.delivery import Occasion, OccasionState
from models.partnership import Partnership
from models.store import transaction
from scheduler.addresses import Place
from scheduler.clock import Clock
from scheduler.leases import LeaseClock, database_now
from scheduler.parcels import (
    BATCH,
    NOT_MADE,
    CannotMakeError,
    Parcel,
    claim,
    close,
    holds_lease,
    make_parcels,
)
from scheduler.settle import Lost, Outcome, Postponed, Refused, Sent, Uncertain, settle

LOG = logging.getLogger(__name__)
Result = TypeVar("Result")
Settling = tuple[Parcel, Outcome]
MOMENT_SECONDS = 0.01
"""What leaves more slowly than this has gone over a network, and is settled on its own."""
FRESH_SECONDS = 2.0
"""So long after its claim a lease need not be asked for again: a hundredth of its length."""
MAY_STAND_THERE = (
    "It may have arrived: the answer was lost and this platform cannot be asked."
    " Look in the conversation, then say whether it arrived or send it again."
)


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

    async def deliver(self) -> Counter[str]:
        """Send all that is due now; gives how many were sent, refused, postponed, uncertain."""
        is_more = True
        while is_more and not self.halt.is_set():
            parcels, is_more = await self._off(self._take)
            await self._send_all(parcels)
        return self.outcomes

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
        conversations: dict[str, list[Parcel]] = {}
        for parcel in parcels:
            conversations.setdefault(parcel.conversation, []).append(parcel)
        sent: list[Settling] = []
        await asyncio.gather(*(self._send_in_order(them, sent) for them in conversations.values()))
        await self._settle(sent)

    async def _send_in_order(self, parcels: list[Parcel], sent: list[Settling]) -> None:
        for parcel in parcels:
            begun = time.monotonic()
            outcome = await self._send(parcel)
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
            for parcel in settle(session, sent, now=self.clock.now()):
                LOG.warning("a lease was over", extra={"occasion": parcel.occasion_id})

    async def _send(self, parcel: Parcel) -> Outcome:
        is_fresh = time.monotonic() - parcel.claimed < FRESH_SECONDS
        if not is_fresh and not await self._off(lambda: self._is_ours(parcel)):
            return Lost()
        refusals = []
        for place in parcel.places:
            outcome = await self._try(parcel, place)
            if not isinstance(outcome, Refused):
                return outcome
            refusals.append(outcome.why)
        return Refused(" ".join(refusals))

    def _is_ours(self, parcel: Parcel) -> bool:
        with transaction(self.engine) as session:
            return holds_lease(session, parcel, self.leases)

    async def _try(self, parcel: Parcel, place: Place) -> Outcome:
        courier = self.couriers.get(place.address.platform)
        if courier is None:
            return Refused(f"Nothing is set up to send by {place.address.platform}.")
        try:
            return await _hand_over(courier, parcel, place)
        except RefusedByPlatform as error:
            return Refused(str(error))
        except Later as error:
            return Postponed(error.seconds)
        except UncertainToCourier as error:
            return _doubt(courier, str(error), can_ask=error.can_ask)
        except Exception:
            LOG.exception("a courier failed", extra={"occasion": parcel.occasion_id})
            return _doubt(courier, "")


async def _hand_over(courier: Courier, parcel: Parcel, place: Place) -> Outcome:
    """Give it to the courier; a later attempt asks first whether an earlier one arrived."""
    if isinstance(courier, Opens):
        place = replace(place, address=await courier.open(place.address))
    if parcel.replaces is not None:
        await courier.replace(place.address, parcel.replaces, parcel.message)
        return Sent(place, parcel.replaces)
    if parcel.attempt > 1:
        if not isinstance(courier, ReadsBack):
            return Uncertain(MAY_STAND_THERE, reads_back=False)
        found = await courier.find(place.address, key=parcel.key)
        if found is not None:
            return Sent(place, found)
    return Sent(place, await courier.send(place.address, parcel.message, key=parcel.key))


def _doubt(courier: Courier, why: str, *, can_ask: bool = True) -> Uncertain:
    said = f"{why} {MAY_STAND_THERE}".strip()
    return Uncertain(said, reads_back=can_ask and isinstance(courier, ReadsBack))


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
