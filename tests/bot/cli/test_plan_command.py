"""`rollcall plan` and `rollcall kpi` as somebody at a prompt or a script meets them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bot.cli.rollcall import Ran, rollcall
from tests.data.books import csv_file, good_rows, with_cell, xlsx_of

SAMPLE = Path(__file__).parents[3] / "bot" / "sample"


@pytest.fixture
def run(engine_url: str) -> Any:
    def runner(*words: object) -> Ran:
        return rollcall(*map(str, words), environment={"ROLLCALL_DATABASE_URL": engine_url})

    return runner


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.csv"
    file.write_bytes(csv_file(good_rows()))
    return file


def test_the_json_is_the_object_of_the_contract(run: Any, plan: Path) -> None:
    ran = run("plan", "import", plan, "--json")
    told = json.loads(ran.out)
    assert ran.code == 0
    assert list(told) == [
        "outcome",
        "file",
        "columns",
        "actions",
        "areas",
        "findings_total",
        "findings",
        "diff",
        "written",
    ]
    assert told["file"] == {
        "type": "csv",
        "encoding": "utf-8",
        "delimiter": ",",
        "sheets": None,
        "sheets_without_actions": [],
        "header_row": 1,
    }
    assert told["columns"]["By when"] == "due"
    assert (told["actions"], told["written"]) == (4, True)
    assert told["diff"]["added"] == ["1.1", "1.2", "1.3", "1.4"]
    assert list(told["findings"][0]) == [
        "kind",
        "severity",
        "sheet",
        "row",
        "column",
        "value",
        "read_as",
        "likely",
        "message",
    ]


def test_a_second_import_unlike_the_first_ends_by_its_findings_only(run: Any, plan: Path) -> None:
    run("plan", "import", plan)
    plan.write_bytes(csv_file(with_cell(3, "By when", "2024-04-26")[:-1]))
    ran = run("plan", "import", plan, "--json")
    told = json.loads(ran.out)
    assert (ran.code, told["outcome"]) == (0, "import")
    assert told["diff"]["vanished"] == ["1.4"]
    assert told["diff"]["changed"] == [
        {"ref": "1.2", "field": "due", "from": "2024-03-28", "to": "2024-04-26", "waits": True}
    ]


def test_findings_end_with_1_and_a_refusal_with_2(run: Any, plan: Path) -> None:
    plan.write_bytes(csv_file(with_cell(3, "By when", "31 Sept 2023")))
    ran = run("plan", "import", plan, "--json")
    assert (ran.code, json.loads(ran.out)["written"]) == (1, False)
    plan.write_bytes(b"")
    ran = run("plan", "import", plan, "--json")
    told = json.loads(ran.out)
    assert (ran.code, told["outcome"]) == (2, "refuse")
    assert [f["kind"] for f in told["findings"]] == ["empty_file"]


def test_a_file_that_is_not_there_is_refused_with_a_sentence(run: Any, tmp_path: Path) -> None:
    ran = run("plan", "import", tmp_path / "nowhere.csv")
    assert ran.code == 2
    assert "could not be read" in ran.err
    assert ran.out == ""
    assert "Traceback" not in ran.out + ran.err


def test_people_see_what_is_in_doubt_and_what_differs(run: Any, plan: Path) -> None:
    run("plan", "import", plan)
    plan.write_bytes(csv_file(with_cell(3, "By when", "End Apr 24")[:-1]))
    ran = run("plan", "import", plan, "--dry-run")
    words = " ".join(ran.out.split())
    assert "3 actions in 0 areas" in words
    assert "waits for a" in words
    assert "Importing withdraws nothing" in words
    assert "this was a dry run" in words


def test_a_dry_run_needs_no_database(plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    ran = rollcall(
        "plan", "import", str(plan), "--dry-run", environment={"ROLLCALL_DATA_DIR": str(folder)}
    )
    assert ran.code == 0
    assert "New: 4 actions" in ran.out


def test_a_mapping_is_written_corrected_and_used(run: Any, tmp_path: Path) -> None:
    plan = tmp_path / "odd.xlsx"
    plan.write_bytes(
        xlsx_of([["Wibble", "Wobble", "Wubble", "Wabble"], ["1.1", "Do", "Head of X", "Sept 23"]])
    )
    assert run("plan", "import", plan).code == 2
    ran = run("plan", "map", plan)
    assert ran.code == 0
    mapping = tmp_path / "odd.toml"
    text = mapping.read_text(encoding="utf-8")
    for header, field in (("Wobble", "title"), ("Wubble", "owner"), ("Wabble", "due")):
        text = text.replace(f'"{header}" = "extra"', f'"{header}" = "{field}"')
    text = text.replace('"Wibble" = "extra"', '"Wibble" = "ref"')
    mapping.write_text(text, encoding="utf-8")
    ran = run("plan", "import", plan, "--map", mapping, "--json")
    assert (ran.code, json.loads(ran.out)["actions"]) == (0, 1)
    assert run("plan", "map", plan).code == 2
    assert run("plan", "map", plan, "--force").code == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[columns", "should be TOML"),
        ('[columns]\n"Ref" = "wibble"\n', "which is no field"),
        ('[colums]\n"Ref" = "ref"\n', "mend its spelling"),
        ("header_row = 0\n", "counted from 1"),
        ('[ratings]\n"Purple" = "mauve"\n', "neither a rating"),
        ("columns = 3\n", "should hold lines"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused_with_what_was_found(
    run: Any, plan: Path, text: str, words: str
) -> None:
    mapping = plan.with_suffix(".toml")
    mapping.write_text(text, encoding="utf-8")
    ran = run("plan", "import", plan, "--map", mapping)
    assert ran.code == 2
    assert words in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--as-of", "soon"], "--as-of takes a day"),
        (["--agreed-by", "DfE"], "--agreed-on"),
        (["--agreed-by", "DfE", "--agreed-on", "31 Sept"], "--agreed-on takes a day"),
    ],
)
def test_an_option_that_cannot_be_used_is_refused(
    run: Any, plan: Path, words: list[str], said: str
) -> None:
    ran = run("plan", "import", plan, *words)
    assert ran.code == 2
    assert said in ran.err


def test_the_plan_is_shown_with_its_versions_and_ratings(run: Any) -> None:
    run(
        "plan", "import", SAMPLE / "sample_plan.csv", "--as-of", "2023-09-29",
        "--agreed-by", "DfE", "--agreed-on", "2023-07-31", "--source", "letter",
    )  # fmt: skip
    told = json.loads(run("plan", "show", "--json").out)
    assert told["versions"][0]["agreed_by"] == "DfE"
    assert sum(len(area["actions"]) for area in told["areas"]) == 56
    shown = run("plan", "show").out
    assert "agreed by DfE" in shown


def test_measures_come_in_and_a_corrected_figure_stands_beside_the_first(
    run: Any, tmp_path: Path
) -> None:
    run("plan", "import", SAMPLE / "sample_plan.csv")
    kpis = SAMPLE / "kpis.csv"
    figures = tmp_path / "figures.csv"
    text = (SAMPLE / "kpi_observations.csv").read_text(encoding="utf-8")
    figures.write_text(text, encoding="utf-8")
    first = json.loads(run("kpi", "import", kpis, figures, "--json").out)
    assert first["kpis"] == {"added": 25, "changed": 0}
    assert first["observations"] == {"added": 325, "corrected": 0, "unchanged": 0}
    figures.write_text(text.replace("K1.1,2023-09,48,", "K1.1,2023-09,47,"), encoding="utf-8")
    second = json.loads(run("kpi", "import", kpis, figures, "--json").out)
    assert second["observations"] == {"added": 0, "corrected": 1, "unchanged": 324}
    assert second["targets"] == {"added": 0}


def test_a_figure_of_no_measure_stops_the_import(run: Any, tmp_path: Path) -> None:
    run("plan", "import", SAMPLE / "sample_plan.csv")
    figures = tmp_path / "figures.csv"
    figures.write_text("kpi_ref,period,value\nK99,2023-09,many\n", encoding="utf-8")
    ran = run("kpi", "import", SAMPLE / "kpis.csv", figures)
    assert ran.code == 1
    assert "takes a number" in ran.out
    assert "Nothing was written" in ran.out
    figures.write_text("kpi_ref,period,value\nK99,2023-09,4\n", encoding="utf-8")
    assert "No measure is called" in run("kpi", "import", SAMPLE / "kpis.csv", figures).out


def test_measures_without_a_plan_are_refused(run: Any) -> None:
    ran = run("kpi", "import", SAMPLE / "kpis.csv")
    assert ran.code == 2
    assert "no plan yet" in ran.err


def test_the_plan_and_an_action_are_shown_in_words(run: Any) -> None:
    assert run("plan", "import", SAMPLE / "sample_plan.csv").code == 0
    assert "Thursday 28 March 2024" in run("plan", "show").out
    shown = run("action", "show", "1.2").out
    assert "depends on: nothing to 1.1 (import)" in shown
    assert "['" not in shown


def test_a_mapped_column_that_the_file_has_not_is_said(run: Any, plan: Path) -> None:
    mapping = plan.with_suffix(".toml")
    mapping.write_text('[columns]\n"By wen" = "due"\n', encoding="utf-8")
    ran = run("plan", "import", plan, "--map", mapping, "--json", "--dry-run")
    (finding,) = [f for f in json.loads(ran.out)["findings"] if f["kind"] == "mapped_nothing"]
    assert (ran.code, finding["severity"]) == (0, "info")
    assert "The mapping names a column “By wen”" in finding["message"]
