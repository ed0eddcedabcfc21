"""Roles: given by somebody, over a scope, from a day to a day; ended by a date, never deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from handlers.allowed import require
from handlers.fields import day_of, given, wanted
from handlers.inquiring.intents import said_as
from handlers.request import RefusedError, Reply, Request
from handlers.staffing.people import person_by
from handlers.verbs import said, verb
from models.audit import record
from models.message import Fact, Facts, Message, Paragraph, text
from models.people import RoleAssignment
from models.permissions import Act
from models.plan import Action, Area
from models.spoken import count_in_words, day_in_words, list_in_words
from models.states import Role, Scope

ROLE_NAMES = {
    Role.AREA_LEAD: "area lead",
    Role.VERIFIER: "verifier",
    Role.PROGRAMME_OFFICE: "programme office",
    Role.CHAIR: "PDG chair",
    Role.ACTING_CHAIR: "acting chair",
    Role.BOARD_SECRETARY: "Board secretary",
    Role.SENIOR_RESPONSIBLE_OFFICER: "senior responsible officer",
    Role.ADVISER: "external adviser",
    Role.BOARD_MEMBER: "Board member",
    Role.ADMINISTRATOR: "administrator",
}


def role_called(words: str) -> Role:
    """The role that is meant: "chair", "Programme Office", "programme_office".

    Raises:
        RefusedError: none is; lists them.
    """
    key = words.strip().lower().replace("-", " ").replace("_", " ")
    for role, name in ROLE_NAMES.items():
        if key in {role.value.replace("_", " "), name.lower()}:
            return role
    listed = list_in_words((role.value for role in ROLE_NAMES), "or")
    raise RefusedError(f"The role should be {listed}; found {words.strip()[:40]!r}.")


def scope_called(session: Session, words: str) -> tuple[Scope, int | None, str]:
    """The scope that is meant: "plan", "area 6", "action 6.1"; its row's id and how it reads.

    Raises:
        RefusedError: there is no such area or action.
    """
    key = " ".join(words.strip().lower().replace(":", " ").replace("=", " ").split())
    if key in {"", "plan", "the plan"}:
        return Scope.PLAN, None, "the whole plan"
    kind, _, name = key.partition(" ")
    if kind == "area":
        area = session.scalar(select(Area.id).where(Area.number == name.upper()))
        area = area or session.scalar(select(Area.id).where(Area.number == name))
        if area is not None:
            return Scope.AREA, area, f"area {name}"
    else:
        ref = name if kind == "action" else key
        action = session.scalar(select(Action).where(Action.ref_key == ref.casefold()))
        if action is not None:
            return Scope.ACTION, action.id, f"action {action.ref}"
    raise RefusedError(
        f"The scope should be plan, area NUMBER or action REF; found {words.strip()[:40]!r}."
    )


def roles_in_force(session: Session, person_id: int, on: date) -> tuple[RoleAssignment, ...]:
    """The roles that a person holds on a day."""
    return tuple(held for held in roles_on(session, on) if held.person_id == person_id)


def roles_on(session: Session, on: date) -> Sequence[RoleAssignment]:
    """The roles that anybody holds on a day."""
    return session.scalars(
        select(RoleAssignment)
        .where(
            RoleAssignment.starts <= on,
            or_(RoleAssignment.ends.is_(None), RoleAssignment.ends >= on),
        )
        .order_by(RoleAssignment.id)
    ).all()


def scope_of(session: Session, held: RoleAssignment) -> str:
    """What a role is held for: "the whole plan", "area 6", "action 6.1"."""
    if held.scope is Scope.AREA:
        return f"area {session.scalar(select(Area.number).where(Area.id == held.scope_id))}"
    if held.scope is Scope.ACTION:
        return f"action {session.scalar(select(Action.ref).where(Action.id == held.scope_id))}"
    return "the whole plan"


@verb("people.grant", "Give somebody a role", act=Act.CHANGE_ROLES)
def grant(request: Request) -> Reply:
    """Give `person` the `role` over `scope`, `from` a day (today) `to` a day (no end)."""
    require(request, Act.CHANGE_ROLES)
    errors: dict[str, str] = {}
    named = wanted(request, "person", errors, "who gets the role")
    role_words = wanted(request, "role", errors, "the role")
    starts = day_of(request, "from", errors, "the first day", required=False) or request.today
    ends = day_of(request, "to", errors, "the last day", required=False)
    if ends is not None and ends < starts:
        errors["to"] = (
            f"The last day comes before the first: {day_in_words(ends)} is before"
            f" {day_in_words(starts)}."
        )
    if errors:
        return Reply(errors=errors)
    person, role = person_by(request.session, named), role_called(role_words)
    scope, scope_id, scope_words = scope_called(request.session, given(request, "scope"))
    for held in roles_in_force(request.session, person.id, starts):
        if (held.role, held.scope, held.scope_id, held.ends) == (role, scope, scope_id, ends):
            return said(
                f"{person.name} holds the role of {ROLE_NAMES[role]} for {scope_words} already."
            )
    assignment = RoleAssignment(
        person_id=person.id,
        role=role,
        scope=scope,
        scope_id=scope_id,
        starts=starts,
        ends=ends,
        granted_by_id=request.actor.person_id,
        granted_at=request.now,
    )
    request.session.add(assignment)
    request.session.flush()
    record(
        request.session,
        request.actor,
        "role_granted",
        at=request.now,
        entity="role_assignment",
        entity_id=assignment.id,
        after={
            "person": person.name,
            "role": role,
            "scope": scope_words,
            "from": starts,
            "to": ends,
        },
    )
    until = f" to {day_in_words(ends)}" if ends else ""
    return said(
        f"{person.name} holds the role of {ROLE_NAMES[role]} for {scope_words}"
        f" from {day_in_words(starts)}{until}."
    )


@verb("people.end", "End somebody's role", act=Act.CHANGE_ROLES)
def end(request: Request) -> Reply:
    """End the `role` of `person` (all of its scopes, or just `scope`); `on` is its last day.

    Without a day it ends at once: yesterday was its last day.
    """
    require(request, Act.CHANGE_ROLES)
    errors: dict[str, str] = {}
    named = wanted(request, "person", errors, "whose role ends")
    role_words = wanted(request, "role", errors, "the role")
    last = day_of(request, "on", errors, "the last day", required=False)
    if errors:
        return Reply(errors=errors)
    person, role = person_by(request.session, named), role_called(role_words)
    last = last or request.today - timedelta(days=1)
    held = [r for r in _not_ended(request.session, person.id, request.today) if r.role is role]
    if given(request, "scope"):
        scope, scope_id, _ = scope_called(request.session, given(request, "scope"))
        held = [r for r in held if (r.scope, r.scope_id) == (scope, scope_id)]
    if not held:
        raise RefusedError(
            f"{person.name} does not hold the role of {ROLE_NAMES[role]}; nothing is ended."
        )
    for assignment in held:
        before = assignment.ends
        assignment.ends = max(last, assignment.starts)
        if last < assignment.starts:
            assignment.starts = assignment.ends = last
        record(
            request.session,
            request.actor,
            "role_ended",
            at=request.now,
            entity="role_assignment",
            entity_id=assignment.id,
            before={"to": before},
            after={"to": assignment.ends},
            reason=given(request, "reason") or None,
        )
    return said(
        f"The role of {ROLE_NAMES[role]} ends for {person.name}; {day_in_words(last)} is its last"
        " day."
    )


def _not_ended(session: Session, person_id: int, today: date) -> list[RoleAssignment]:
    return list(
        session.scalars(
            select(RoleAssignment).where(
                RoleAssignment.person_id == person_id,
                or_(RoleAssignment.ends.is_(None), RoleAssignment.ends >= today),
            )
        )
    )


said_as(
    "roles",
    r"(?:the )?roles?|who(?:'s| is)(?: who| (?:in )?the (?:acting chair|(?:board )?secretary|chair"
    r"|verifier|programme office))",
    r"who (?:has|holds) (?:which|what) roles?|who (?:may|can) do what",
)


@verb("roles", "See who holds which role", examples=("who is the chair?",))
def who_holds(request: Request) -> Reply:
    """Everybody with a role in force today."""
    held = request.session.scalars(
        select(RoleAssignment)
        .where(
            RoleAssignment.starts <= request.today,
            or_(RoleAssignment.ends.is_(None), RoleAssignment.ends >= request.today),
        )
        .order_by(RoleAssignment.role, RoleAssignment.id)
    ).all()
    if not held:
        return said("Nobody holds a role yet. Give one with rollcall people grant.")
    notice = f"{count_in_words(len(held), 'role is', 'roles are')} held today."
    facts = tuple(
        Fact(
            ROLE_NAMES[a.role].capitalize().replace("Pdg", "PDG"),
            text(f"{a.person.name}{f' until {day_in_words(a.ends)}' if a.ends else ''}"),
        )
        for a in held
    )
    return Reply(say=(Message("roles", notice, (Paragraph(text(notice)), Facts(facts))),))
