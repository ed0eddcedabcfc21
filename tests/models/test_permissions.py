"""The one policy table: for each act who may, in which capacity, and what the others read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.permissions import (
    CELLS,
    COMMAND,
    DEFAULT_POLICY,
    Act,
    Policy,
    Standing,
    Verdict,
    Who,
    may,
)
from models.states import Door, Level, Role
from tests.models.policy_people import (
    CHAIR,
    DEPUTY,
    LEAD,
    NOBODY,
    OFFICE,
    OWNER,
    SECRETARY,
    holding,
)


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (Act.SIGN_OFF, "Only the chair or the acting chair can sign off the Board's report."),
        (
            Act.SEND_UPDATE,
            (
                "Only the owner, their deputy, the area lead or the programme office can send an"
                " update for this action."
            ),
        ),
        (Act.CHANGE_ROLES, "Only an administrator or the programme office can change roles."),
        (
            Act.EDIT_AGREED_DATE,
            "Nobody can edit the due date of an agreed plan: only an approved request moves it.",
        ),
    ],
)
def test_a_refusal_says_who_can(act: Act, sentence: str) -> None:
    assert may(act, NOBODY) == Verdict(allowed=False, sentence=sentence)
    assert DEFAULT_POLICY.who_can(act) == sentence


@pytest.mark.parametrize(
    ("act", "standing", "capacity", "on_behalf"),
    [
        (Act.SEND_UPDATE, OWNER, Who.OWNER, False),
        (Act.SEND_UPDATE, DEPUTY, Who.OWNER, False),
        (Act.SEND_UPDATE, LEAD, Who.AREA_LEAD, False),
        (Act.SEND_UPDATE, holding(Role.AREA_LEAD), Who.AREA_LEAD, False),
        (Act.SEND_UPDATE, OFFICE, Who.PROGRAMME_OFFICE, True),
        (Act.SEND_UPDATE, replace(OFFICE, is_owner=True), Who.OWNER, False),
        (Act.ATTACH_EVIDENCE, OFFICE, Who.PROGRAMME_OFFICE, False),
        (Act.SIGN_OFF, CHAIR, Who.CHAIR, False),
        (Act.SIGN_OFF, holding(Role.ACTING_CHAIR), Who.CHAIR, False),
        (Act.APPROVE_MOVE, CHAIR, Who.PDG, False),
        (Act.CHANGE_PLAN, SECRETARY, Who.BOARD, False),
    ],
)
def test_the_verdict_says_in_which_capacity(
    act: Act,
    standing: Standing,
    capacity: Who,
    on_behalf: bool,  # noqa: FBT001 - a column
) -> None:
    assert may(act, standing) == Verdict(allowed=True, capacity=capacity, on_behalf=on_behalf)


AUTHORITY = [
    Act.MODERATE,
    Act.REVIEW_EVIDENCE,
    Act.MARK_VERIFIED,
    Act.MARK_EMBEDDED,
    Act.REOPEN_ACTION,
    Act.APPROVE_SMALL_MOVE,
    Act.APPROVE_MOVE,
    Act.APPROVE_MOVE_PAST_LIMIT,
    Act.CHANGE_PLAN,
    Act.APPROVE_RESUME,
    Act.RECORD_EXTERNAL,
    Act.REASSIGN_ACROSS,
    Act.HOLD_PDG_MEETING,
    Act.HOLD_BOARD_MEETING,
    Act.SIGN_OFF,
    Act.SEND_RETURN,
]


@pytest.mark.parametrize("act", list(Act))
def test_a_command_can_never_sign_off_moderate_or_approve(act: Act) -> None:
    everything = holding(*Role, is_owner=True, door=Door.COMMAND, before=frozenset(Who))
    found = may(act, everything)
    if act in AUTHORITY:
        assert not found.allowed
        assert found.sentence == (
            f"A command can never {CELLS[act].does}. {DEFAULT_POLICY.who_can(act)}"
        )
    else:
        assert not found.sentence.startswith("A command")
    assert may(act, replace(everything, door=Door.SLACK, is_owner=False)).allowed or (
        act
        in {
            *(Act.EDIT_AGREED_DATE, Act.CORRECT_RECORD, Act.REDACT),
            *(Act.NO_CHANGE, Act.MARK_DELIVERED),
        }
    )


def test_the_command_line_is_the_office_and_an_administrator() -> None:
    assert may(Act.MANAGE_PEOPLE, COMMAND).allowed
    assert may(Act.CHANGE_ROLES, COMMAND).capacity is Who.ADMINISTRATOR
    assert may(Act.SEND_UPDATE, COMMAND).on_behalf
    assert not may(Act.SIGN_OFF, COMMAND).allowed
    assert COMMAND.door is Door.COMMAND


@pytest.mark.parametrize("relation", ["is_owner", "is_deputy", "is_author"])
@pytest.mark.parametrize("act", [Act.REVIEW_EVIDENCE, Act.MARK_VERIFIED])
def test_nobody_judges_their_own_evidence(relation: str, act: Act) -> None:
    mine: dict[str, Any] = {relation: True}
    chair = holding(Role.CHAIR, before=frozenset({Who.VERIFIER}))
    assert may(act, chair).allowed
    refused = may(act, replace(chair, **mine))
    assert refused.allowed is False
    assert refused.sentence.startswith(f"Nobody can {CELLS[act].does} where it is their own: ")
    assert refused.sentence.endswith(
        " can, who is neither the owner nor the deputy and did not hand in the evidence."
    )


def test_all_who_come_first_are_named() -> None:
    cell = replace(CELLS[Act.SIGN_OFF], after=(Who.VERIFIER, Who.PDG))
    policy = Policy(cells={**CELLS, Act.SIGN_OFF: cell})
    assert cell.letters() == "V and G then C"
    assert may(Act.SIGN_OFF, CHAIR, policy=policy).sentence == (
        "A verifier and the PDG by a recorded decision comes first; then the chair or the acting"
        " chair can sign off the Board's report."
    )


def test_a_verifier_comes_before_blue() -> None:
    assert may(Act.MARK_VERIFIED, CHAIR).allowed is False
    assert may(Act.MARK_VERIFIED, CHAIR).sentence == (
        "A verifier comes first; then the chair, the acting chair or the PDG by a recorded decision"
        " can mark this action as verified."
    )
    after = replace(CHAIR, before=frozenset({Who.VERIFIER}))
    assert may(Act.MARK_VERIFIED, after).capacity is Who.CHAIR
    past = replace(SECRETARY, before=frozenset({Who.PDG}))
    assert may(Act.APPROVE_MOVE_PAST_LIMIT, past).capacity is Who.BOARD


def test_the_programme_office_changes_roles_and_records_not_alone() -> None:
    alone = may(Act.CHANGE_ROLES, OFFICE)
    assert (alone.allowed, alone.wants_second, alone.capacity) == (
        False,
        True,
        Who.PROGRAMME_OFFICE,
    )
    assert alone.sentence == (
        "The programme office can change roles with a second person: the chair, the acting chair,"
        " the Board secretary or an administrator confirms it."
    )
    with_office = replace(OFFICE, second=frozenset({Who.PROGRAMME_OFFICE}))
    with_chair = replace(OFFICE, second=frozenset({Who.CHAIR}))
    assert not may(Act.CHANGE_ROLES, with_office).allowed
    assert may(Act.CHANGE_ROLES, with_chair).allowed
    assert may(Act.CORRECT_RECORD, with_office).capacity is Who.PROGRAMME_OFFICE
    both = holding(Role.PROGRAMME_OFFICE, Role.ADMINISTRATOR)
    assert may(Act.CHANGE_ROLES, both).capacity is Who.ADMINISTRATOR


def test_an_adviser_reads_only_what_is_formally_monitored() -> None:
    assert may(Act.READ_WORKING, holding(Role.ADVISER, is_formal=True)).capacity is Who.ADVISER
    assert not may(Act.READ_WORKING, holding(Role.ADVISER)).allowed
    assert may(Act.READ_WORKING, Standing(owns_in_area=True)).capacity is Who.AREA_OWNER
    assert may(Act.READ_PUBLISHED, NOBODY).capacity is Who.ANYBODY


def test_each_level_of_moderation_has_its_people() -> None:
    levels = DEFAULT_POLICY.levels
    assert levels(OFFICE) == (Level.PROGRAMME_OFFICE,)
    assert levels(CHAIR) == (Level.CHAIR, Level.PDG)
    assert levels(SECRETARY) == (Level.BOARD,)
    assert levels(holding(*Role)) == tuple(Level)
    assert levels(OWNER) == ()
    assert levels(COMMAND) == ()


standings = st.builds(
    Standing,
    roles=st.frozensets(st.sampled_from(list(Role))),
    is_owner=st.booleans(),
    is_deputy=st.booleans(),
    is_accountable=st.booleans(),
    is_self=st.booleans(),
    door=st.sampled_from(list(Door)),
    before=st.frozensets(st.sampled_from(list(Who))),
    second=st.frozensets(st.sampled_from(list(Who))),
)


@given(st.sampled_from(list(Act)), standings)
def test_a_verdict_has_a_capacity_or_a_sentence(act: Act, standing: Standing) -> None:
    found = may(act, standing)
    assert (found.sentence == "") == found.allowed
    assert not found.allowed or found.capacity in CELLS[act].who
    assert found.allowed or found.sentence.endswith(".")


@given(st.sampled_from(list(Act)), standings, st.sampled_from(list(Role)))
def test_another_role_never_takes_a_permission_away(
    act: Act, standing: Standing, role: Role
) -> None:
    more = replace(standing, roles=standing.roles | {role})
    assert may(act, more).allowed >= may(act, standing).allowed
