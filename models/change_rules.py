"""The rules of change control (domain, 2.2 and 6.4): which state may follow, and who decides.

Example: 2.4 is watched formally and was moved once already. Another due date needs the PDG, then
the Board, then the external agreement; only then does the date move.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import assert_never

from models.change_states import ChangeTopic, RequestState
from models.permissions import MOVES_ALLOWED, SMALL_MOVE_DAYS, act_for_move
from models.policy_words import Act, Who
from models.states import LIVE, Level, Stage

S = RequestState
_DECIDED = frozenset({S.APPROVED_LEAD, S.APPROVED_CHAIR, S.APPROVED_GROUP, S.APPROVED_BOARD})

FOLLOWS: Mapping[RequestState, frozenset[RequestState]] = {
    S.DRAFT: frozenset({S.SUBMITTED, S.WITHDRAWN}),
    S.SUBMITTED: _DECIDED
    | {S.RETURNED, S.RECOMMENDED, S.AWAITING_EXTERNAL, S.REFUSED, S.WITHDRAWN},
    S.RETURNED: frozenset({S.SUBMITTED, S.WITHDRAWN}),
    S.RECOMMENDED: _DECIDED | {S.RETURNED, S.REFUSED, S.WITHDRAWN},
    S.APPROVED_LEAD: frozenset({S.AGREED, S.RETURNED, S.WITHDRAWN}),
    S.APPROVED_CHAIR: frozenset({S.AWAITING_EXTERNAL, S.AGREED}),
    S.APPROVED_GROUP: frozenset(
        {S.APPROVED_BOARD, S.AWAITING_EXTERNAL, S.AGREED, S.RETURNED, S.REFUSED, S.WITHDRAWN}
    ),
    S.APPROVED_BOARD: frozenset({S.AWAITING_EXTERNAL, S.AGREED, S.RETURNED, S.WITHDRAWN}),
    S.AWAITING_EXTERNAL: frozenset({S.AGREED, S.REFUSED, S.WITHDRAWN}),
    S.AGREED: frozenset(),
    S.REFUSED: frozenset(),
    S.WITHDRAWN: frozenset(),
}
"""Which states may follow each; after a settled one nothing comes any more."""


def may_follow(before: RequestState, after: RequestState) -> bool:
    """Whether a request may go from the one state to the other."""
    return after in FOLLOWS[before]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as far as the rules read it.

    `working_days` lie between the due date that stands and the one asked for. `is_formal`: the
    action is watched formally. `is_across`: the new owner works for another organisation, or the
    area lead who would decide asks for it themselves.
    """

    topic: ChangeTopic
    moves: int = 0
    working_days: int = 0
    is_formal: bool = False
    is_across: bool = False


@dataclass(frozen=True, slots=True)
class Approval:
    """One approval: the act of the policy table, and the state that it leads to."""

    act: Act
    state: RequestState

    @property
    def level(self) -> Level | None:
        """Whose it is; None for the area lead's, who is no level of moderation."""
        return LEVELS[self.state]

    @property
    def body(self) -> Who:
        """In which capacity it is given."""
        return BODIES[self.state]


LEVELS: Mapping[RequestState, Level | None] = {
    S.APPROVED_LEAD: None,
    S.APPROVED_CHAIR: Level.CHAIR,
    S.APPROVED_GROUP: Level.PDG,
    S.APPROVED_BOARD: Level.BOARD,
}
BODIES: Mapping[RequestState, Who] = {
    S.APPROVED_LEAD: Who.AREA_LEAD,
    S.APPROVED_CHAIR: Who.CHAIR,
    S.APPROVED_GROUP: Who.PDG,
    S.APPROVED_BOARD: Who.BOARD,
}
STATE_OF: Mapping[Level, RequestState] = {
    level: state for state, level in LEVELS.items() if level is not None
}
"""The state that an approval at a level leads to."""


