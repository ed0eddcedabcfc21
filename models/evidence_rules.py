"""How evidence stands: what verifiers said, how many are needed, and when an action is proven.

Of each person the newest word on an item counts. A return counts until the action is reported as
delivered again: then the item is looked at anew. After a reopening nothing that was accepted
before it counts any more. Formal monitoring needs two people who accepted the same item.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.states import EvidenceDecision, MonitoringLevel

TWO = 2


class ItemState(StrEnum):
    """Where one item of evidence stands."""

    WAITING = "waiting"
    HALF = "half"
    """Accepted by one person where two are needed."""
    ACCEPTED = "accepted"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Look:
    """What one verifier said of an item."""

    by: int
    decision: EvidenceDecision
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """An item of evidence, with what was said of it, the oldest first."""

    id: int
    at: datetime
    by: int | None = None
    looks: tuple[Look, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """When the action was reported as delivered, if it is, and when it was last reopened."""

    delivered_at: datetime | None = None
    reopened_at: datetime | None = None


def needed_for(monitoring: MonitoringLevel) -> int:
    """How many people have to accept an item."""
    return TWO if monitoring is MonitoringLevel.FORMAL else 1


def accepters(item: Offered, claim: Claim) -> frozenset[int]:
    """Who accepts an item now."""
    return frozenset(
        look.by
        for look in _newest(item)
        if look.decision is EvidenceDecision.ACCEPTED and _counts(look, claim.reopened_at)
    )


def returned_by(item: Offered, claim: Claim) -> Look | None:
    """The return that stands against an item; None where there is none."""
    since = max((at for at in (claim.delivered_at, claim.reopened_at) if at), default=None)
    returns = [
        look
        for look in _newest(item)
        if look.decision is EvidenceDecision.RETURNED and _counts(look, since)
    ]
    return max(returns, key=lambda look: look.at, default=None)


def state_of(item: Offered, claim: Claim, needed: int) -> ItemState:
    """Where an item stands."""
    if returned_by(item, claim) is not None:
        return ItemState.RETURNED
    accepted = len(accepters(item, claim))
    if accepted >= needed:
        return ItemState.ACCEPTED
    return ItemState.HALF if accepted else ItemState.WAITING


def is_enough(items: Iterable[Offered], claim: Claim, needed: int) -> bool:
    """Whether the evidence of an action is accepted: one item at least, and none returned."""
    states = [state_of(item, claim, needed) for item in items]
    return ItemState.ACCEPTED in states and ItemState.RETURNED not in states


def may_be_proven_by(person: int, items: Iterable[Offered], claim: Claim, needed: int) -> bool:
    """Whether somebody may mark it as proven: enough people other than themselves accepted it."""
    found = list(items)
    others = (len(accepters(item, claim) - {person}) for item in found)
    return is_enough(found, claim, needed) and max(others, default=0) >= needed


def _newest(item: Offered) -> Iterable[Look]:
    return {look.by: look for look in item.looks}.values()


def _counts(look: Look, since: datetime | None) -> bool:
    return since is None or look.at >= since
