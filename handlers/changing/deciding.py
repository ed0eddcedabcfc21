"""Deciding a request: at the level that the rules want, never by who asked, once.

A meeting's decision and a decision in chat are the same call. What is agreed is carried out in the
same transaction.
"""

from __future__ import annotations

from dataclasses import replace

from handlers.changing.agreeing import agree, go_to_new_owner
from handlers.changing.news import decided, wanted_next
from handlers.changing.possible import refuse_impossible
from handlers.changing.requests import about, locked, take_step
from handlers.changing.seeing import judging, stands
from handlers.changing.weighing import Weighed, weigh
from handlers.request import RefusedError, Request
from handlers.wording.phrases import begun
from models.change import ChangeRequest, ChangeTopic, RequestState
from models.change_rules import (
    BODIES,
    LEVELS,
    STATE_OF,
    Approval,
    after_approval,
    is_high_enough,
)
from models.meeting import Body, Meeting, MeetingState
from models.message import Button, args
from models.permissions import Policy, Standing, Verdict
from models.policy_words import named
from models.states import Level, Role

S = RequestState
MEETS = {Body.PDG: (Level.PDG, Role.CHAIR), Body.BOARD: (Level.BOARD, Role.BOARD_SECRETARY)}
"""At which level a body's meeting decides, and in whose place its minutes are written."""


def decide(
    request: Request,
    change_request: ChangeRequest,
    approve: bool,  # noqa: FBT001 - the decision itself
    level: Level | None,
    *,
    meeting: Meeting | None = None,
    minute: str = "",
    reason: str = "",
) -> RequestState:
    """Approve or refuse a request at a level (None: the area lead); gives where it stands then.

    Once no approval is missing, the plan is changed, or the external body is waited for, or the
    new owner is asked. A decision of the PDG or the Board names its minute.

    Raises:
        RefusedError: it is decided already, it is not theirs to decide, or it cannot be done now.
    """
    asked = locked(request.session, change_request.id)
    assert asked is not None
    weighed = weigh(request.session, asked, request.partnership)
    state = _state_at(level)
    _require_undecided(request, asked, weighed)
    _require_authority(request, asked, weighed, state, meeting)
    _require_words(level, approve=approve, is_minuted=bool(meeting or minute), reason=reason)
    if not approve:
        return _refuse(request, asked, level, reason, minute=minute, meeting=meeting)
    refuse_impossible(request, asked)
    meeting_id = meeting.id if meeting else None
    take_step(
        request, asked, state, level=level, reason=reason, meeting_id=meeting_id, minute=minute
    )
    return _after(request, asked, state, weighed)


def _after(
    request: Request, asked: ChangeRequest, state: RequestState, weighed: Weighed
) -> RequestState:
    """What an approval leads to."""
    if asked.topic is ChangeTopic.OWNER:
        go_to_new_owner(request, asked)
        return asked.state
    then = after_approval(state, weighed.needed, external=weighed.external)
    if then is S.AGREED:
        agree(request, asked)
        return asked.state
    if then is not state:
        take_step(request, asked, then)
    wanted_next(request, asked)
    return asked.state


def _refuse(
    request: Request,
    asked: ChangeRequest,
    level: Level | None,
    reason: str,
    *,
    minute: str,
    meeting: Meeting | None,
) -> RequestState:
    meeting_id = meeting.id if meeting else None
    take_step(
        request, asked, S.REFUSED, level=level, reason=reason, meeting_id=meeting_id, minute=minute
    )
    decided(request, asked)
    return asked.state


def _state_at(level: Level | None) -> RequestState:
    if level is None:
        return S.APPROVED_LEAD
    if level not in STATE_OF:
        raise RefusedError("The programme office recommends a request and decides none.")
    return STATE_OF[level]


def _require_undecided(request: Request, asked: ChangeRequest, weighed: Weighed) -> None:
    if asked.state.is_settled or weighed.next is None or asked.state is S.RETURNED:
        last = asked.steps[-1].by if asked.steps else None
        by = f" by the {last.name}" if last else ""
        raise RefusedError(
            f"{begun(about(asked))} is {stands(request, asked.state)} already{by}, so there is"
            " nothing to decide now.",
            ways=(Button("Show it", "change.show", args(request=asked.id)),),
        )


def _require_authority(
    request: Request,
    asked: ChangeRequest,
    weighed: Weighed,
    state: RequestState,
    meeting: Meeting | None,
) -> None:
    wanted = weighed.next
    assert wanted is not None
    standing = _minuting(request, judging(request, asked, weighed), meeting, state)
    if not is_high_enough(state, wanted):
        raise RefusedError(_too_low(request, asked, wanted, weighed), act=wanted.act.value)
    # Where the Board comes after the group, it does not come in its stead.
    own = next((each for each in weighed.needed if each.state is state), wanted)
    verdict = _verdict(request, own, state, standing)
    if not verdict.allowed:
        raise RefusedError(verdict.sentence, act=wanted.act.value)


def _verdict(
    request: Request, wanted: Approval, state: RequestState, standing: Standing
) -> Verdict:
    """By the policy table; a body above the one that is wanted decides as itself."""
    policy = request.partnership.policy
    if state is wanted.state:
        return policy.may(wanted.act, standing)
    cell = replace(policy.cells[wanted.act], who=(BODIES[state],), after=())
    cells = {**policy.cells, wanted.act: replace(cell, is_authority=True)}
    return Policy(cells, policy.recorders).may(wanted.act, standing)


def _minuting(
    request: Request, standing: Standing, meeting: Meeting | None, state: RequestState
) -> Standing:
    """Who writes an open meeting's decisions down stands in for who records them."""
    if meeting is None or request.person is None:
        return standing
    level, role = MEETS[meeting.body]
    if meeting.state is not MeetingState.OPEN or LEVELS[state] is not level:
        raise RefusedError("That meeting cannot decide this: it is closed, or is another body's.")
    if meeting.minuted_by_id == request.person.id:
        return replace(standing, roles=standing.roles | {role})
    return standing


def _too_low(request: Request, asked: ChangeRequest, wanted: Approval, weighed: Weighed) -> str:
    """Why the level is not enough: "This is the second move of 2.4's date, so…"."""
    facts, change = weighed.asked, request.partnership.change
    why = ""
    if asked.topic is ChangeTopic.DUE and asked.action is not None:
        ref = asked.action.ref
        if facts.moves >= change.moves_allowed:
            why = f"The date of {ref} has been moved as often as the limit allows. "
        elif facts.is_formal:
            why = f"{ref} is watched formally. "
        elif facts.working_days > change.small_move_days:
            why = f"The move is longer than {change.small_move_days} working days. "
    who = named(request.partnership.policy.cells[wanted.act].who)
    return f"{why}Only {who} can {request.partnership.policy.cells[wanted.act].does}."


def _require_words(level: Level | None, *, approve: bool, is_minuted: bool, reason: str) -> None:
    if level in {Level.PDG, Level.BOARD} and not is_minuted:
        raise RefusedError(
            "A decision of a meeting needs its minute: say where it is written, such as"
            " “PDG, 13 October, item 4”."
        )
    if not approve and not reason.strip():
        raise RefusedError("A refusal needs its reason; who asked will read it.")
