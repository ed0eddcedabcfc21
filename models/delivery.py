"""What is owed to whom, what was said where, and what was heard: the one outbox and the one inbox.

An `Occasion` is made once by its unique key of ids and local dates, whoever makes it and however
often. What was sent stands in `Posted`, which is also where a message's platform id is found when
it must be replaced.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Words, coded
from models.people import Person


class Step(StrEnum):
    """Why something is said of its own accord."""

    FIRST_CONTACT = "first_contact"
    ASK = "ask"
    REMINDER = "reminder"
    WORDS_AWAITED = "words_awaited"
    CONFIRM = "confirm"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    VACANT = "vacant"
    SILENCE_AREA = "silence_area"
    SILENCE_OFFICE = "silence_office"
    SILENCE_CHAIR = "silence_chair"
    SIGN_OFF = "sign_off"
    NOT_SIGNED = "not_signed"
    BOARD = "board"
    NUDGE = "nudge"
    ARISING = "arising"
    """What a meeting left for somebody, two working days later."""
    MEETING_OPEN = "meeting_open"
    """A meeting that nobody closed."""
    SUSPENDED = "suspended"
    """The monthly word about an action that is suspended, and its day of review."""
    RETURN_READY = "return_ready"
    """How ready the evidence is, ahead of a formal return."""
    NOTE = "note"
    """Something that a person's act caused for another: the message is kept with the occasion."""
    REPLACE = "replace"
    """A posted message whose place is taken by another (an ask by its receipt)."""


class OccasionState(StrEnum):
    """How far an occasion has come."""

    OWED = "owed"
    CLAIMED = "claimed"
    SENT = "sent"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    HELD = "held"


class Occasion(Base):
    """One message that is owed, once."""

    __tablename__ = "occasion"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (channel IS NULL)", name="to_one_place"),
        Index("ix_occasion_state_due", "state", "due_at"),
        Index("ix_occasion_person_day", "person_id", "local_day"),
        Index("ix_occasion_posted_id", "posted_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(Words, unique=True)
    opaque: Mapped[str] = mapped_column(String(36), unique=True)
    """What is put on the platform's message for reading back; says nothing by itself."""
    step: Mapped[Step] = mapped_column(coded(Step))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    channel: Mapped[str | None] = mapped_column(Words)
    cycle_id: Mapped[int | None] = mapped_column(ForeignKey("cycle.id"), index=True)
    about: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the message is made from at the last moment: ids only (action_ids, report_id…)."""
    message: Mapped[dict[str, Any] | None]
    """The message itself, where it was said by an act and not made from the record."""
    local_day: Mapped[date]
    """The day it belongs to, in the receiver's zone."""
    due_at: Mapped[datetime]
    state: Mapped[OccasionState] = mapped_column(coded(OccasionState), default=OccasionState.OWED)
    why: Mapped[str] = mapped_column(Words, default="")
    """Why it was cancelled, refused or held, in a sentence."""
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    posted_id: Mapped[int | None] = mapped_column(ForeignKey("posted.id"))
    made_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship()


class Posted(Base):
    """One message that stands in a conversation, as it reads now."""

    __tablename__ = "posted"
    __table_args__ = (Index("ix_posted_conversation", "platform", "conversation", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(String(20))
    conversation: Mapped[str] = mapped_column(Words)
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("posted.id"))
    platform_id: Mapped[str] = mapped_column(Words)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    cycle_id: Mapped[int | None] = mapped_column(ForeignKey("cycle.id"))
    kind: Mapped[str] = mapped_column(String(40))
    message: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]


class Heard(Base):
    """What came in: stored before it is acknowledged, worked once by its unique key."""

    __tablename__ = "heard"
    __table_args__ = (
        Index("ix_heard_conversation", "platform", "conversation", "id"),
        Index("ix_heard_worked_at", "worked_at", "dead_at"),
        Index(
            "ix_heard_kept",  # the few whose raw words are still there
            "worked_at",
            sqlite_where=text("body IS NOT NULL"),
            postgresql_where=text("body IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(Words, unique=True)
    platform: Mapped[str] = mapped_column(String(20))
    conversation: Mapped[str] = mapped_column(Words)
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("posted.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    """line, click, form or file."""
    body: Mapped[dict[str, Any] | None]
    """The raw words and fields; dropped 14 days after they were worked."""
    at: Mapped[datetime]
    worked_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    dead_at: Mapped[datetime | None]
    """When it was put aside for a person, after it failed too often."""
    why: Mapped[str] = mapped_column(Words, default="")
    """Why it could not be worked, in a sentence."""
    answer: Mapped[dict[str, Any] | None]
    """What was answered, so that the same event twice gets the same answer."""
