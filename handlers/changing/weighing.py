"""What the rules read of a request, and what they say: who decides next, and what comes after."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.wording.bodies import in_their_words
from models.change import ChangeRequest, ChangeTopic, RequestState
from models.change_rules import (
    Approval,
    Asked,
    approvals,
    is_past_limit,
    needs_external,
    next_approval,
)
from models.partnership import Partnership
from models.people import Person
from models.plan import Action, ActionChange, Area, ChangeKind
from models.policy_words import Who, named
from models.spoken import sentence_start
from models.states import MonitoringLevel
from models.update import Update


@dataclass(frozen=True, slots=True)
class Weighed:
    """A request with what the rules say of it."""

    asked: Asked
    needed: tuple[Approval, ...]
    taken: tuple[RequestState, ...]
    """The approvals that it has, since it was last handed in."""
    external: bool
    """Whether an external body has to agree at the end."""

    @property
    def next(self) -> Approval | None:
        """The approval that is wanted now."""
        return next_approval(self.needed, self.taken)

    @property
    def before(self) -> frozenset[Who]:
        """Who has approved it already."""
        return frozenset(a.body for a in self.needed if a.state in self.taken)


def weigh(session: Session, request: ChangeRequest, partnership: Partnership) -> Weighed:
    """What the rules say of a request as things stand now."""
    action, policy = request.action, partnership.change
    asked = Asked(
        request.topic,
        moves=moves_of(session, action) if action else 0,
        working_days=_working_days(request, action, partnership),
        is_formal=action is not None and is_formal(action),
        is_across=request.topic is ChangeTopic.OWNER and _is_across(session, request),
    )
    needed = approvals(
        asked, small_move_days=policy.small_move_days, moves_allowed=policy.moves_allowed
    )
    external = needs_external(asked, policy.external_agreement)
    return Weighed(asked, needed, _taken(request), external)


def moves_of(session: Session, action: Action) -> int:
    """How often the due date of an action was moved by decision."""
    count = session.scalar(
        select(func.count())
        .select_from(ActionChange)
        .where(
            ActionChange.action_id == action.id,
            ActionChange.kind == ChangeKind.MOVE,
            ActionChange.field == "due",
        )
    )
    return count or 0


def is_formal(action: Action) -> bool:
    """Whether an action is watched formally."""
    return (action.monitoring or action.area.monitoring) is MonitoringLevel.FORMAL


def area_of(session: Session, request: ChangeRequest) -> Area | None:
    """The area that a request is about, also where it asks for a new action."""
    if request.action is not None:
        return request.action.area
    return session.get(Area, int(request.after.get("area", 0)))


def passes_limit(session: Session, action: Action, partnership: Partnership) -> bool:
    """Whether another date for the action would be past the limit of moves."""
    allowed = partnership.change.moves_allowed
    return is_past_limit(moves_of(session, action), moves_allowed=allowed)


def _working_days(request: ChangeRequest, action: Action | None, partnership: Partnership) -> int:
    if request.topic is not ChangeTopic.DUE or action is None or action.due is None:
        return 0
    return partnership.days.between(action.due, request.due_asked)


def _is_across(session: Session, request: ChangeRequest) -> bool:
    """Whether the area lead's word is not enough for another owner."""
    action = request.action
    to = session.get(Person, int(request.after["person"]))
    assert action is not None
    assert to is not None
    if action.owner is not None and action.owner.organisation_id != to.organisation_id:
        return True
    lead = action.accountable
    return lead is not None and lead.id in {request.by_id, action.owner_id, to.id}


def _taken(request: ChangeRequest) -> tuple[RequestState, ...]:
    """The approvals since it was handed in last."""
    found: list[RequestState] = []
    for step in request.steps:
        if step.state is RequestState.SUBMITTED:
            found.clear()
        elif step.state.is_approval:
            found.append(step.state)
    return tuple(found)


def askers(session: Session, request: ChangeRequest) -> frozenset[int]:
    """Whose request it is: who made it, for whom, and who handed it in again."""
    found = {request.by_id}
    found |= {s.by_id for s in request.steps if s.state is RequestState.SUBMITTED}
    if request.update_id is not None:
        found.add(session.get_one(Update, request.update_id).on_behalf_of_id)
    return frozenset(each for each in found if each is not None)


def who_asked(session: Session, request: ChangeRequest) -> frozenset[int]:
    """Who may not approve it: whose request it is, and whose actions it is about beside its own."""
    found = askers(session, request)
    if request.topic is ChangeTopic.OWNER:
        return found | {int(request.after["person"])}
    if request.topic is ChangeTopic.MERGE:
        rows = select(Action.owner_id, Action.deputy_id).where(Action.id.in_(request.after["with"]))
        return found | {each for row in session.execute(rows) for each in row if each}
    return found


def decides(weighed: Weighed, state: RequestState, partnership: Partnership) -> str:
    """Who decides next, and what comes after, in a sentence; "" once it is settled."""
    if state.is_settled or state is RequestState.DRAFT:
        return ""
    if state is RequestState.RETURNED:
        return "It waits for who asked, to answer and hand it in again."
    if state is RequestState.APPROVED_LEAD or (weighed.next is None and _is_owner(weighed)):
        return "It waits for the new owner's word."
    body = partnership.change.external_body
    if weighed.next is None:
        return f"It waits for the agreement of {body}, to be recorded with its day and source."
    waiting = [a for a in weighed.needed if a.state not in weighed.taken]
    ahead = [named(partnership.policy.cells[a.act].who) for a in waiting]
    said = f"{sentence_start(ahead[0])} decides"
    if len(ahead) > 1:
        said += f", then {ahead[1]}, since the date has been moved before"
    said += f"; then the agreement of {body} is needed." if weighed.external else "."
    return in_their_words(said, partnership.bodies)


def _is_owner(weighed: Weighed) -> bool:
    return weighed.asked.topic is ChangeTopic.OWNER
