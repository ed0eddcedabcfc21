"""Redactions: what was blanked, by whom and why; never what it said."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Json, Words
from models.redacting import REDACTED

__all__ = ["REDACTED", "Redaction"]


class Redaction(Base):
    """One act of blanking, under two roles; append-only."""

    __tablename__ = "redaction"

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Words)
    places: Mapped[list[dict[str, str]]] = mapped_column(Json)
    """Where it stood: table, column and id of each."""
    reports: Mapped[list[int]] = mapped_column(Json, default=list)
    """Issued reports that contain it, which cannot be changed."""
    at: Mapped[datetime]
