"""Evidence: what was offered as proof, what verifiers said of it, and the impact that followed.

All of it is appended. A returned item is answered by a new one, never by a changed row.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Words, coded
from models.people import Person
from models.states import EvidenceDecision


class EvidenceKind(StrEnum):
    """How an item of evidence is kept."""

    LINK = "link"
    FILE = "file"


class EvidenceItem(Base):
    """A link or a file offered as proof; append-only."""

    __tablename__ = "evidence_item"
    __table_args__ = (
        UniqueConstraint("action_id", "link"),
        CheckConstraint("(kind = 'file') = (sha256 IS NOT NULL)", name="a_file_has_its_hash"),
        Index("ix_evidence_item_action_id_at", "action_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"))
    update_id: Mapped[int | None] = mapped_column(ForeignKey("status_update.id"))
    kind: Mapped[EvidenceKind] = mapped_column(coded(EvidenceKind), default=EvidenceKind.LINK)
    link: Mapped[str] = mapped_column(Words)
    """The address; of a file "file:" and its SHA-256."""
    title: Mapped[str] = mapped_column(Words, default="")
    """What it is; of a file its name, made harmless."""
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None]
    """Bytes, of a file."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    by: Mapped[Person | None] = relationship()
    reviews: Mapped[list[EvidenceReview]] = relationship(order_by="EvidenceReview.id")


class EvidenceReview(Base):
    """A verifier's word on one item of evidence; append-only, the newest of each person counts."""

    __tablename__ = "evidence_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("evidence_item.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decision: Mapped[EvidenceDecision] = mapped_column(coded(EvidenceDecision))
    reason: Mapped[str] = mapped_column(Words, default="")
    at: Mapped[datetime]

    by: Mapped[Person] = relationship()


class ImpactNote(Base):
    """What changed for families, for an action marked embedded; append-only."""

    __tablename__ = "impact_note"
    __table_args__ = (
        CheckConstraint(
            "observation_id IS NOT NULL OR why_no_figure <> ''", name="a_figure_or_why_not"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    words: Mapped[str] = mapped_column(Words)
    observation_id: Mapped[int | None] = mapped_column(ForeignKey("kpi_observation.id"))
    why_no_figure: Mapped[str] = mapped_column(Words, default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    at: Mapped[datetime]


class ReturnDate(Base):
    """A formal return that evidence must be ready for."""

    __tablename__ = "return_date"
    __table_args__ = (UniqueConstraint("plan_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    name: Mapped[str] = mapped_column(Words)
    review_on: Mapped[date]
    evidence_due: Mapped[date]
    added_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
