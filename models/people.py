"""People, the organisations they work for, and what they may be reached by.

One person has many identities. A role is scoped, dated and given by somebody. A post may be vacant:
then the person row stands for the post, and nobody is asked.
"""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Words, coded
from models.states import Role, Scope


class OrganisationKind(StrEnum):
    """What an organisation is, since term dates and terms of data sharing differ by it."""

    COUNCIL = "council"
    NHS = "nhs"
    SCHOOL = "school"
    FORUM = "forum"
    GOVERNMENT = "government"
    OTHER = "other"


class Organisation(Base):
    """A body that owns actions."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Words, unique=True)
    kind: Mapped[OrganisationKind] = mapped_column(coded(OrganisationKind))
    email_domains: Mapped[list[str]] = mapped_column(default=list)


class Person(Base):
    """Somebody who may be asked or told; `name` is a role title in everything we ship."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_is_lower_case"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Words)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    email: Mapped[str | None] = mapped_column(Words, unique=True)
    preferred_door: Mapped[str | None] = mapped_column(String(20))
    time_zone: Mapped[str] = mapped_column(String(60), default="Europe/London")
    weekdays: Mapped[str] = mapped_column(String(7), default="01234")
    """The days worked, Monday = 0."""
    send_at: Mapped[time | None]
    """When messages leave, in the person's own zone; None: the partnership's time."""
    quiet_from: Mapped[time | None]
    quiet_until: Mapped[time | None]
    active_from: Mapped[date | None]
    active_until: Mapped[date | None]
    """The last day in post."""
    is_vacant: Mapped[bool] = mapped_column(default=False)

    organisation: Mapped[Organisation | None] = relationship(lazy="joined")


class Identity(Base):
    """How a platform names a person, and whether it can reach them."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("platform", "tenant", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    platform: Mapped[str] = mapped_column(String(20))
    tenant: Mapped[str] = mapped_column(Words, default="")
    user_id: Mapped[str] = mapped_column(Words)
    conversation: Mapped[str | None] = mapped_column(Words)
    is_reachable: Mapped[bool | None]
    why_not: Mapped[str | None] = mapped_column(Words)
    checked_at: Mapped[datetime | None]


class RoleAssignment(Base):
    """A role in force from a day to a day, both included; ended by a date, never deleted."""

    __tablename__ = "role_assignment"
    __table_args__ = (
        CheckConstraint("(scope = 'plan') = (scope_id IS NULL)", name="scope_names_its_thing"),
        CheckConstraint("ends IS NULL OR ends >= starts", name="ends_after_it_starts"),
        Index("ix_role_assignment_person", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Role] = mapped_column(coded(Role))
    scope: Mapped[Scope] = mapped_column(coded(Scope), default=Scope.PLAN)
    scope_id: Mapped[int | None]
    starts: Mapped[date]
    ends: Mapped[date | None]
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    granted_at: Mapped[datetime]

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="joined")


class Absence(Base):
    """Days away, first and last included, and who answers meanwhile (None: the action's deputy)."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("ends >= starts", name="ends_after_it_starts"),
        CheckConstraint("deputy_id <> person_id", name="deputy_is_somebody_else"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    starts: Mapped[date]
    ends: Mapped[date]
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]

    deputy: Mapped[Person | None] = relationship(foreign_keys=[deputy_id], lazy="joined")
