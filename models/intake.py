"""Plan files that were dropped on the bot and wait for the programme office's word."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Words


class PlanFile(Base):
    """One file, kept by its hash until it is confirmed or put away."""

    __tablename__ = "plan_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Words)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20), default="waiting")
    """waiting, applied or put_away."""
    settled: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the programme office decided about its findings and waiting lines."""
