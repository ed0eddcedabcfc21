"""Challenges and nudges: what the chair asked about an answer, and what came back.

A question and its answer stand beside the update that they are about, for ever.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Words, coded
from models.people import Person
from models.plan import Action
from models.states import Level


class ChallengeState(StrEnum):
    """Whether a question still waits."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class Challenge(Base):
    """A question about an action's answer; its words never change."""

    __tablename__ = "challenge"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    cycle_id: Mapped[int | None] = mapped_column(ForeignKey("cycle.id"), index=True)
    update_id: Mapped[int | None] = mapped_column(ForeignKey("status_update.id"))
    """The answer that it is about, as it stood when it was asked."""
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    level: Mapped[Level] = mapped_column(coded(Level), default=Level.CHAIR)
    """In whose name it is asked: the chair's, the programme office's, or a meeting's."""
    to_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    question: Mapped[str] = mapped_column(Words)
    for_paper: Mapped[bool] = mapped_column(default=False)
    """Whether question and answer stand in the Board's paper."""
    at: Mapped[datetime]
    state: Mapped[ChallengeState] = mapped_column(
        coded(ChallengeState), default=ChallengeState.OPEN, index=True
    )
    settled_at: Mapped[datetime | None]

    action: Mapped[Action] = relationship()
    by: Mapped[Person] = relationship(foreign_keys=[by_id])
    to: Mapped[Person | None] = relationship(foreign_keys=[to_id])
    replies: Mapped[list[ChallengeReply]] = relationship(order_by="ChallengeReply.id")


class ChallengeReply(Base):
    """An answer to a challenge; append-only, a correction is a further row."""

    __tablename__ = "challenge_reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str] = mapped_column(Words)
    door: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]

    by: Mapped[Person | None] = relationship()


class Nudge(Base):
    """One nudge to a group, with whom it was shown to reach; append-only."""

    __tablename__ = "nudge"

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int | None] = mapped_column(ForeignKey("cycle.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    group: Mapped[dict[str, Any]]
    """Whom it was for, in the words of the question: ratings, silence, area."""
    reaches: Mapped[dict[str, Any]]
    """Person id → action ids."""
    words: Mapped[str] = mapped_column(Words, default="")
    at: Mapped[datetime]
