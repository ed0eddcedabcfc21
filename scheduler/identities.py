"""What is learnt about a person when a conversation with them is opened, kept for the next time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.courier import Address
from models.people import Identity
from scheduler.addresses import Place

_IDENTITY: Any = Identity.__table__


def keep_opened(
    session: Session, person_id: int | None, places: Sequence[Place], at: Address
) -> None:
    """Keep the conversation in which a message stands, where it had to be opened first.

    Who is known there by nothing yet gets an identity; one that is somebody else's stays theirs.
    """
    if person_id is None or any(at == place.address for place in places):
        return
    if at.known is not None:
        _make_known(session, person_id, at)
    session.execute(
        update(Identity)
        .where(
            Identity.person_id == person_id,
            Identity.platform == at.platform,
            Identity.user_id.in_([place.address.conversation for place in places]),
            Identity.conversation.is_(None),
        )
        .values(conversation=at.conversation)
    )


def _make_known(session: Session, person_id: int, at: Address) -> None:
    """An identity of the person, unless the platform's user has one already."""
    assert at.known is not None
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = {
        "person_id": person_id,
        "platform": at.platform,
        "tenant": at.known.tenant,
        "user_id": at.known.user_id,
        "conversation": at.conversation,
        "is_reachable": True,
    }
    key = ["platform", "tenant", "user_id"]
    session.execute(
        dialect.insert(_IDENTITY).values(row).on_conflict_do_nothing(index_elements=key)
    )
