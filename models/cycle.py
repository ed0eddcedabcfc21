"""The Board's months: each cycle with its dates, and the ask of each action within it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Words, coded
from models.people import Person
from models.plan import Action


class Cycle(Base):
    """One Board with the days that lead to it, all in the plan's zone.

    The names of the days are those of `models.calendar.CyclePlan`.
    """

    __tablename__ = "cycle"
    __table_args__ = (
        UniqueConstraint("plan_id", "code"),
        UniqueConstraint("plan_id", "board_meeting"),
        CheckConstraint(
            "collection_opens < update_cut_off AND update_cut_off < chair_sign_off"
            " AND chair_sign_off <= papers_issued AND papers_issued < board_meeting",
            name="days_follow_one_another",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    code: Mapped[str] = mapped_column(String(20))
    collection_opens: Mapped[date]
    first_reminder: Mapped[date]
    update_cut_off: Mapped[date]
    escalation_to_area_lead: Mapped[date]
    escalation_to_programme_office: Mapped[date]
    escalation_to_chair: Mapped[date]
    moderation_complete: Mapped[date]
    pdg_meeting: Mapped[date]
    chair_sign_off: Mapped[date]
    papers_issued: Mapped[date]
    board_meeting: Mapped[date]
    actions_arising_issued: Mapped[date]
    note: Mapped[str] = mapped_column(Words, default="")
    added_at: Mapped[datetime]


class WhyNotAsked(StrEnum):
    """Why nobody could be asked about an action in a cycle."""

    VACANT = "vacant"
    ABSENT = "absent"
    UNREACHABLE = "unreachable"
    DISPUTED = "disputed"


class Ask(Base):
    """One action in one cycle: whose it was, who was asked, and how far that has come.

    Whether it was answered is not kept here: the newest `Update` of the action in the cycle is.
    """

    __tablename__ = "ask"
    __table_args__ = (UniqueConstraint("cycle_id", "action_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """The owner, or the deputy while the owner is away; None with `why_not`, unless they went away
    after they were asked and nobody stands in: then it is "absent" and the ask stands."""
    why_not: Mapped[WhyNotAsked | None] = mapped_column(coded(WhyNotAsked))
    made_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    """When the person first pressed a button or opened the form."""
    snoozed_until: Mapped[date | None]

    cycle: Mapped[Cycle] = relationship()
    action: Mapped[Action] = relationship()
    owner: Mapped[Person | None] = relationship(foreign_keys=[owner_id])
    asked: Mapped[Person | None] = relationship(foreign_keys=[asked_id])
