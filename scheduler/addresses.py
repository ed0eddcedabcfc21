"""Where a message goes: the person's doors in the order they like them, a channel, or a thread.

On the local platform everybody has a conversation and every channel a page, so no identity row is
needed there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.courier import Address
from models.delivery import Occasion, Posted, Step
from models.people import Identity, Person
from models.states import Door

IN_THREAD = frozenset({Step.REMINDER, Step.WORDS_AWAITED, Step.CONFIRM})
"""What is said under the ask that it follows."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address, and our own row of the message whose thread it is in."""

    address: Address
    thread_id: int | None = None


def places(session: Session, occasion: Occasion, platforms: Collection[str]) -> tuple[Place, ...]:
    """Where an occasion may be said, the first choice first; nothing where no door leads there."""
    if occasion.step is Step.REPLACE:
        return _where_it_stands(session, occasion)
    if (conversation := occasion.about.get("conversation")) is not None:
        return (_in_conversation(session, occasion, str(conversation)),)
    if occasion.person is None:
        assert occasion.channel is not None
        return tuple(Place(a) for a in channel_addresses(occasion.channel, platforms))
    doors = tuple(Place(a) for a in person_addresses(session, occasion.person, platforms))
    if _follows_the_ask(occasion) and (thread := _under_the_ask(session, occasion)) is not None:
        return (thread, *(p for p in doors if p.address.platform != thread.address.platform))
    return doors


def _follows_the_ask(occasion: Occasion) -> bool:
    return occasion.step in IN_THREAD or "snoozed" in occasion.about


def person_addresses(
    session: Session, person: Person, platforms: Collection[str]
) -> tuple[Address, ...]:
    """A person's conversations: the preferred door first, none that is known not to reach them.

    A platform that never met them may find them by their e-mail address.
    """
    identities = session.scalars(
        select(Identity).where(Identity.person_id == person.id).order_by(Identity.id)
    ).all()
    found = [
        Address(i.platform, i.conversation or i.user_id)
        for i in identities
        if i.platform in platforms and i.is_reachable is not False
    ]
    if Door.LOCAL in platforms:
        found.append(Address(Door.LOCAL.value, f"person:{person.id}"))
    met = {identity.platform for identity in identities}
    if person.email is not None:
        found += [Address(platform, person.email) for platform in unmet(platforms, met)]
    return tuple(_preferred(found, person.preferred_door))


def unmet(platforms: Collection[str], met: Collection[str]) -> list[str]:
    """The platforms that never met somebody, and may find them by their e-mail address."""
    return sorted(set(platforms) - {Door.LOCAL.value} - set(met))


def channel_addresses(channel: str, platforms: Collection[str]) -> tuple[Address, ...]:
    """A channel's address on the local platform, else on the one that is configured."""
    first = Door.LOCAL.value if Door.LOCAL in platforms else min(platforms, default=None)
    return () if first is None else (Address(first, f"channel:{channel}"),)


def _preferred(addresses: Sequence[Address], door: str | None) -> list[Address]:
    once = dict.fromkeys(addresses)
    return sorted(once, key=lambda address: address.platform != door)


def _where_it_stands(session: Session, occasion: Occasion) -> tuple[Place, ...]:
    posted = session.get(Posted, occasion.posted_id) if occasion.posted_id else None
    if posted is None:
        return ()
    return (Place(Address(posted.platform, posted.conversation), posted.thread_id),)


def _in_conversation(session: Session, occasion: Occasion, conversation: str) -> Place:
    platform = str(occasion.about["platform"])
    thread = occasion.about.get("thread_id")
    root = session.get(Posted, int(thread)) if thread is not None else None
    if root is None or not root.platform_id:
        return Place(Address(platform, conversation))
    return Place(Address(platform, conversation, root.platform_id), root.id)


def _under_the_ask(session: Session, occasion: Occasion) -> Place | None:
    ask = session.scalar(
        select(Posted)
        .join(Occasion, Occasion.posted_id == Posted.id)
        .where(
            Occasion.step == Step.ASK,
            Occasion.person_id == occasion.person_id,
            Occasion.cycle_id == occasion.cycle_id,
        )
    )
    if ask is None or not ask.platform_id:
        return None
    return Place(Address(ask.platform, ask.conversation, ask.platform_id), ask.id)
