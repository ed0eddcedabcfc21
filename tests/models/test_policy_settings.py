"""The policy as a setting and as a printed table; roles with scope and dates."""

from __future__ import annotations

from datetime import date

import pytest

from models.permissions import (
    CELLS,
    DEFAULT_POLICY,
    Act,
    Grant,
    Place,
    Policy,
    PolicyError,
    PolicyRow,
    Standing,
    Who,
    act_for_move,
    may,
    roles_at,
)
from models.states import Role, Scope

OFFICE = Standing(roles=frozenset({Role.PROGRAMME_OFFICE}))


def test_the_table_prints_its_letters() -> None:
    printed = {row.act: row.who for row in DEFAULT_POLICY.rows()}
    assert printed[Act.SEND_UPDATE] == "O, L, P on behalf"
    assert printed[Act.MODERATE] == "P, C, G, B"
    assert printed[Act.MARK_VERIFIED] == "V then C or G"
    assert printed[Act.APPROVE_MOVE_PAST_LIMIT] == "G then B"
    assert printed[Act.CORRECT_RECORD] == "P with a second person"
    assert printed[Act.CHANGE_ROLES] == "A, P with a second person"
    assert printed[Act.DELEGATE] == "O (self), L, P"
    assert printed[Act.EDIT_AGREED_DATE] == "N"


def test_each_line_has_a_title_and_its_note() -> None:
    rows = DEFAULT_POLICY.rows()
    assert [row.act for row in rows] == list(Act)
    assert rows[1] == PolicyRow(
        Act.NO_CHANGE, '"No change" update', "O", "At most twice running; the third needs words."
    )
    assert all(row.title and (row.note.endswith(".") or not row.note) for row in rows)
    assert all(cell.does[0].islower() for cell in CELLS.values())


def test_a_partnership_sets_its_own_cells() -> None:
    policy = DEFAULT_POLICY.with_settings({"sign_off": ["C", " Programme_Office "]})
    assert may(Act.SIGN_OFF, OFFICE, policy=policy).capacity is Who.PROGRAMME_OFFICE
    assert policy.who_can(Act.SIGN_OFF) == (
        "Only the chair, the acting chair or the programme office can sign off the Board's report."
    )
    assert policy.cells[Act.MODERATE] == CELLS[Act.MODERATE]
    assert not may(Act.SIGN_OFF, OFFICE).allowed
    closed = DEFAULT_POLICY.with_settings({"see_forecast": ["n"]})
    assert not may(Act.SEE_FORECAST, OFFICE, policy=closed).allowed


def test_who_records_a_meetings_decision_is_a_setting() -> None:
    policy = Policy(recorders={Who.BOARD: Who.PROGRAMME_OFFICE})
    assert may(Act.CHANGE_PLAN, OFFICE, policy=policy).capacity is Who.BOARD
    assert policy.levels(OFFICE) == ("programme_office", "board")


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"sing_off": ["C"]}, "policy.sing_off: an act was expected; found 'sing_off'. It is one"),
        ({"sign_off": ["Z"]}, "policy.sign_off: a letter or a name was expected; found 'Z'. It is"),
        ({"sign_off": []}, "policy.sign_off: at least one was expected; found none. Nobody is N."),
    ],
)
def test_a_setting_that_is_not_understood_names_key_and_value(
    settings: dict[str, list[str]], sentence: str
) -> None:
    with pytest.raises(PolicyError) as refusal:
        DEFAULT_POLICY.with_settings(settings)
    assert str(refusal.value).startswith(sentence)


def test_the_error_lists_what_is_known() -> None:
    with pytest.raises(PolicyError, match=r"send_update, no_change, .*change_policy\.$"):
        DEFAULT_POLICY.with_settings({"x": ["C"]})
    with pytest.raises(
        PolicyError, match=r"O \(owner\), .*P \(programme_office\), .*N \(nobody\)\.$"
    ):
        DEFAULT_POLICY.with_settings({"sign_off": ["x y"]})


@pytest.mark.parametrize(
    ("moves", "days", "formal", "act"),
    [
        (0, 20, False, Act.APPROVE_SMALL_MOVE),
        (0, 21, False, Act.APPROVE_MOVE),
        (0, 1, True, Act.APPROVE_MOVE),
        (1, 1, False, Act.APPROVE_MOVE_PAST_LIMIT),
        (2, 30, True, Act.APPROVE_MOVE_PAST_LIMIT),
    ],
)
def test_a_date_change_goes_to_who_may_approve_it(
    moves: int,
    days: int,
    formal: bool,  # noqa: FBT001 - a column
    act: Act,
) -> None:
    assert act_for_move(moves=moves, working_days=days, is_formal=formal) is act


def test_the_limits_of_date_changes_are_settings() -> None:
    facts = {"moves": 1, "working_days": 5, "is_formal": False}
    assert act_for_move(**facts, moves_allowed=2) is Act.APPROVE_MOVE
    facts |= {"moves": 0}
    assert act_for_move(**facts, small_move_days=4) is Act.APPROVE_MOVE
    assert act_for_move(**facts, small_move_days=5) is Act.APPROVE_SMALL_MOVE


PLAN, AREA_6, ACTION_61 = Place(), Place(area=6), Place(area=6, action=61)


@pytest.mark.parametrize(
    ("scope", "scope_id", "reached"),
    [
        (Scope.PLAN, None, [PLAN, AREA_6, ACTION_61]),
        (Scope.AREA, 6, [AREA_6, ACTION_61]),
        (Scope.AREA, 7, []),
        (Scope.AREA, None, []),
        (Scope.ACTION, 61, [ACTION_61]),
        (Scope.ACTION, 6, []),
        (Scope.ACTION, None, []),
    ],
)
def test_a_role_reaches_as_far_as_its_scope(
    scope: Scope, scope_id: int | None, reached: list[Place]
) -> None:
    grant = Grant(Role.VERIFIER, scope, scope_id)
    found = [place for place in (PLAN, AREA_6, ACTION_61) if grant.holds(place, date(2023, 10, 6))]
    assert found == reached


@pytest.mark.parametrize(
    ("on", "role", "ends", "holds"),
    [
        ("2023-10-01", Role.CHAIR, None, False),
        ("2023-10-02", Role.CHAIR, None, True),
        ("2030-01-01", Role.CHAIR, None, True),
        ("2023-10-06", Role.CHAIR, "2023-10-06", True),
        ("2023-10-07", Role.CHAIR, "2023-10-06", False),
        ("2023-10-06", Role.ACTING_CHAIR, "2023-10-06", True),
        ("2023-10-06", Role.ACTING_CHAIR, None, False),
    ],
)
def test_a_role_is_in_force_from_its_first_to_its_last_day(
    on: str,
    role: Role,
    ends: str | None,
    holds: bool,  # noqa: FBT001 - a column
) -> None:
    last = date.fromisoformat(ends) if ends else None
    grant = Grant(role, starts=date(2023, 10, 2), ends=last)
    assert grant.holds(PLAN, date.fromisoformat(on)) is holds


def test_the_roles_of_a_person_at_a_place() -> None:
    grants = [
        Grant(Role.AREA_LEAD, Scope.AREA, 6),
        Grant(Role.VERIFIER, Scope.AREA, 7),
        Grant(Role.CHAIR, ends=date(2023, 10, 5)),
        Grant(Role.PROGRAMME_OFFICE),
    ]
    on = date(2023, 10, 6)
    assert roles_at(grants, ACTION_61, on) == {Role.AREA_LEAD, Role.PROGRAMME_OFFICE}
    assert roles_at(grants, PLAN, on) == {Role.PROGRAMME_OFFICE}
