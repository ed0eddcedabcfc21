"""Meetings of the PDG and of the Board: agenda, decisions that bind, and actions that arise.

An action that arises at a meeting is not an action of the plan: it has a reference of its own
(GA005), an owner who must accept it, and a date.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Words, coded
from models.meeting_states import (
    ArisingState,
    BoardAskState,
    Body,
    ItemKind,
    ItemState,
    MeetingState,
)
from models.people import Person

__all__ = [
    "AgendaItem",
    "ArisingState",
    "BoardAsk",
    "BoardAskState",
    "Body",
    "Decision",
    "ItemKind",
    "ItemState",
    "Meeting",
    "MeetingAction",
    "MeetingActionNews",
    "MeetingState",
]


class Meeting(Base):
    """One meeting of one body; at most one of each body is open."""

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at_its_time"),
        Index(
            "uq_meeting_one_open",
            "plan_id",
            "body",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    cycle_id: Mapped[int | None] = mapped_column(ForeignKey("cycle.id"), index=True)
    body: Mapped[Body] = mapped_column(coded(Body))
    held_on: Mapped[date]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime]
    minuted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who writes the decisions down, where the chair handed it over."""
    state: Mapped[MeetingState] = mapped_column(coded(MeetingState), default=MeetingState.OPEN)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]

    items: Mapped[list[AgendaItem]] = relationship(order_by="AgendaItem.position")


class AgendaItem(Base):
    """One thing that a meeting looks at."""

    __tablename__ = "agenda_item"
    __table_args__ = (UniqueConstraint("meeting_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    position: Mapped[int]
    kind: Mapped[ItemKind] = mapped_column(coded(ItemKind))
    about: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Ids only: action_id, request_id, challenge_id, ask_id, meeting_action_id."""
    title: Mapped[str] = mapped_column(Words)
    state: Mapped[ItemState] = mapped_column(coded(ItemState), default=ItemState.OPEN)


class Decision(Base):
    """What a meeting decided or noted; append-only, a correction names the one it replaces."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"), index=True)
    is_note: Mapped[bool] = mapped_column(default=False)
    """Noted, with nothing decided."""
    words: Mapped[str] = mapped_column(Words)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Who recorded it."""
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), unique=True)
    at: Mapped[datetime]


class MeetingAction(Base):
    """An action that arose at a meeting."""

    __tablename__ = "meeting_action"
    __table_args__ = (
        UniqueConstraint("plan_id", "ref"),
        CheckConstraint("(state = 'done') = (closed_on IS NOT NULL)", name="done_on_a_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    ref: Mapped[str] = mapped_column(String(20))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"))
    """The plan's action that it is about, where there is one."""
    words: Mapped[str] = mapped_column(Words)
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    due: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    state: Mapped[ArisingState] = mapped_column(
        coded(ArisingState), default=ArisingState.OFFERED, index=True
    )
    accepted_on: Mapped[date | None]
    closed_on: Mapped[date | None]

    owner: Mapped[Person] = relationship(foreign_keys=[owner_id])
    news: Mapped[list[MeetingActionNews]] = relationship(order_by="MeetingActionNews.id")


class MeetingActionNews(Base):
    """What was said about an action from a meeting; append-only."""

    __tablename__ = "meeting_action_news"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_action_id: Mapped[int] = mapped_column(ForeignKey("meeting_action.id"), index=True)
    state: Mapped[ArisingState] = mapped_column(coded(ArisingState))
    """The state that it led to."""
    words: Mapped[str] = mapped_column(Words, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class BoardAsk(Base):
    """What an owner asks of the Board: carried to its agenda, and its answer back."""

    __tablename__ = "board_ask"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    update_id: Mapped[int | None] = mapped_column(ForeignKey("status_update.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str] = mapped_column(Words)
    at: Mapped[datetime]
    state: Mapped[BoardAskState] = mapped_column(
        coded(BoardAskState), default=BoardAskState.OPEN, index=True
    )
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    """The Board's answer."""
    settled_at: Mapped[datetime | None]
