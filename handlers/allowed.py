"""Whether who asks may do it, at this moment: the record's facts given to the one policy table.

A role that ended an hour ago is not there any more, whenever the button was posted.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from handlers.audience import absence_of
from handlers.request import NeedsSecondError, RefusedError, Request
from models.kept import kept
from models.people import Person, RoleAssignment
from models.permissions import COMMAND, Act, Grant, Place, Standing, Verdict, Who, roles_at
from models.plan import Action, Area
from models.states import Door, MonitoringLevel


def require(
    request: Request,
    act: Act,
    *,
    action: Action | None = None,
    area: Area | None = None,
    about: Person | None = None,
) -> Verdict:
    """Let who asks do it, and say in which capacity.

    Raises:
        NeedsSecondError: a second person has to confirm it first.
        RefusedError: they may not; the sentence says who can.
    """
    verdict = may_do(request, act, action=action, area=area, about=about)
    if verdict.wants_second:
        raise NeedsSecondError(verdict.sentence, act=act.value)
    if not verdict.allowed:
        raise RefusedError(verdict.sentence, act=act.value)
    return verdict


def may_do(
    request: Request,
    act: Act,
    *,
    action: Action | None = None,
    area: Area | None = None,
    about: Person | None = None,
) -> Verdict:
    """Whether who asks may do it to this action, area or person, by the policy in force."""
    in_area = Who.AREA_OWNER in request.partnership.policy.cells[act].who
    standing = standing_of(request, action=action, area=area, about=about, in_area=in_area)
    return request.partnership.policy.may(act, standing)


def standing_of(
    request: Request,
    *,
    action: Action | None = None,
    area: Area | None = None,
    about: Person | None = None,
    in_area: bool = True,
) -> Standing:
    """What who asks is, now, to the thing that they want to act on.

    Whether they own something in the area is looked up only where `in_area` says that it matters.
    """
    person = request.person
    second = _second(request, action=action, area=area)
    if person is None:
        return replace(COMMAND, second=second)
    area = area or (action.area if action is not None else None)
    place = Place(area=area.id if area else None, action=action.id if action else None)
    return Standing(
        roles=roles_at(grants_of(request.session, person), place, request.today),
        is_owner=action is not None and action.owner_id == person.id,
        is_deputy=action is not None and _is_deputy(request, action, person),
        is_accountable=_is_accountable(person, action, area, about, request.session),
        is_self=about is not None and about.id == person.id,
        owns_in_area=in_area and area is not None and _owns_in(request.session, person, area),
        is_formal=action is not None and _is_formal(action),
        door=Door(request.door),
        second=second,
    )


def _second(request: Request, *, action: Action | None, area: Area | None) -> frozenset[Who]:
    """In which capacities a second person has confirmed it."""
    if request.second is None:
        return frozenset()
    confirming = replace(request, person=request.second, second=None)
    standing = standing_of(confirming, action=action, area=area)
    return standing.capacities(request.partnership.policy.recorders)


def grants_of(session: Session, person: Person) -> list[Grant]:
    """The roles that a person was ever given, with their reach and dates."""
    who = {"person": person.id}
    return kept(
        session,
        ("grants", person.id),
        (RoleAssignment,),
        lambda: [Grant(*row) for row in session.connection().execute(_GRANTS, who)],
    )


_GRANTS = select(
    *(RoleAssignment.role, RoleAssignment.scope, RoleAssignment.scope_id),
    *(RoleAssignment.starts, RoleAssignment.ends),
).where(RoleAssignment.person_id == bindparam("person"))


def _is_deputy(request: Request, action: Action, person: Person) -> bool:
    """The deputy named in the plan, or by the owner's absence on this day."""
    if action.deputy_id == person.id:
        return True
    if action.owner_id is None or action.owner_id == person.id:
        return False
    absence = absence_of(request.session, action.owner_id, request.today)
    return absence is not None and absence.deputy_id == person.id


def _is_accountable(
    person: Person, action: Action | None, area: Area | None, about: Person | None, session: Session
) -> bool:
    if action is not None and action.accountable_id == person.id:
        return True
    if area is not None and area.accountable_id == person.id:
        return True
    return about is not None and _leads(session, person, about)


def _leads(session: Session, lead: Person, person: Person) -> bool:
    """Whether the lead is accountable for an action that the person owns."""
    return (
        session.scalar(
            select(Action.id)
            .join(Area, Area.id == Action.area_id)
            .where(
                Action.owner_id == person.id,
                or_(Action.accountable_id == lead.id, Area.accountable_id == lead.id),
            )
            .limit(1)
        )
        is not None
    )


def _owns_in(session: Session, person: Person, area: Area) -> bool:
    found = session.scalar(
        select(Action.id)
        .where(
            Action.area_id == area.id,
            or_(Action.owner_id == person.id, Action.deputy_id == person.id),
        )
        .limit(1)
    )
    return found is not None


def _is_formal(action: Action) -> bool:
    return (action.monitoring or action.area.monitoring) is MonitoringLevel.FORMAL
