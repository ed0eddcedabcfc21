"""`rollcall report` at a prompt and in a script: what a machine may do with the report."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from models.partnership import Partnership
from models.people import Person
from models.report import Report, ReportState
from models.states import Role
from models.store import open_engine, transaction
from tests.bot.cli.rollcall import Ran, rollcall
from tests.handlers.doing import do
from tests.scheduler.month import OCTOBER, add_cycle
from tests.world import World

Run = Callable[..., Ran]
CHAIR = "Independent Chair"


@pytest.fixture
def run(engine_url: str, tmp_path: Path) -> Run:
    """Runs `rollcall` over a plan with October's Board."""
    engine = open_engine(engine_url)
    with transaction(engine) as session:
        world = World(session)
        world.role(world.person("Programme Officer"), Role.PROGRAMME_OFFICE)
        world.role(world.person(CHAIR), Role.CHAIR)
        world.action("6.1", owner=world.person("Assessment Manager"), title="Clear [b]the[/b] rest")
        add_cycle(world, OCTOBER, Partnership())
    engine.dispose()
    environment = {"ROLLCALL_DATABASE_URL": engine_url, "ROLLCALL_DATA_DIR": str(tmp_path)}

    def at_a_prompt(*words: str) -> Ran:
        return rollcall("report", *words, environment=environment)

    return at_a_prompt


def sign(engine_url: str) -> None:
    """What only the chair's own button does."""
    engine = open_engine(engine_url)
    with transaction(engine) as session:
        report = session.scalars(select(Report)).one()
        chair = session.scalars(select(Person).where(Person.name == CHAIR)).one()
        do(session, "report.sign", by=chair, at=report.made_at, report="1", sha256=report.sha256)
        assert report.state is ReportState.SIGNED
    engine.dispose()


def test_a_draft_says_where_it_can_be_read_and_shows_no_button(run: Run) -> None:
    ran = run("draft", "2023-10")
    assert ran.code == 0
    assert "rollcall report write CYCLE --out DIR" in ran.out
    assert "[1]" not in ran.out
    assert "[File]" not in ran.out


def test_the_snapshot_is_the_bytes_of_the_hash(run: Run) -> None:
    run("draft", "2023-10")
    (listed,) = json.loads(run("list", "--json").out)
    snapshot = run("snapshot", "2023-10").out
    assert sha256(snapshot.encode()).hexdigest() == listed["sha256"]
    assert (listed["report"], listed["state"]) == ("2023-10 v1", "draft")
    assert listed["sha256"] in run("list").out


def test_every_figure_leads_to_its_records(run: Run) -> None:
    run("draft", "2023-10")
    figures = json.loads(run("figures", "2023-10", "--json").out)
    assert {"id", "says", "text", "number", "of", "share", "records"} <= set(figures[0])
    for figure in figures:
        traced = json.loads(run("trace", "2023-10", figure["id"], "--json").out)
        behind = [*traced["actions"], *traced["measures"]]
        if figure["behind"] == "actions":
            assert [record["ref"] for record in behind] == figure["records"]
    assert "headline.all" in run("figures", "2023-10").out
    assert "Clear [b]the[/b] rest" in run("trace", "2023-10", "headline.all").out


def test_the_papers_are_written_alike_each_time(run: Run, tmp_path: Path) -> None:
    run("draft", "2023-10")
    for folder in ("one", "two"):
        ran = run("write", "2023-10", "--out", str(tmp_path / folder))
        assert ran.code == 0
        assert ran.out.count("\n") == 4
    for paper in (tmp_path / "one").iterdir():
        assert paper.read_bytes() == (tmp_path / "two" / paper.name).read_bytes()


def test_no_command_signs(run: Run) -> None:
    run("draft", "2023-10")
    for verb in ("sign", "sign-off"):
        assert run(verb, "2023-10").code == 2
    (listed,) = json.loads(run("list", "--json").out)
    assert listed["signed_by"] is None


def test_a_signed_report_is_held_released_issued_and_reopened(run: Run, engine_url: str) -> None:
    run("draft", "2023-10")
    sign(engine_url)
    assert "Reason: in doubt" in run("hold", "2023-10", "--reason", "in doubt").out
    assert json.loads(run("list", "--json").out)[0]["held"] is True
    assert run("release", "2023-10").code == 0
    assert run("issue", "2023-10").code == 0
    reopened = run("reopen", "2023-10", "--reason", "a wrong figure").out
    assert "Version 1 stays readable as it was. Reason: a wrong figure" in reopened
    assert [r["report"] for r in json.loads(run("list", "--json").out)] == [
        "2023-10 v1",
        "2023-10 v2",
    ]
    assert run("snapshot", "2023-10 v1").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("draft", "2099-01"), "There is no cycle '2099-01'; the latest are: 2023-10."),
        (("snapshot", "2023-10 v9"), "There is no report '2023-10 v9' yet."),
        (("trace", "2023-10", "nonsense"), "has no figure 'nonsense'."),
        (("write", "2023-10", "--out", "x", "--kind", "exe"), "A paper is one of docx, pdf, html"),
        (("hold", "2023-10"), "only a signed report that has not gone can be held."),
        (("release", "2023-10"), "only a signed report that has not gone can be released."),
        (("issue", "2023-10"), "only a signed report that has not gone can be issued."),
        (("reopen", "2023-10"), "is not signed yet, so it can simply be drafted again."),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    run("draft", "2023-10")
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1
