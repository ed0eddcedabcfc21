"""The plan: areas, actions, milestones, dependencies, and the versions that were agreed.

The row of an action is how it stands now; `ActionChange` keeps every change of it, so that any past
instant can be read (`models/as_at.py`). `original_due` is fixed once the plan is agreed.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Json, Words, coded
from models.people import Person
from models.states import MonitoringLevel, Stage


class Plan(Base):
    """An improvement plan that answers to somebody."""

    __tablename__ = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(Words, unique=True)
    title: Mapped[str] = mapped_column(Words)
    time_zone: Mapped[str] = mapped_column(String(60), default="Europe/London")
    classification: Mapped[str] = mapped_column(Words, default="Unrestricted")

    versions: Mapped[list[PlanVersion]] = relationship(order_by="PlanVersion.number")
    areas: Mapped[list[Area]] = relationship(order_by="Area.position")

    @property
    def is_agreed(self) -> bool:
        """Whether some body has agreed the plan: from then on dates move by decision only."""
        return any(version.agreed_on is not None for version in self.versions)


class PlanVersion(Base):
    """A state of the plan with who agreed it, when, and where that is written; append-only."""

    __tablename__ = "plan_version"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        CheckConstraint(
            "(agreed_on IS NULL) = (agreed_by IS NULL)", name="agreed_by_and_on_go_together"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    number: Mapped[int]
    agreed_by: Mapped[str | None] = mapped_column(Words)
    agreed_on: Mapped[date | None]
    source: Mapped[str | None] = mapped_column(Words)
    summary: Mapped[str] = mapped_column(Words)
    made_at: Mapped[datetime]


class Area(Base):
    """An area of weakness, with the lead who is accountable for it."""

    __tablename__ = "area"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    number: Mapped[str] = mapped_column(Words)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(Words)
    short_title: Mapped[str] = mapped_column(Words)
    accountable_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    monitoring: Mapped[MonitoringLevel] = mapped_column(
        coded(MonitoringLevel), default=MonitoringLevel.FORMAL
    )

    accountable: Mapped[Person | None] = relationship(lazy="joined")
    actions: Mapped[list[Action]] = relationship(order_by="Action.position", back_populates="area")


class Action(Base):
    """One action of the plan as it stands now; `ref_key` is its reference without case."""

    __tablename__ = "action"
    __table_args__ = (UniqueConstraint("plan_id", "ref_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    ref: Mapped[str] = mapped_column(Words)
    ref_key: Mapped[str] = mapped_column(Words)
    position: Mapped[int]
    """Its place in the natural order of references (1.10 after 1.9)."""
    title: Mapped[str] = mapped_column(Words)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    accountable_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who is accountable where it is not the area's lead."""
    co_owners: Mapped[list[str]] = mapped_column(default=list)
    start: Mapped[date | None]
    original_due: Mapped[date | None]
    due: Mapped[date | None]
    due_words: Mapped[str | None] = mapped_column(Words)
    """What the plan says where there is no date ("Ongoing")."""
    stage: Mapped[Stage] = mapped_column(coded(Stage), index=True)
    delivered_on: Mapped[date | None]
    verified_on: Mapped[date | None]
    embedded_on: Mapped[date | None]
    review_on: Mapped[date | None]
    """Of a suspended action: when it is looked at again."""
    evidence_expected: Mapped[str] = mapped_column(Words, default="")
    success_measure: Mapped[str] = mapped_column(Words, default="")
    monitoring: Mapped[MonitoringLevel | None] = mapped_column(coded(MonitoringLevel))
    """None: as its area."""
    disputed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who said "not mine"; nobody is asked until the programme office has settled it."""
    disputed_at: Mapped[datetime | None]
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict)

    area: Mapped[Area] = relationship(back_populates="actions", lazy="joined")
    owner: Mapped[Person | None] = relationship(foreign_keys=[owner_id])
    deputy: Mapped[Person | None] = relationship(foreign_keys=[deputy_id])
    own_accountable: Mapped[Person | None] = relationship(foreign_keys=[accountable_id])
    milestones: Mapped[list[Milestone]] = relationship(order_by="Milestone.due")
    dependencies: Mapped[list[Dependency]] = relationship(
        foreign_keys="Dependency.action_id", back_populates="action"
    )

    @property
    def accountable(self) -> Person | None:
        """Who answers for it: its own accountable lead, else the area's."""
        return self.own_accountable or self.area.accountable


class Milestone(Base):
    """A step on the way."""

    __tablename__ = "milestone"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    title: Mapped[str] = mapped_column(Words)
    due: Mapped[date | None]
    done_on: Mapped[date | None]


class Dependency(Base):
    """One action that needs another."""

    __tablename__ = "dependency"
    __table_args__ = (
        UniqueConstraint("action_id", "needs_id"),
        CheckConstraint("action_id <> needs_id", name="needs_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"))
    needs_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)

    action: Mapped[Action] = relationship(foreign_keys=[action_id], back_populates="dependencies")
    needs: Mapped[Action] = relationship(foreign_keys=[needs_id])


class ChangeKind(StrEnum):
    """Why a field of an action changed; only `move` counts as re-dated."""

    IMPORT = "import"
    FREE_CORRECTION = "free_correction"
    CORRECTION_OF_RECORD = "correction_of_record"
    MOVE = "move"
    REASSIGN = "reassign"
    PROGRESS = "progress"
    DECISION = "decision"
    """By an agreed change request that is no move of a date."""
    REOPENED = "reopened"
    """Proven work that was found not to hold."""


class ActionChange(Base):
    """One field of one action, from what to what; append-only, the source of "as at"."""

    __tablename__ = "action_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    at: Mapped[datetime]
    kind: Mapped[ChangeKind] = mapped_column(coded(ChangeKind))
    field: Mapped[str] = mapped_column(String(40))
    before: Mapped[Any] = mapped_column(Json, nullable=True)
    after: Mapped[Any] = mapped_column(Json, nullable=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    second_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """The second person of a correction of record."""
    reason: Mapped[str] = mapped_column(Words, default="")
