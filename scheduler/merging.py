"""After days in which nothing left, a person gets one message of what waited, the oldest first.

What travels in another's message keeps that in mind, so that a later attempt makes the same one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.wording.notices import merged
from models.delivery import Occasion, Step
from scheduler.parcel import Parcel

WITH = "with"
"""In an occasion's `about`: in whose message it travels."""
MERGES = frozenset(
    {
        *(Step.ASK, Step.REMINDER, Step.WORDS_AWAITED, Step.CONFIRM, Step.NUDGE, Step.DUE_SOON),
        *(Step.OVERDUE, Step.VACANT, Step.SUSPENDED, Step.SIGN_OFF, Step.NOT_SIGNED),
        *(Step.SILENCE_AREA, Step.SILENCE_OFFICE, Step.SILENCE_CHAIR, Step.RETURN_READY),
    }
)


def is_late(occasion: Occasion, now: datetime) -> bool:
    """Whether its day is past where its receiver is."""
    person = occasion.person
    if person is None or occasion.step not in MERGES or occasion.message is not None:
        return False
    return occasion.local_day < now.astimezone(ZoneInfo(person.time_zone)).date()


def merge(
    parcels: Sequence[Parcel], occasions: Mapping[int, Occasion], now: datetime
) -> list[Parcel]:
    """The parcels, with those of a person who is behind put into one."""
    groups: dict[int, list[Parcel]] = {}
    alone: list[Parcel] = []
    for parcel in parcels:
        occasion = occasions[parcel.occasion_id]
        can = occasion.step in MERGES and parcel.trial is None and occasion.message is None
        if can and occasion.person_id is not None:
            groups.setdefault(occasion.person_id, []).append(parcel)
        else:
            alone.append(parcel)
    for group in groups.values():
        alone += _of_person(group, occasions, now)
    order = {parcel.occasion_id: number for number, parcel in enumerate(parcels)}
    return sorted(alone, key=lambda parcel: order[parcel.occasion_id])


def _of_person(
    group: list[Parcel], occasions: Mapping[int, Occasion], now: datetime
) -> list[Parcel]:
    main = group[0]
    behind = any(is_late(occasions[parcel.occasion_id], now) for parcel in group)
    others = [p for p in group[1:] if _travels(main, p, occasions, is_new=behind)]
    if not others:
        return group
    for other in others:
        occasion = occasions[other.occasion_id]
        occasion.about = {**occasion.about, WITH: main.occasion_id}
    message = merged(main.message, *(other.message for other in others))
    carries = tuple((other.occasion_id, other.attempt) for other in others)
    rest = [parcel for parcel in group[1:] if parcel not in others]
    return [replace(main, message=message, carries=carries), *rest]


def _travels(
    main: Parcel, other: Parcel, occasions: Mapping[int, Occasion], *, is_new: bool
) -> bool:
    """Whether it goes in the other's message: as before, or for the first time of both."""
    if occasions[other.occasion_id].about.get(WITH) == main.occasion_id:
        return True
    return is_new and main.is_first and other.is_first
