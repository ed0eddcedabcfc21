"""How evidence stands, and what a return lacks: the pure rules, and their properties."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.evidence_need import Lacks, Need, NeedFacts, lacks, need_of, readiness
from models.evidence_rules import (
    Claim,
    ItemState,
    Look,
    Offered,
    accepters,
    is_enough,
    may_be_proven_by,
    needed_for,
    returned_by,
    state_of,
)
from models.states import EvidenceDecision, MonitoringLevel, Stage

START = datetime(2023, 10, 2, 9, tzinfo=UTC)
YES, NO = EvidenceDecision.ACCEPTED, EvidenceDecision.RETURNED


def at(hour: int) -> datetime:
    return START + timedelta(hours=hour)


def item(*looks: tuple[int, EvidenceDecision, int]) -> Offered:
    return Offered(1, START, looks=tuple(Look(by, said, at(hour)) for by, said, hour in looks))


DELIVERED = Claim(delivered_at=START)


@pytest.mark.parametrize(
    ("looks", "needed", "state"),
    [
        ((), 1, ItemState.WAITING),
        (((1, YES, 1),), 1, ItemState.ACCEPTED),
        (((1, YES, 1),), 2, ItemState.HALF),
        (((1, YES, 1), (1, YES, 2)), 2, ItemState.HALF),
        (((1, YES, 1), (2, YES, 2)), 2, ItemState.ACCEPTED),
        (((1, YES, 1), (2, NO, 2)), 1, ItemState.RETURNED),
        (((1, NO, 1), (1, YES, 2)), 1, ItemState.ACCEPTED),
        (((1, YES, 1), (1, NO, 2)), 1, ItemState.RETURNED),
    ],
)
def test_the_newest_word_of_each_person_counts(
    looks: tuple[tuple[int, EvidenceDecision, int], ...], needed: int, state: ItemState
) -> None:
    assert state_of(item(*looks), DELIVERED, needed) is state


def test_a_return_counts_until_it_is_delivered_again() -> None:
    back = item((1, YES, 1), (2, NO, 2))
    assert state_of(back, Claim(), 1) is ItemState.RETURNED
    assert state_of(back, Claim(delivered_at=at(3)), 1) is ItemState.ACCEPTED
    assert state_of(item((1, NO, 2)), Claim(delivered_at=at(3)), 1) is ItemState.WAITING


def test_nothing_of_before_a_reopening_counts() -> None:
    assert state_of(item((1, YES, 1)), Claim(at(3), at(2)), 1) is ItemState.WAITING
    assert state_of(item((1, NO, 1)), Claim(None, at(2)), 1) is ItemState.WAITING


@pytest.mark.parametrize(
    ("level", "needed"),
    [(MonitoringLevel.FORMAL, 2), (MonitoringLevel.LOCAL, 1), (MonitoringLevel.CLOSED, 1)],
)
def test_formal_monitoring_needs_two(level: MonitoringLevel, needed: int) -> None:
    assert needed_for(level) == needed


LOOKS = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from((YES, NO)), st.integers(0, 9)), max_size=8
).map(lambda looks: sorted(looks, key=lambda look: look[2]))
CLAIMS = st.builds(
    lambda a, b: Claim(None if a is None else at(a), None if b is None else at(b)),
    st.none() | st.integers(0, 9),
    st.none() | st.integers(0, 9),
)


@given(st.lists(LOOKS, max_size=4), CLAIMS, st.integers(1, 2), st.integers(1, 5))
def test_nothing_is_proven_without_enough_others_and_never_against_a_return(
    drawn: list[list[tuple[int, EvidenceDecision, int]]], claim: Claim, needed: int, person: int
) -> None:
    items = [item(*looks) for looks in drawn]
    if may_be_proven_by(person, items, claim, needed):
        assert is_enough(items, claim, needed)
        assert any(len(accepters(i, claim) - {person}) >= needed for i in items)
        assert all(returned_by(i, claim) is None for i in items)


@given(LOOKS, CLAIMS, st.integers(1, 2))
def test_an_item_is_in_one_state_and_more_people_needed_never_help(
    looks: list[tuple[int, EvidenceDecision, int]], claim: Claim, needed: int
) -> None:
    found = item(*looks)
    state = state_of(found, claim, needed)
    assert (state is ItemState.RETURNED) == (returned_by(found, claim) is not None)
    if state_of(found, claim, 2) is ItemState.ACCEPTED:
        assert state is ItemState.ACCEPTED


DAY = date(2023, 11, 1)


def action(stage: Stage, *items: ItemState, accepted: bool = False, due: date | None = None,
           area: int = 1) -> NeedFacts:  # fmt: skip
    return NeedFacts(1, "6.1", area, "Title", stage, 1, due=due, items=items, is_accepted=accepted)


@pytest.mark.parametrize(
    ("facts", "need"),
    [
        (action(Stage.VERIFIED), Need.READY),
        (action(Stage.EMBEDDED), Need.READY),
        (action(Stage.DELIVERED, ItemState.ACCEPTED, accepted=True), Need.READY),
        (action(Stage.DELIVERED, ItemState.WAITING), Need.WAITING),
        (action(Stage.DELIVERED, ItemState.HALF), Need.WAITING),
        (action(Stage.DELIVERED, ItemState.RETURNED, ItemState.ACCEPTED), Need.RETURNED),
        (action(Stage.DELIVERED), Need.MISSING),
        (action(Stage.IN_PROGRESS, due=DAY), Need.NOT_DELIVERED),
        (action(Stage.IN_PROGRESS, ItemState.RETURNED, due=DAY), Need.RETURNED),
        (action(Stage.NOT_STARTED, due=date(2023, 11, 2)), None),
        (action(Stage.IN_PROGRESS), None),
        (action(Stage.SUSPENDED, due=DAY), None),
        (action(Stage.WITHDRAWN, due=DAY), None),
        (action(Stage.DRAFT, due=DAY), None),
    ],
)
def test_what_an_action_lacks_for_a_day(facts: NeedFacts, need: Need | None) -> None:
    assert need_of(facts, DAY) is need


def test_readiness_is_counted_by_area_and_rounded_down() -> None:
    facts = [
        *(action(Stage.VERIFIED) for _ in range(199)),
        action(Stage.DELIVERED),
        action(Stage.VERIFIED, area=2),
    ]
    first, second = readiness(lacks(facts, DAY))
    assert (first.ready, first.needed, first.per_cent) == (199, 200, 99)
    assert (second.ready, second.needed, second.per_cent) == (1, 1, 100)


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(list(Need)))))
def test_readiness_adds_up(drawn: list[tuple[int, Need]]) -> None:
    found = readiness(Lacks(action(Stage.DELIVERED, area=area), need) for area, need in drawn)
    assert sum(ready.needed for ready in found) == len(drawn)
    for ready in found:
        assert 0 <= ready.ready <= ready.needed
        assert (ready.per_cent == 100) == (ready.ready == ready.needed)
        assert sum(ready.by_need.values()) == ready.needed
