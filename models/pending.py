"""Acts that wait for a second person's word before they count."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Words, coded
from models.people import Person


class PendingState(StrEnum):
    """Where an act that needs two people stands."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class PendingAct(Base):
    """What one person asked and a second has to confirm; nothing of it counts until then."""

    __tablename__ = "pending_act"

    id: Mapped[int] = mapped_column(primary_key=True)
    verb: Mapped[str] = mapped_column(String(60))
    act: Mapped[str] = mapped_column(String(60))
    """The line of the policy table that wants a second person."""
    fields: Mapped[dict[str, Any]]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who asked; None: a command."""
    by: Mapped[str] = mapped_column(Words)
    at: Mapped[datetime]
    state: Mapped[PendingState] = mapped_column(coded(PendingState), default=PendingState.WAITING)
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]

    asker: Mapped[Person | None] = relationship(foreign_keys=[by_id])
