"""`rollcall tick`, `forecast`, `silence` and `simulate` as somebody at a prompt meets them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from models.partnership import Partnership
from models.states import Role
from models.store import open_engine, transaction
from scheduler import outbox
from tests.bot.cli.rollcall import Ran, rollcall
from tests.scheduler.month import OCTOBER, add_cycle
from tests.world import World

Run = Callable[..., Ran]


@pytest.fixture
def run(engine_url: str, tmp_path: Path) -> Run:
    """Runs `rollcall` over a small plan with October's Board."""
    engine = open_engine(engine_url)
    with transaction(engine) as session:
        world = World(session)
        world.role(world.person("Programme Officer"), Role.PROGRAMME_OFFICE)
        world.role(world.person("Independent Chair"), Role.CHAIR)
        world.area("6", lead=world.person("Area Lead"))
        world.action("6.1", owner=world.person("Assessment Manager"))
        add_cycle(world, OCTOBER, Partnership())
    engine.dispose()
    environment = {"ROLLCALL_DATABASE_URL": engine_url, "ROLLCALL_DATA_DIR": str(tmp_path)}

    def at_a_prompt(*words: str) -> Ran:
        return rollcall(*words, environment=environment)

    return at_a_prompt


def test_a_tick_says_what_it_did(run: Run) -> None:
    assert run("tick", "--at", "2023-09-28T09:00").code == 0
    ran = run("tick", "--at", "2023-09-29T09:00")
    assert ran.out == ("2023-09-29T08:00+00:00: 1 message was found to be owed, 1 sent.\n")
    again = run("tick", "--at", "2023-09-29T09:00")
    assert "0 messages were found to be owed" in again.out


def test_an_instant_that_is_none_is_refused_in_a_sentence(run: Run) -> None:
    ran = run("tick", "--at", "yesterday")
    assert ran.code == 2
    assert "2023-10-04T09:00" in ran.err
    assert "Traceback" not in ran.err


def test_the_forecast_is_a_list_for_machines(run: Run) -> None:
    ran = run("forecast", "--days", "14", "--from", "2023-09-28T08:00", "--json")
    assert ran.code == 0
    found = json.loads(ran.out)
    assert [(f["person"], f["step"], f["at"][:16]) for f in found[:3]] == [
        ("Assessment Manager", "first_contact", "2023-09-28T09:00"),
        ("Assessment Manager", "ask", "2023-09-29T09:00"),
        ("Assessment Manager", "reminder", "2023-10-04T09:00"),
    ]
    assert {"person", "at", "cycle", "step", "door", "why"} <= set(found[0])


def test_the_forecast_is_a_table_for_people(run: Run) -> None:
    ran = run("forecast", "--days", "3", "--from", "2023-09-28T08:00")
    assert "Assessment" in ran.out
    assert "first_contact" in ran.out
    empty = run("forecast", "--days", "3", "--from", "2024-06-01T08:00")
    assert empty.out.startswith("Nothing would be sent")


def test_the_ledger_for_machines_has_states_times_and_rates(run: Run) -> None:
    run("tick", "--at", "2023-09-29T09:00")
    ran = run("silence", "2023-10", "--at", "2023-10-09T10:00", "--json")
    ledger = json.loads(ran.out)
    (entry,) = ledger["entries"]
    assert (entry["ref"], entry["state"], entry["silent"]) == ("6.1", "delivered", True)
    assert entry["asked_at"] == "2023-09-29T08:00:00+00:00"
    assert ledger["organisations"] == [
        {"organisation": "County Council", "asked": 1, "answered": 0}
    ]


def test_the_ledger_for_people_and_a_cycle_that_is_none(run: Run) -> None:
    run("tick", "--at", "2023-09-29T09:00")
    assert "asked, no answer yet" in run("silence", "2023-10").out
    ran = run("silence", "2099-01")
    assert ran.code == 2
    assert "2023-10" in ran.err


def test_a_simulation_prints_its_cycles_and_ends_well(run: Run) -> None:
    ran = run("simulate", "--from", "2023-09-29", "--to", "2023-10-26", "--database-url", "")
    assert ran.code == 0, ran.err
    assert "2023-10" in ran.out
    assert "all were kept" in ran.out


def test_a_simulation_takes_a_plan_and_boards_of_ones_own(run: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text(
        "Ref,Action,Owner,Owner e-mail,Due,Status\n"
        "1.1,First,Manager A,a@council.example.org,2024-03-28,In progress\n"
        "1.2,Second,Manager B,b@council.example.org,2024-05-31,In progress\n",
        encoding="utf-8",
    )
    boards = tmp_path / "boards.txt"
    boards.write_text("# our own\n2023-10-18\n", encoding="utf-8")
    ran = run(
        *("simulate", "--from", "2023-09-20", "--to", "2023-10-19", "--json"),
        *("--plan", str(plan), "--boards", str(boards), "--database-url", ""),
    )
    assert ran.code == 0, ran.err + ran.out
    played = json.loads(ran.out)
    assert [(row["code"], row["actions"]) for row in played["cycles"]] == [("2023-10", 2)]
    assert played["broken"] is None


def test_a_broken_promise_ends_with_one_and_its_shortest_trace(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = outbox.hand_over

    async def asks_twice(courier: object, parcel: object, place: object) -> object:
        if parcel.message.kind == "ask":  # type: ignore[attr-defined]
            await once(courier, parcel, place)  # type: ignore[arg-type]
        return await once(courier, parcel, place)  # type: ignore[arg-type]

    monkeypatch.setattr(outbox, "hand_over", asks_twice)
    ran = run("simulate", "--from", "2023-09-29", "--to", "2023-10-26", "--database-url", "")
    assert ran.code == 1
    assert "Broken: one message for each person cycle and step." in ran.out
    assert "The shortest play found" in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "soon", "--to", "2023-12-31"), "--from and --to take days"),
        (("--from", "2023-12-31", "--to", "2023-10-01"), "must not lie before"),
        (("--from", "2023-10-01", "--to", "2023-10-20"), "No Board meets"),
        (("--from", "2023-09-01", "--to", "2023-12-31", "--boards", "none.txt"), "none.txt"),
        (("--from", "2023-09-01", "--to", "2023-12-31", "--plan", "none.csv"), "none.csv"),
    ],
)
def test_what_cannot_be_played_is_refused_in_a_sentence(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    ran = run("simulate", *words)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err
