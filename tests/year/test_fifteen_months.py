"""Fifteen months of the sample, and the plan doubled to Kent's true number of 116 actions."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from bot.cli.simulate_input import boards_of, loader_of
from bot.demo.stage import PLAN, SAMPLE, sample_rows
from models.partnership import Partnership
from scheduler.simulate.play import play
from scheduler.simulate.scratch import scratch
from scheduler.simulate.script import Played, Script

START, END = date(2023, 9, 29), date(2024, 12, 31)
HERE = Partnership()
KENT = 116


def months(
    *, end: date = END, plan: Path | None = None, address: str = "", seed: int = 1
) -> Played:
    """The months from the first collection on."""
    boards = boards_of(None, START, end, HERE)
    script = Script(START, end, boards, loader_of(plan, START, HERE), seed=seed)
    with scratch(address) as engine:
        return play(script, engine)


def kept(played: Played) -> bool:
    """Whether all promises were kept; a breach is told with its trace."""
    if played.breach is not None:
        trace = "\n".join(f"{line.at} {line.words}" for line in played.about(played.breach)[-20:])
        pytest.fail(f"{played.breach.promise}: {played.breach.words}\n{trace}")
    return True


def test_fifteen_months_of_the_sample_keep_every_promise() -> None:
    played = months()
    assert kept(played)
    assert [row.code for row in played.rows] == [r["cycle"] for r in sample_rows("calendar.csv")]
    assert all(row.issued_at for row in played.rows)
    answered = sum(row.answered for row in played.rows)
    assert answered > sum(row.actions for row in played.rows) * 0.6
    assert sum(row.late for row in played.rows) > 0
    assert sum(row.silent for row in played.rows) > 0


def test_fifteen_months_keep_every_promise_on_postgresql_as_well(postgres_url: str) -> None:
    played = months(address=postgres_url, seed=2)
    assert kept(played)
    assert len(played.rows) == 15


def test_a_plan_of_116_actions_keeps_every_promise(tmp_path: Path) -> None:
    played = months(plan=doubled(tmp_path), end=date(2024, 1, 31), seed=3)
    assert kept(played)
    assert len(played.rows) == 4
    assert played.rows[0].actions > 80


def doubled(folder: Path) -> Path:
    """The sample's plan twice, with owners of its own each time, and four actions more."""
    rows = sample_rows(PLAN)
    again = [_copied(row, "5") for row in rows] + [_copied(row, "9") for row in rows[-4:]]
    file = folder / "doubled.csv"
    written = io.StringIO()
    table = csv.DictWriter(written, list(rows[0]))
    table.writeheader()
    table.writerows([*rows, *again])
    file.write_text(written.getvalue(), encoding="utf-8")
    assert len(rows) + len(again) == KENT
    assert (SAMPLE / PLAN).is_file()
    return file


def _copied(row: dict[str, str], digit: str) -> dict[str, str]:
    """An action like it: 1.1 becomes 1.51, with posts of their own."""
    area, _, number = row["ref"].partition(".")
    posts = {
        name: f"{row[name]} {digit}" for name in ("owner_role", "deputy_role") if row.get(name)
    }
    emails = {
        name: row[name].replace("@", f".{digit}@")
        for name in ("owner_email", "deputy_email")
        if row.get(name)
    }
    return {**row, **posts, **emails, "ref": f"{area}.{digit}{number}", "depends_on": ""}
