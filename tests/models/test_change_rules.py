"""Change control by its rules: who decides what, which state follows, and nothing else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.change_rules import (
    BODIES,
    FOLLOWS,
    LEVELS,
    STAGES,
    Approval,
    Asked,
    after_approval,
    approvals,
    is_high_enough,
    is_past_limit,
    may_follow,
    needs_external,
    next_approval,
    stage_allows,
)
from models.change_states import APPROVALS, SETTLED, ChangeTopic, RequestState
from models.permissions import CELLS, act_for_move
from models.policy_words import Act
from models.states import Level, MonitoringLevel, Stage

S, T = RequestState, ChangeTopic
GROUP = Approval(Act.APPROVE_MOVE, S.APPROVED_GROUP)
PAST = Approval(Act.APPROVE_MOVE_PAST_LIMIT, S.APPROVED_BOARD)
ASKED = st.builds(
    Asked,
    st.sampled_from(ChangeTopic),
    moves=st.integers(0, 4),
    working_days=st.integers(0, 60),
    is_formal=st.booleans(),
    is_across=st.booleans(),
)


@pytest.mark.parametrize(
    ("asked", "states"),
    [
        (Asked(T.DUE, working_days=20), (S.APPROVED_CHAIR,)),
        (Asked(T.DUE, working_days=21), (S.APPROVED_GROUP,)),
        (Asked(T.DUE, working_days=1, is_formal=True), (S.APPROVED_GROUP,)),
        (Asked(T.DUE, moves=1, working_days=1), (S.APPROVED_GROUP, S.APPROVED_BOARD)),
        (Asked(T.OWNER), (S.APPROVED_LEAD,)),
        (Asked(T.OWNER, is_across=True), (S.APPROVED_GROUP,)),
        (Asked(T.RESUME), (S.APPROVED_GROUP,)),
        (Asked(T.MONITORING), ()),
        *((Asked(topic), (S.APPROVED_BOARD,)) for topic in (T.SCOPE, T.SUSPEND, T.WITHDRAW)),
        *((Asked(topic), (S.APPROVED_BOARD,)) for topic in (T.SPLIT, T.MERGE, T.ADD)),
    ],
)
def test_whose_approval_a_change_needs(asked: Asked, states: tuple[RequestState, ...]) -> None:
    assert tuple(each.state for each in approvals(asked)) == states


def test_tolerance_and_limit_are_settings() -> None:
    asked = Asked(T.DUE, moves=1, working_days=30)
    assert approvals(asked, moves_allowed=2) == (GROUP,)
    short = Asked(T.DUE, working_days=30)
    assert approvals(short, small_move_days=30)[0].state is S.APPROVED_CHAIR
    assert [is_past_limit(moves, moves_allowed=2) for moves in (0, 1, 2)] == [False, False, True]


@given(asked=ASKED)
def test_a_date_needs_what_the_policy_says(asked: Asked) -> None:
    if asked.topic is not T.DUE:
        return
    act = act_for_move(
        moves=asked.moves, working_days=asked.working_days, is_formal=asked.is_formal
    )
    assert approvals(asked)[-1].act is act


@pytest.mark.parametrize(
    ("asked", "needed"),
    [
        (Asked(T.DUE, is_formal=True), True),
        (Asked(T.DUE), False),
        (Asked(T.WITHDRAW, is_formal=True), True),
        (Asked(T.SUSPEND, is_formal=True), False),
        (Asked(T.MONITORING), True),
        (Asked(T.OWNER, is_formal=True), False),
    ],
)
def test_when_an_external_body_has_to_agree(asked: Asked, needed: bool) -> None:  # noqa: FBT001 - a column
    assert needs_external(asked, {T.DUE, T.WITHDRAW, T.OWNER}) is needed


def test_every_state_says_what_may_follow_and_nothing_follows_a_settled_one() -> None:
    assert set(FOLLOWS) == set(RequestState)
    assert all(not FOLLOWS[state] for state in SETTLED)
    assert all(FOLLOWS[state] for state in set(RequestState) - SETTLED)
    assert not any(state in FOLLOWS[state] for state in RequestState)


def test_nothing_is_agreed_that_nobody_approved() -> None:
    before = {state for state in RequestState if may_follow(state, S.AGREED)}
    assert before == (APPROVALS | {S.AWAITING_EXTERNAL})


def test_what_is_returned_goes_back_to_who_asked_alone() -> None:
    assert FOLLOWS[S.RETURNED] == {S.SUBMITTED, S.WITHDRAWN}


@given(asked=ASKED, topics=st.sets(st.sampled_from(ChangeTopic)))
def test_each_approval_leads_on_until_it_is_agreed(asked: Asked, topics: set[ChangeTopic]) -> None:
    needed, external = approvals(asked), needs_external(asked, topics)
    way = [S.RECOMMENDED]
    while (wanted := next_approval(needed, way)) is not None:
        way.append(wanted.state)
        then = after_approval(wanted.state, needed, external=external)
        if then is not wanted.state:
            way.append(then)
    assert all(may_follow(before, after) for before, after in pairwise(way))
    assert [state for state in way if state in APPROVALS] == [each.state for each in needed]
    if needed:
        assert way[-1] is (S.AWAITING_EXTERNAL if external else S.AGREED)


@given(asked=ASKED, state=st.sampled_from(sorted(APPROVALS)))
def test_a_higher_body_stands_for_those_below_it(asked: Asked, state: RequestState) -> None:
    needed = approvals(asked)
    wanted = next_approval(needed, ())
    if wanted is None or not is_high_enough(state, wanted):
        return
    left = next_approval(needed, {state})
    assert left is None or is_high_enough(left.state, wanted)
    assert left is None or left.state is not wanted.state


def test_every_approval_has_its_level_its_body_and_its_line_in_the_policy() -> None:
    assert set(LEVELS) == set(BODIES) == APPROVALS
    assert [level for level in LEVELS.values() if level] == [Level.CHAIR, Level.PDG, Level.BOARD]
    asked = [Asked(t, moves=m, is_across=a) for t in T for m in (0, 1) for a in (True, False)]
    acts = {approval.act for each in asked for approval in approvals(each)}
    assert all(CELLS[act].not_own_work for act in acts)


def test_each_kind_of_change_says_at_which_stages_it_can_be() -> None:
    assert set(STAGES) == set(ChangeTopic) - {T.ADD}
    assert stage_allows(T.RESUME, Stage.SUSPENDED)
    assert not stage_allows(T.RESUME, Stage.IN_PROGRESS)
    gone = (Stage.WITHDRAWN, Stage.SUPERSEDED, Stage.VERIFIED, Stage.EMBEDDED)
    for topic in set(STAGES) - {T.MONITORING}:
        assert not any(stage_allows(topic, stage) for stage in gone)
    assert set(MonitoringLevel) == {"formal", "local", "closed"}
