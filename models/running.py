"""What all replicas share about sending: the mode of the installation, pacing, and heartbeats."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Words, coded
from models.people import Person


class Mode(StrEnum):
    """Whether messages leave for those whom they are for."""

    TRIAL = "trial"
    """Each goes to the programme office instead, labelled with its true recipient."""
    LIVE = "live"
    PAUSED = "paused"
    """Nothing leaves until somebody resumes."""


class ModeChange(Base):
    """A change of the mode, with who made it and why; append-only, the newest is in force."""

    __tablename__ = "mode_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    mode: Mapped[Mode] = mapped_column(coded(Mode))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """None: a command."""
    by: Mapped[str] = mapped_column(Words)
    reason: Mapped[str] = mapped_column(Words, default="")
    at: Mapped[datetime]

    person: Mapped[Person | None] = relationship()


class Pace(Base):
    """When the next message may leave by one way, in database time; shared by all replicas.

    A way is a platform ("slack"), a workspace or tenant of it ("slack/T1"), or a conversation
    ("slack/T1/C1"). One that is closed waits for a person (a token was revoked).
    """

    __tablename__ = "pace"

    way: Mapped[str] = mapped_column(Words, primary_key=True)
    free_at: Mapped[datetime]
    closed_why: Mapped[str | None] = mapped_column(Words)
    closed_at: Mapped[datetime | None]


class Beat(Base):
    """When a replica last ticked and worked, in database time."""

    __tablename__ = "beat"

    replica: Mapped[str] = mapped_column(String(60), primary_key=True)
    started_at: Mapped[datetime]
    at: Mapped[datetime]
    ticked_at: Mapped[datetime | None]
    version: Mapped[str] = mapped_column(String(40), default="")
