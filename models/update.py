"""What people said about actions: appended, never changed.

Each `Update` is a whole answer as it stands after what was just said; a correction is a new row
that replaces the one before, and an undo is a row with the earlier answer (or `withdrawn`). So the
answer of an action in a cycle is always its newest row.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Json, Words, coded
from models.people import Person
from models.plan import Action
from models.states import Level, Rating


class UpdateKind(StrEnum):
    """How an answer came to be."""

    ANSWER = "answer"
    CORRECTION = "correction"
    UNDO = "undo"
    WITHDRAWN = "withdrawn"
    """Taken back with nothing before it: there is no answer."""
    IMPORT = "import"
    """What the plan's file said before anybody was asked."""


class Update(Base):
    """One whole answer about one action."""

    __tablename__ = "status_update"
    __table_args__ = (
        UniqueConstraint("series", "serial"),
        CheckConstraint("NOT (delivered AND rating IS NOT NULL)", name="delivered_has_no_rating"),
        CheckConstraint("rating IS NULL OR rating <> 'blue'", name="nobody_claims_blue"),
        Index("ix_status_update_action_id_id", "action_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"))
    cycle_id: Mapped[int | None] = mapped_column(ForeignKey("cycle.id"), index=True)
    """None: news between two cycles."""
    series: Mapped[str] = mapped_column(String(40))
    serial: Mapped[int]
    """Its number within the series: "2023-10/014"."""
    kind: Mapped[UpdateKind] = mapped_column(coded(UpdateKind))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("status_update.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who said it; None where a file or a command did (then `door` says which)."""
    on_behalf_of_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    source: Mapped[str | None] = mapped_column(Words)
    """Where somebody else heard it: phone, e-mail, meeting."""
    source_on: Mapped[date | None]
    door: Mapped[str] = mapped_column(String(40))
    rating: Mapped[Rating | None] = mapped_column(coded(Rating))
    delivered: Mapped[bool] = mapped_column(default=False)
    delivered_on: Mapped[date | None]
    no_change: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = mapped_column(Words, default="")
    """What moved, in the sender's words."""
    next_steps: Mapped[str] = mapped_column(Words, default="")
    reason: Mapped[str] = mapped_column(Words, default="")
    """What is in the way."""
    delay_reason: Mapped[str | None] = mapped_column(String(60))
    """Its place in the partnership's list of delay reasons."""
    recovery: Mapped[str] = mapped_column(Words, default="")
    forecast: Mapped[date | None]
    help_needed: Mapped[str] = mapped_column(Words, default="")
    evidence: Mapped[list[str]] = mapped_column(default=list)
    late: Mapped[bool] = mapped_column(default=False)
    received_at: Mapped[datetime] = mapped_column(index=True)

    action: Mapped[Action] = relationship()
    author: Mapped[Person | None] = relationship(foreign_keys=[author_id])
    on_behalf_of: Mapped[Person | None] = relationship(foreign_keys=[on_behalf_of_id])

    @property
    def number(self) -> str:
        """How people name it: "2023-10/014"."""
        return f"{self.series}/{self.serial:03d}"

    @property
    def awaits_words(self) -> bool:
        """Whether it says amber or red and not one word of what is in the way or gets it back.

        "No change" leans on what was said before; the third in a row needs words of its own.
        """
        said = self.words or self.reason or self.recovery
        return self.rating in {Rating.AMBER, Rating.RED} and not self.no_change and not said


class ReadingState(StrEnum):
    """Where a reading of a typed line stands."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    DROPPED = "dropped"


class Reading(Base):
    """A typed line as it was understood, waiting for its sender's word; never silence."""

    __tablename__ = "reading"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    cycle_id: Mapped[int | None] = mapped_column(ForeignKey("cycle.id"), index=True)
    said: Mapped[str] = mapped_column(Words)
    understood: Mapped[dict[str, Any]]
    """The object of the reply contract."""
    action_ids: Mapped[list[int]] = mapped_column(Json, default=list)
    door: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    state: Mapped[ReadingState] = mapped_column(coded(ReadingState), index=True)
    settled_at: Mapped[datetime | None]


class Moderation(Base):
    """A rating set by somebody other than the owner, with the reason; append-only."""

    __tablename__ = "moderation"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    cycle_id: Mapped[int | None] = mapped_column(ForeignKey("cycle.id"))
    level: Mapped[Level] = mapped_column(coded(Level))
    rating: Mapped[Rating] = mapped_column(coded(Rating))
    reason: Mapped[str] = mapped_column(Words)
    kept: Mapped[bool] = mapped_column(default=False)
    """The owner's rating was looked at and stands."""
    update_id: Mapped[int | None] = mapped_column(ForeignKey("status_update.id"))
    """The answer that was looked at."""
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    by: Mapped[Person] = relationship()
    replies: Mapped[list[ModerationReply]] = relationship(order_by="ModerationReply.id")


class ModerationReply(Base):
    """What an owner answered to a moderated rating; it stands beside it, append-only."""

    __tablename__ = "moderation_reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    moderation_id: Mapped[int] = mapped_column(ForeignKey("moderation.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str] = mapped_column(Words)
    door: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]

    by: Mapped[Person] = relationship()
