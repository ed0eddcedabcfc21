"""`rollcall kpi import` with files as bad as real ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.store import open_engine, transaction
from tests.bot.cli.rollcall import Ran, rollcall
from tests.world import World

HEAD = (
    "kpi_ref,area_no,name,unit,direction,baseline_value,target_value,floor_value,data_owner_email"
)
GOOD = "K1.1,1,Vacant posts,count,lower_is_better,50,5,23,head@council.example.org"


@pytest.fixture
def bring(engine_url: str, tmp_path: Path) -> object:
    """Imports these rows of measures, and of figures, into a plan with area 1."""
    engine = open_engine(engine_url)
    with transaction(engine) as session:
        World(session).area("1")
    engine.dispose()

    def brought(*kpis: str, figures: tuple[str, ...] = (), machine: bool = True) -> Ran:
        files = [tmp_path / "kpis.csv"]
        files[0].write_text("\n".join((HEAD, *kpis)), encoding="utf-8")
        if figures:
            files.append(tmp_path / "figures.csv")
            files[1].write_text("\n".join(("kpi_ref,period,value", *figures)), encoding="utf-8")
        words = ["kpi", "import", *map(str, files), *(["--json"] if machine else [])]
        return rollcall(*words, environment={"ROLLCALL_DATABASE_URL": engine_url})

    return brought


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (GOOD.replace("5,23", "abc,23"), "target_value", "takes a number; found “abc”"),
        (GOOD.replace("lower_is_better", "sideways"), "direction", "found “sideways”"),
        (GOOD.replace("5,23", "5,2"), "floor_value", "must not be better than its target"),
        (GOOD.replace("K1.1,1,", "K1.1,99,"), "area_no", "The plan has no area '99'."),
        (GOOD.replace("head@", "head"), "data_owner_email", "An address that mail can be"),
        (GOOD.replace("K1.1", ""), "kpi_ref", "kpi_ref is needed; it is empty. Fill it."),
        (GOOD.replace("K1.1", "k1.0"), "kpi_ref", "k1.0 stands twice."),
    ],
)
def test_a_row_that_has_to_be_mended_is_named_and_nothing_is_written(
    bring: object, row: str, column: str, said: str
) -> None:
    ran = bring(GOOD.replace("K1.1", "K1.0"), row)  # type: ignore[operator]
    told = json.loads(ran.out)
    assert (ran.code, told["written"]) == (1, False)
    (finding,) = told["findings"]
    assert (finding["file"], finding["row"], finding["column"]) == ("measures", 3, column)
    assert said in finding["message"]


def test_each_finding_says_in_which_file_it_is(bring: object) -> None:
    bad = ("K1.1,2023-13,4", "K9,2023-09,4", "K1.1,2023-09,nan", 'K1.1,2023-10,"1,080"')
    ran = bring(GOOD, GOOD, figures=bad, machine=False)  # type: ignore[operator]
    assert ran.code == 1
    assert [line.partition(":")[0] for line in ran.out.splitlines()] == [
        "Measures, row 3, kpi_ref",
        "Figures, row 2, period",
        "Figures, row 3, kpi_ref",
        "Figures, row 4, value",
        "Nothing was written",
    ]


def test_columns_that_are_not_there_are_named(bring: object, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("kpi_ref,name\nK1,x\n", encoding="utf-8")
    assert bring(GOOD).code == 0  # type: ignore[operator]
    ran = rollcall("kpi", "import", str(other), environment={})
    assert ran.code == 2
    assert "area_no, unit, direction and target_value were not found" in ran.err
