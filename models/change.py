"""Change control: what somebody asked to change in an agreed plan, and each step to its decision.

The states are those of the domain (6.4). A request's row says where it stands now; every step of
its way is appended as a `ChangeStep`. The plan itself changes only when the request is agreed.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Json, Words, coded
from models.change_states import SETTLED, ChangeTopic, RequestState
from models.people import Person
from models.plan import Action
from models.states import Level

__all__ = [
    "SETTLED",
    "ChangeRequest",
    "ChangeStep",
    "ChangeTopic",
    "Handover",
    "HandoverState",
    "RequestState",
    "Succession",
]

_OPEN = text("state NOT IN ('agreed', 'refused', 'withdrawn')")


class ChangeRequest(Base):
    """One change that somebody asked for; at most one open for each action and topic."""

    __tablename__ = "change_request"
    __table_args__ = (
        CheckConstraint("(topic = 'add') = (action_id IS NULL)", name="names_its_action"),
        Index(
            "uq_change_request_one_open",
            "action_id",
            "topic",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"))
    """None: a new action is asked for."""
    topic: Mapped[ChangeTopic] = mapped_column(coded(ChangeTopic))
    update_id: Mapped[int | None] = mapped_column(ForeignKey("status_update.id"))
    """The answer that it came with."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    before: Mapped[Any] = mapped_column(Json, nullable=True)
    """What stood when it was asked: for a date, its ISO day."""
    after: Mapped[Any] = mapped_column(Json, nullable=True)
    """What is asked for; its shape is the topic's (`models/change_effects.py`)."""
    reason: Mapped[str] = mapped_column(Words, default="")
    delay_reason: Mapped[str | None] = mapped_column(Words)
    impact: Mapped[str] = mapped_column(Words, default="")
    at: Mapped[datetime]
    state: Mapped[RequestState] = mapped_column(
        coded(RequestState), default=RequestState.SUBMITTED, index=True
    )
    settled_at: Mapped[datetime | None]

    action: Mapped[Action | None] = relationship()
    by: Mapped[Person | None] = relationship()
    steps: Mapped[list[ChangeStep]] = relationship(order_by="ChangeStep.id")

    @classmethod
    def open_moves(cls) -> tuple[ColumnElement[bool], ...]:
        """What selects requests for another due date that are not settled."""
        return cls.topic == ChangeTopic.DUE, cls.state.not_in(SETTLED)

    @property
    def due_asked(self) -> date:
        """The new due date, of a request for one."""
        return date.fromisoformat(self.after)

    @property
    def due_before(self) -> date | None:
        """The due date that stood when another was asked for."""
        return date.fromisoformat(self.before) if self.before else None


class ChangeStep(Base):
    """One step of a request, with who took it and at which level; append-only."""

    __tablename__ = "change_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("change_request.id"), index=True)
    state: Mapped[RequestState] = mapped_column(coded(RequestState))
    """The state that it led to."""
    level: Mapped[Level | None] = mapped_column(coded(Level))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Words, default="")
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    minute: Mapped[str] = mapped_column(Words, default="")
    """Where the decision is written, of an external agreement its source."""
    external_body: Mapped[str] = mapped_column(Words, default="")
    external_on: Mapped[date | None]
    at: Mapped[datetime]

    by: Mapped[Person | None] = relationship()


class HandoverState(StrEnum):
    """Whether a new owner has taken the action."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Handover(Base):
    """An action offered to a new owner; the old one stays until it is accepted."""

    __tablename__ = "handover"
    __table_args__ = (
        Index(
            "uq_handover_one_offered",
            "action_id",
            unique=True,
            sqlite_where=text("state = 'offered'"),
            postgresql_where=text("state = 'offered'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("change_request.id"))
    from_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Words, default="")
    at: Mapped[datetime]
    state: Mapped[HandoverState] = mapped_column(
        coded(HandoverState), default=HandoverState.OFFERED
    )
    answer: Mapped[str] = mapped_column(Words, default="")
    settled_at: Mapped[datetime | None]

    action: Mapped[Action] = relationship()
    to: Mapped[Person] = relationship(foreign_keys=[to_id])
    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])


class Succession(Base):
    """Which action took the place of another that was split or merged; append-only."""

    __tablename__ = "succession"
    __table_args__ = (UniqueConstraint("action_id", "successor_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"))
    successor_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("change_request.id"))
    at: Mapped[datetime]
