"""Whatever goes wrong is one sentence with what to do; the traceback is there for who asks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from bot.app import NotReadyError
from bot.cli import roles as roles_command
from bot.config import WrongSettingError
from bot.trouble import in_words
from handlers.request import RefusedError
from models.store import WrongDatabaseUrlError
from tests.bot.cli.rollcall import rollcall

STORED = ("INSERT …", {}, Exception("UNIQUE constraint failed: person.email"))
LOCKED = ("BEGIN", {}, Exception("database is locked"))
AWAY = ("SELECT 1", {}, Exception("connection refused\nIs the server running?"))


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (WrongSettingError("ROLLCALL_LOCAL is 'x'; true or false was expected."), "ROLLCALL_LOCAL"),
        (WrongDatabaseUrlError("ROLLCALL_DATABASE_URL is 'x'."), "ROLLCALL_DATABASE_URL is 'x'."),
        (NotReadyError("Run: rollcall db upgrade"), "Run: rollcall db upgrade"),
        (RefusedError("No action is called '9.9'."), "No action is called '9.9'."),
        (
            FileNotFoundError(2, "No such file or directory", "plan.csv"),
            "A file or stream could not be used: plan.csv (No such file or directory).",
        ),
        (OSError("no space"), "A file or stream could not be used: (no space)."),
        (OperationalError(*LOCKED), "Somebody else is writing to the database at sqlite:///"),
        (OperationalError(*AWAY), "could not be used: connection refused. Check"),
        (IntegrityError(*STORED), "a fault of its own (IntegrityError); what was under way is"),
        (ProgrammingError(*STORED), "Set ROLLCALL_TRACEBACK=1, run it again"),
        (KeyError("x"), "Rollcall met a fault of its own (KeyError)"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_each_kind_of_error_is_a_sentence(
    error: Exception, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ROLLCALL_DATABASE_URL", raising=False)
    said = in_words(error)
    assert says in said
    assert "\n" not in said
    assert said.endswith((".", "upgrade"))


def test_no_password_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLCALL_DATABASE_URL", "postgresql+psycopg://rollcall:sesame@db/rollcall")
    said = in_words(OperationalError(*AWAY))
    assert "rollcall:***@db" in said
    assert "sesame" not in said


def test_a_fault_of_our_own_is_a_sentence_and_a_traceback_where_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(_file: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(roles_command, "read_partnership", fails)
    ran = rollcall("roles", environment={"ROLLCALL_TRACEBACK": ""})
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("Rollcall met a fault of its own (ZeroDivisionError)")
    assert ran.err.count("\n") == 1
    with pytest.raises(ZeroDivisionError):
        rollcall("roles", environment={"ROLLCALL_TRACEBACK": "1"})


@pytest.mark.parametrize("traceback", ["", "1"])
def test_a_process_shows_a_traceback_only_where_it_is_asked_for(
    tmp_path: Path, traceback: str
) -> None:
    environment = {
        **os.environ,
        "ROLLCALL_DATA_DIR": str(tmp_path),
        "ROLLCALL_DATABASE_URL": f"sqlite:///{tmp_path}/none/rollcall.db",
        "ROLLCALL_TRACEBACK": traceback,
    }
    ran = subprocess.run(
        [sys.executable, "-P", "-m", "bot", "people", "list"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout == ""
    assert ("Traceback" in ran.stderr) == bool(traceback)
    assert ran.returncode == (1 if traceback else 2)
    assert traceback or ran.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [("roles",), ("roles", "--json"), ("--help",)])
def test_a_reader_who_leaves_early_is_no_error(tmp_path: Path, words: tuple[str, ...]) -> None:
    running = subprocess.Popen(
        [sys.executable, "-P", "-m", "bot", *words],
        cwd=tmp_path,
        env={**os.environ, "ROLLCALL_DATA_DIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    said = running.stderr.read()
    running.stderr.close()
    assert (running.wait(), said) == (0, b"")
