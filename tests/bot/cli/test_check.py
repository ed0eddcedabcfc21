"""`rollcall check`: what is configured and what is missing, in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.states import Role
from models.store import open_engine, transaction
from tests.bot.cli.rollcall import rollcall
from tests.world import World

Check = Callable[..., dict[str, tuple[bool, str]]]
NEEDED = (Role.PROGRAMME_OFFICE, Role.CHAIR, Role.BOARD_SECRETARY, Role.VERIFIER)


@pytest.fixture
def check(engine_url: str, tmp_path: Path) -> Check:
    """What `rollcall check` finds where these roles are held, each by somebody of its own."""

    def found(*roles: Role, **days: date | None) -> dict[str, tuple[bool, str]]:
        engine = open_engine(engine_url)
        with transaction(engine) as session:
            world = World(session)
            world.action("6.1", owner=world.person("Assessment Manager"))
            for role in roles:
                world.role(world.person(f"The {role.value}"), role, **days)  # type: ignore[arg-type]
        engine.dispose()
        ran = rollcall("check", "--json", environment=_environment(engine_url, tmp_path))
        findings = json.loads(ran.out)
        assert ran.code == (0 if all(finding["well"] for finding in findings) else 1)
        return {finding["about"]: (finding["well"], finding["message"]) for finding in findings}

    return found


def _environment(engine_url: str, data_dir: Path) -> dict[str, str]:
    return {"ROLLCALL_DATABASE_URL": engine_url, "ROLLCALL_DATA_DIR": str(data_dir)}


def test_roles_that_nobody_holds_are_named_with_what_to_do(check: Check) -> None:
    well, said = check(Role.PROGRAMME_OFFICE, Role.BOARD_SECRETARY)["Roles"]
    assert not well
    assert said == (
        "Nobody holds the role of PDG chair or verifier today; give it with"
        " rollcall people grant EMAIL ROLE."
    )


def test_all_roles_that_the_month_needs_are_held(check: Check) -> None:
    assert check(*NEEDED)["Roles"] == (True, "Each role that the month needs is held.")


def test_an_acting_chair_stands_in_for_the_chair(check: Check) -> None:
    roles = (Role.PROGRAMME_OFFICE, Role.ACTING_CHAIR, Role.BOARD_SECRETARY, Role.VERIFIER)
    assert check(*roles)["Roles"][0]


def test_a_role_that_has_ended_is_held_by_nobody(check: Check) -> None:
    well, said = check(*NEEDED, ends=date(2023, 12, 31))["Roles"]
    assert not well
    assert "programme office, PDG chair, Board secretary or verifier" in said


def test_an_installation_without_tables_says_how_to_make_them(tmp_path: Path) -> None:
    environment = _environment("", tmp_path)
    ran = rollcall("check", environment=environment)
    assert ran.code == 1
    assert "WRONG  Database: The database is at version none" in ran.out
    assert "rollcall db upgrade" in ran.out
    assert rollcall("db", "upgrade", environment=environment).code == 0
    said = rollcall("check", environment=environment).out
    for lacking in ("rollcall plan import FILE", "rollcall cycle add", "rollcall people grant"):
        assert lacking in said


def test_a_setting_that_is_wrong_is_a_finding(tmp_path: Path) -> None:
    ran = rollcall("check", environment={"ROLLCALL_LOCAL": "perhaps"})
    assert ran.code == 1
    assert ran.out.startswith("WRONG  Settings: ROLLCALL_LOCAL is 'perhaps'")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://u:sesame@h/x", "ROLLCALL_DATABASE_URL: Rollcall keeps its record in SQLite or"),
        ("nonsense", "ROLLCALL_DATABASE_URL: The database address could not be read; write"),
        ("sqlite://", "ROLLCALL_DATABASE_URL is 'sqlite://', which names no file"),
        ("postgresql://u:sesame@127.0.0.1:1/x", "The database at postgresql+psycopg://u:***@"),
    ],
)
def test_an_address_that_cannot_be_used_is_named_by_its_setting(
    tmp_path: Path, address: str, said: str
) -> None:
    environment = _environment(address, tmp_path)
    for words, code in ((("check",), 1), (("people", "list"), 2)):
        ran = rollcall(*words, environment=environment)
        assert ran.code == code
        assert said in ran.out + ran.err
        assert "sesame" not in ran.out + ran.err
