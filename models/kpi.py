"""Measures with targets and floors that have a history, and figures that are never overwritten."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Words
from models.people import Person
from models.plan import Area


class Kpi(Base):
    """A measure of an area; never merged with the rating of an action."""

    __tablename__ = "kpi"
    __table_args__ = (
        UniqueConstraint("plan_id", "ref"),
        CheckConstraint(
            "direction IN ('higher_is_better', 'lower_is_better')", name="direction_is_known"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    ref: Mapped[str] = mapped_column(Words)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(Words)
    unit: Mapped[str] = mapped_column(String(40))
    direction: Mapped[str] = mapped_column(String(20))
    frequency: Mapped[str] = mapped_column(String(20), default="monthly")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    baseline: Mapped[Decimal | None]
    baseline_on: Mapped[date | None]
    baseline_basis: Mapped[str] = mapped_column(Words, default="")
    source: Mapped[str] = mapped_column(Words, default="")
    note: Mapped[str] = mapped_column(Words, default="")

    area: Mapped[Area | None] = relationship(lazy="joined")
    owner: Mapped[Person | None] = relationship()
    targets: Mapped[list[KpiTarget]] = relationship(order_by="KpiTarget.id")


class KpiTarget(Base):
    """What was aimed at, and the least that is acceptable, as known from a day on; append-only."""

    __tablename__ = "kpi_target"

    id: Mapped[int] = mapped_column(primary_key=True)
    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id"), index=True)
    value: Mapped[Decimal]
    floor: Mapped[Decimal | None]
    by: Mapped[date | None]
    known_from: Mapped[date]
    basis: Mapped[str] = mapped_column(Words, default="")
    floor_basis: Mapped[str] = mapped_column(Words, default="")


class KpiObservation(Base):
    """One figure for one period, known from the end of it; corrected by a new row."""

    __tablename__ = "kpi_observation"
    __table_args__ = (
        CheckConstraint("period_end >= period_start", name="period_ends_after_it_starts"),
        Index("ix_kpi_observation_kpi_period", "kpi_id", "period_end"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id"))
    period_start: Mapped[date]
    period_end: Mapped[date]
    value: Mapped[Decimal]
    basis: Mapped[str] = mapped_column(Words, default="")
    as_reported: Mapped[str] = mapped_column(Words, default="")
    source: Mapped[str] = mapped_column(Words, default="")
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime]
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("kpi_observation.id"), unique=True)
    note: Mapped[str] = mapped_column(Words, default="")


class ActionKpi(Base):
    """Which measures an action is meant to move."""

    __tablename__ = "action_kpi"

    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), primary_key=True)
    kpi_ref: Mapped[str] = mapped_column(Words, primary_key=True)
    """By its reference, since plans are often read before their measures."""
