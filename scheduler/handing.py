"""Handing one parcel to the courier of one place, and what came of it.

A later attempt asks first whether an earlier one arrived. Where the platform cannot say, the parcel
is held and shown rather than sent twice; to replace a message twice does no harm.
"""

from __future__ import annotations

import logging
from dataclasses import replace

from models.courier import Courier, Later, Opens, Paced, ReadsBack
from models.courier import Refused as RefusedByPlatform
from models.courier import Uncertain as UncertainToCourier
from models.pacing import Extent, Way, spoken_of
from scheduler.addresses import Place
from scheduler.outcomes import Outcome, Postponed, Refused, Sent, Uncertain
from scheduler.parcel import Parcel

LOG = logging.getLogger(__name__)
LEAST_SECONDS = 1.0
MOST_ATTEMPTS = 20
"""After so many of which none could say whether it arrived, a person has to look."""
SHUT_SECONDS = 300.0
"""So long until what waits for a closed way is looked at again; opening the way makes it due."""
MAY_STAND_THERE = (
    "It may have arrived: the answer was lost and this platform cannot be asked."
    " Look in the conversation, then say whether it arrived or send it again."
)


def ways_of(courier: Courier | None, parcel: Parcel, place: Place) -> tuple[Way, ...]:
    """The ways by which a parcel leaves to a place; none where its courier knows no limits."""
    if courier is None or not isinstance(courier, Paced):
        return ()
    return courier.ways(place.address, replaces=parcel.replaces is not None)


async def hand_over(courier: Courier | None, parcel: Parcel, place: Place) -> Outcome:
    """Send, replace or find it at one place; never raises."""
    if courier is None:
        return Refused(f"Nothing is set up to send by {place.address.platform}.")
    ways = ways_of(courier, parcel, place)
    try:
        return await _given(courier, parcel, place)
    except RefusedByPlatform as error:
        closes = error.extent in {Extent.TENANT, Extent.PLATFORM}
        return Refused(
            str(error),
            closes=spoken_of(ways, error.extent) if closes else None,
            is_of_place=error.extent is Extent.CONVERSATION,
        )
    except Later as error:
        seconds = max(error.seconds, LEAST_SECONDS)
        return Postponed(seconds, rests=spoken_of(ways, error.extent))
    except UncertainToCourier as error:
        return _doubt(courier, parcel, place, str(error), can_ask=error.can_ask)
    except Exception:
        LOG.exception("a courier failed", extra={"occasion": parcel.occasion_id})
        return _doubt(courier, parcel, place, "")


async def _given(courier: Courier, parcel: Parcel, place: Place) -> Outcome:
    opened = place
    if isinstance(courier, Opens):
        opened = replace(place, address=await courier.open(place.address))
    if parcel.replaces is not None:
        await courier.replace(opened.address, parcel.replaces, parcel.message)
        return Sent(opened, parcel.replaces)
    if not parcel.is_first:
        if not isinstance(courier, ReadsBack):
            return Uncertain(MAY_STAND_THERE, reads_back=False, place=place)
        found = await courier.find(opened.address, key=parcel.key)
        if found is not None:
            return Sent(opened, found)
    return Sent(opened, await courier.send(opened.address, parcel.message, key=parcel.key))


def _doubt(
    courier: Courier, parcel: Parcel, place: Place, why: str, *, can_ask: bool = True
) -> Uncertain:
    """Asked again at the next attempt where that can be, though not without end."""
    is_harmless = parcel.replaces is not None
    asks = is_harmless or (can_ask and isinstance(courier, ReadsBack))
    said = f"{why} {MAY_STAND_THERE}".strip()
    return Uncertain(said, reads_back=asks and parcel.attempt < MOST_ATTEMPTS, place=place)
