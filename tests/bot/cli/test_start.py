"""The command line starts quickly: what a command does not need is not imported."""

from __future__ import annotations

import subprocess
import sys

import pytest
from typer.main import get_command

from bot.cli.root import PARTS, app
from tests.bot.cli.rollcall import rollcall

HEAVY = ("sqlalchemy", "pydantic", "apscheduler", "jinja2", "openpyxl", "docx", "holidays")


@pytest.mark.parametrize("name", PARTS)
def test_the_list_of_commands_says_what_each_says_of_itself(name: str) -> None:
    command = get_command(app).commands[name]  # type: ignore[attr-defined]
    help_text = " ".join(command.help.split("\n\n", maxsplit=1)[0].split())
    assert f"{PARTS[name].says}".rstrip(".") == help_text.rstrip(".")
    assert command.name == name


def test_help_lists_every_command() -> None:
    ran = rollcall("--help", environment={"COLUMNS": "200"})
    assert ran.code == 0
    for name, part in PARTS.items():
        assert any(name in line and part.says in line for line in ran.out.splitlines())


def test_a_command_that_is_none_is_refused_with_those_that_are_like_it() -> None:
    ran = rollcall("peple", "list", environment={})
    assert ran.code == 2
    assert "No such command 'peple'. Did you mean 'people'" in ran.err


@pytest.mark.parametrize(
    ("words", "without"),
    [
        (("--help",), HEAVY),
        (("people", "--help"), ("apscheduler", "jinja2", "openpyxl", "docx", "scheduler.outbox")),
    ],
)
def test_nothing_heavy_is_imported_for_nothing(
    words: tuple[str, ...], without: tuple[str, ...]
) -> None:
    ran = subprocess.run(
        [sys.executable, "-P", "-X", "importtime", "-m", "bot", *words],
        capture_output=True,
        text=True,
        check=True,
    )
    imported = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()}
    assert imported.isdisjoint(without)