def approvals(
    asked: Asked,
    *,
    small_move_days: int = SMALL_MOVE_DAYS,
    moves_allowed: int = MOVES_ALLOWED,
) -> tuple[Approval, ...]:
    """Whose approval a request needs, in order; none where an external body alone decides."""
    match asked.topic:
        case ChangeTopic.DUE:
            return _for_move(asked, small_move_days, moves_allowed)
        case ChangeTopic.OWNER if asked.is_across:
            return (Approval(Act.REASSIGN_ACROSS, S.APPROVED_GROUP),)
        case ChangeTopic.OWNER:
            return (Approval(Act.REASSIGN, S.APPROVED_LEAD),)
        case ChangeTopic.RESUME:
            return (Approval(Act.APPROVE_RESUME, S.APPROVED_GROUP),)
        case ChangeTopic.MONITORING:
            return ()
        case (
            ChangeTopic.SCOPE
            | ChangeTopic.SUSPEND
            | ChangeTopic.WITHDRAW
            | ChangeTopic.SPLIT
            | ChangeTopic.MERGE
            | ChangeTopic.ADD
        ):
            return (Approval(Act.CHANGE_PLAN, S.APPROVED_BOARD),)
        case _:
            assert_never(asked.topic)


def _for_move(asked: Asked, small_move_days: int, moves_allowed: int) -> tuple[Approval, ...]:
    act = act_for_move(
        moves=asked.moves,
        working_days=asked.working_days,
        is_formal=asked.is_formal,
        small_move_days=small_move_days,
        moves_allowed=moves_allowed,
    )
    if act is Act.APPROVE_SMALL_MOVE:
        return (Approval(act, S.APPROVED_CHAIR),)
    group = Approval(Act.APPROVE_MOVE, S.APPROVED_GROUP)
    if act is Act.APPROVE_MOVE:
        return (group,)
    return (group, Approval(act, S.APPROVED_BOARD))


def next_approval(needed: Collection[Approval], taken: Collection[RequestState]) -> Approval | None:
    """The approval that is still wanted; None once all are there.

    A higher body's approval stands for the ones below it that are not there yet.
    """
    reached = max((_rank(state) for state in taken if state in LEVELS), default=-1)
    return next((each for each in needed if _rank(each.state) > reached), None)


def is_high_enough(state: RequestState, wanted: Approval) -> bool:
    """Whether who approves with this state may give the approval that is wanted."""
    return _rank(state) >= _rank(wanted.state)


_RANKS = tuple(LEVELS)


def _rank(state: RequestState) -> int:
    return _RANKS.index(state)


def needs_external(asked: Asked, topics: Collection[ChangeTopic]) -> bool:
    """Whether an external body has to agree before it counts.

    `topics` are those for which it has to, where the action is watched formally; what moves the
    level of monitoring is theirs always.
    """
    if asked.topic is ChangeTopic.MONITORING:
        return True
    if asked.topic is ChangeTopic.OWNER:  # it waits for the new owner's word alone
        return False
    return asked.is_formal and asked.topic in topics


def after_approval(
    state: RequestState, needed: Collection[Approval], *, external: bool
) -> RequestState:
    """Where a request goes from an approval: it waits for more, or it is agreed.

    Where it stays in the state itself, another approval is wanted.
    """
    if next_approval(needed, {state}) is not None:
        return state
    return S.AWAITING_EXTERNAL if external else S.AGREED


_OPEN = LIVE | {Stage.SUSPENDED}
STAGES: Mapping[ChangeTopic, frozenset[Stage]] = {
    ChangeTopic.DUE: frozenset(_OPEN),
    ChangeTopic.SCOPE: frozenset(_OPEN),
    ChangeTopic.OWNER: frozenset(_OPEN | {Stage.DELIVERED}),
    ChangeTopic.SUSPEND: frozenset(_OPEN),
    ChangeTopic.RESUME: frozenset({Stage.SUSPENDED}),
    ChangeTopic.WITHDRAW: frozenset(_OPEN | {Stage.DRAFT}),
    ChangeTopic.SPLIT: frozenset(_OPEN),
    ChangeTopic.MERGE: frozenset(_OPEN),
    ChangeTopic.MONITORING: frozenset(Stage) - {Stage.DRAFT, Stage.WITHDRAWN, Stage.SUPERSEDED},
}
"""At which stages of an action each change can be asked for and carried out (domain, 6.2)."""


def stage_allows(topic: ChangeTopic, stage: Stage) -> bool:
    """Whether an action at this stage can be changed so."""
    return stage in STAGES[topic]


def is_past_limit(moves: int, *, moves_allowed: int = MOVES_ALLOWED) -> bool:
    """Whether another date is past the limit, so that the owner is asked to attend."""
    return moves >= moves_allowed
