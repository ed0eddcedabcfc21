"""Reports for the Board: one frozen snapshot each, signed by a person, issued once."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Words, coded
from models.cycle import Cycle
from models.people import Person
from models.signature import Signature


class ReportState(StrEnum):
    """How far a report has come; from `signed` on its snapshot never changes."""

    DRAFT = "draft"
    SIGNED = "signed"
    ISSUED = "issued"
    REPLACED = "replaced"
    """Reopened: a later version stands; this one stays readable."""


class Report(Base):
    """One version of a cycle's report."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("cycle_id", "version"),
        CheckConstraint("state = 'draft' OR signed_at IS NOT NULL", name="signed_before_issued"),
        CheckConstraint(
            "issued_at IS NULL OR signed_at IS NOT NULL", name="never_without_sign_off"
        ),
        Index(
            "uq_report_one_draft",
            "cycle_id",
            unique=True,
            sqlite_where=text("state = 'draft'"),
            postgresql_where=text("state = 'draft'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    version: Mapped[int]
    state: Mapped[ReportState] = mapped_column(coded(ReportState))
    snapshot: Mapped[str] = mapped_column(Words)
    """Canonical JSON; every rendition is a function of it."""
    sha256: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signed_name: Mapped[str | None] = mapped_column(Words)
    """What the person was called when they signed; the papers say it."""
    signed_as: Mapped[str | None] = mapped_column(String(20))
    """chair or acting_chair."""
    signed_at: Mapped[datetime | None]
    issue_at: Mapped[datetime | None]
    """When it goes to the Board's channel, unless held."""
    held_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    held_at: Mapped[datetime | None]
    hold_reason: Mapped[str] = mapped_column(Words, default="")
    issued_at: Mapped[datetime | None]
    reopened_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reopened_at: Mapped[datetime | None]
    reopen_reason: Mapped[str] = mapped_column(Words, default="")

    cycle: Mapped[Cycle] = relationship()
    signed_by: Mapped[Person | None] = relationship(foreign_keys=[signed_by_id])

    @property
    def signature(self) -> Signature | None:
        """The sign-off that stands on the papers' first page; None for a draft."""
        if self.signed_at is None or self.signed_name is None:
            return None
        return Signature(self.signed_name, self.signed_as == "acting_chair", self.signed_at)

    @property
    def name(self) -> str:
        """How people name it: "2023-10 v1"."""
        return f"{self.cycle.code} v{self.version}"
