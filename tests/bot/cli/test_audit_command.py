"""`rollcall audit` at a prompt: whole or not, what it holds, and the ask to take words out."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import select

from models.audit import AuditEvent
from models.delivery import Occasion
from models.pending import PendingAct
from models.states import Role
from models.store import open_engine, transaction
from tests.bot.cli.rollcall import Ran, rollcall
from tests.handlers.doing import do
from tests.world import World

Run = Callable[..., Ran]


@pytest.fixture
def run(sqlite_url: str, tmp_path: Path) -> Run:
    """Runs `rollcall audit` over a record of three acts."""
    engine = open_engine(sqlite_url)
    with transaction(engine) as session:
        world = World(session, agreed=False)
        office = world.person("Programme Officer")
        world.role(office, Role.PROGRAMME_OFFICE)
        world.role(world.person("Administrator"), Role.ADMINISTRATOR)
        lead = world.person("Inclusion Lead")
        action = world.action("2.4", owner=lead)
        world.action("2.5", owner=lead)
        do(
            session, "action.correct", by=office, ref="2.4", field="success_measure",
            value="=HYPERLINK(1)",
        )  # fmt: skip
        do(
            session, "evidence.save_attached", by=lead, action=str(action.id),
            evidence="https://example.org/minutes", title="Minutes of Alpha's review",
        )  # fmt: skip
        do(session, "people.check", by=lead)
    engine.dispose()
    environment = {"ROLLCALL_DATABASE_URL": sqlite_url, "ROLLCALL_DATA_DIR": str(tmp_path)}

    def at_a_prompt(*words: str, typed: str = "") -> Ran:
        return rollcall("audit", *words, environment=environment, typed=typed)

    return at_a_prompt


def lines(ran: Ran) -> list[dict[str, object]]:
    assert ran.code == 0, ran.err
    return [json.loads(line) for line in ran.out.splitlines()]


def test_an_earlier_head_is_proved_to_be_contained(run: Run) -> None:
    first, *_ = lines(run("show", "--json"))
    ran = run("verify", "--head", str(first["hash"]), "--at", "1")
    assert ran.code == 0
    assert "It still contains the head at event 1, and all before it." in ran.out
    told = json.loads(run("verify", "--head", str(first["hash"]), "--at", "1", "--json").out)
    assert (told["whole"], told["contains"], told["fault"]) == (True, True, None)


@pytest.mark.parametrize(
    ("head", "at", "says"),
    [
        ("0" * 64, "1", "Event 1 is not the one that was printed"),
        ("0" * 64, "99", "The record has no event 99: it ends with event"),
    ],
)
def test_a_head_that_is_not_contained_is_a_finding(run: Run, head: str, at: str, says: str) -> None:
    ran = run("verify", "--head", head, "--at", at)
    assert ran.code == 1
    assert says in ran.out
    told = json.loads(run("verify", "--head", head, "--at", at, "--json").out)
    assert (told["whole"], told["contains"]) == (True, False)


def test_half_a_head_is_an_error(run: Run) -> None:
    ran = run("verify", "--at", "1")
    assert ran.code == 2
    assert "named by both" in ran.err


@pytest.mark.parametrize(
    ("words", "acts"),
    [
        (("--action", "2.4"), ["action_free_correction", "evidence_added"]),
        (("--action", "2.5"), []),
        (("--act", "evidence_added"), ["evidence_added"]),
        (("--date", "2023-10-02", "--act", "evidence_added"), ["evidence_added"]),
        (("--from", "2023-10-03"), []),
        (("--to", "2023-10-01"), []),
        (("--from", "2023-10-02T09:00Z", "--person", "Inclusion Lead"), None),
        (("--limit", "1"), None),
    ],
)
def test_events_are_shown_by_person_action_day_and_act(
    run: Run, words: tuple[str, ...], acts: list[str] | None
) -> None:
    found = [event["act"] for event in lines(run("show", *words, "--json"))]
    if acts is not None:
        assert found == acts
    else:
        assert found
        assert "action_free_correction" not in found


def test_a_person_who_is_nobody_is_said_so(run: Run) -> None:
    ran = run("show", "--person", "Nobody At All")
    assert ran.code == 2
    assert "Nobody At All" in ran.err


def test_csv_holds_every_event_and_no_formula(run: Run) -> None:
    rows = list(csv.DictReader(StringIO(run("show", "--csv").out)))
    assert [row["seq"] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
    assert not any(cell.startswith("=") for row in rows for cell in row.values())


def test_a_table_is_for_people(run: Run) -> None:
    ran = run("show", "--action", "2.4")
    assert "Evidence added" in ran.out
    assert "Inclusion Lead" in ran.out


def test_the_command_asks_and_a_second_person_confirms_in_chat(run: Run, sqlite_url: str) -> None:
    ran = run("redact", "--text", "-", "--reason", "A child is named", typed="Alpha's review\n")
    assert ran.code == 0, ran.err
    assert "Administrator can" in ran.out
    engine = open_engine(sqlite_url)
    with transaction(engine) as session:
        pending = session.scalars(select(PendingAct)).one()
        told = session.scalars(select(Occasion).where(Occasion.key.like("note:second:%"))).all()
        person = next(o.person for o in told if o.person and o.person.name == "Administrator")
        reply = do(session, "second.confirm", by=person, pending=str(pending.id))
        assert reply.say[0].notice.startswith("Redaction 1:")
    with transaction(engine) as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.act == "redacted")).one()
        assert event.after["second"] == "Administrator"
    engine.dispose()
    assert "Alpha" not in run("show", "--json").out
    assert "(1 with their words blanked)" in run("verify").out


def test_what_cannot_be_taken_out_is_said_in_a_sentence(run: Run) -> None:
    ran = run("redact", "--text", "nobody ever wrote this", "--reason", "x")
    assert ran.code == 2
    assert "stand nowhere" in ran.err
