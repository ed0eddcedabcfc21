"""`rollcall reply parse` as a script meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.bot.cli.rollcall import Ran, rollcall

SAMPLE = Path(__file__).parents[3] / "bot" / "sample" / "sample_plan.csv"
ANALYST = "head-of-management-information@kcc.example.org"
Parse = Callable[..., Ran]


@pytest.fixture
def parse(engine_url: str) -> Parse:
    environment = {"ROLLCALL_DATABASE_URL": engine_url}
    rollcall("plan", "import", str(SAMPLE), environment=environment)

    def runner(*words: str, typed: str = "") -> Ran:
        return rollcall("reply", "parse", *words, environment=environment, typed=typed)

    return runner


def test_a_reply_is_read_against_what_the_database_says_is_open(parse: Parse) -> None:
    ran = parse("--owner", ANALYST, "--on", "2023-10-06", "--json", typed="all green\n")
    told = json.loads(ran.out)
    assert ran.code == 0
    assert list(told) == ["updates", "questions", "truncated"]
    assert [(u["ref"], u["rating"]) for u in told["updates"]] == [
        ("5.1", "green"),
        ("7.4", "green"),
        ("9.1", "green"),
    ]


def test_open_replaces_what_is_open_and_counts_as_the_senders(parse: Parse) -> None:
    words = ("--owner", ANALYST, "--on", "2023-10-06", "--json", "--open")
    told = json.loads(parse(*words, "2.4", typed="amber").out)
    assert [(u["ref"], u["rating"]) for u in told["updates"]] == [("2.4", "amber")]
    told = json.loads(parse(*words, "5.1, 7.4", typed="both green").out)
    assert [u["ref"] for u in told["updates"]] == ["5.1", "7.4"]
    told = json.loads(parse(*words, "", typed="green").out)
    assert told["questions"][0]["kind"] == "which_action"


def test_the_plans_references_come_from_the_database(parse: Parse) -> None:
    words = ("--owner", ANALYST, "--on", "2023-10-06", "--open", "5.1", "--json")
    kinds = [
        q["kind"] for q in json.loads(parse(*words, typed="6.1 green\n9.9 red").out)["questions"]
    ]
    assert kinds == ["not_yours", "unknown_ref"]


def test_a_deputy_and_a_lead_count_as_the_owner(parse: Parse) -> None:
    for email in ("senior-data-analyst@kcc.example.org", "director-of-education@kcc.example.org"):
        ran = parse("--owner", email, "--on", "2023-10-06", "--json", typed="5.1 amber")
        assert json.loads(ran.out)["updates"][0]["ref"] == "5.1"


def test_without_json_a_person_can_read_it(parse: Parse) -> None:
    typed = "5.1 amber, now 20 Oct https://x.org/a\n7.4 need until 26 Jan\n9.1 done\n6.1 red"
    out = parse("--owner", ANALYST, "--on", "2023-10-06", typed=typed).out
    assert "5.1: Amber, expected Friday 20 October, https://x.org/a." in out
    assert "7.4: asks for Friday 26 January" in out
    assert "9.1: delivered." in out
    assert "Not yours (6.1): '6.1'" in out
    out = parse(
        "--owner", ANALYST, "--on", "2023-10-06", typed="5.1 not mine, no change" + " " * 10_000
    )
    assert "no change, not mine" in out.out
    assert "longer than what is read" in out.out
    out = parse("--owner", ANALYST, "--on", "2023-10-06", typed="5.1 met the panel\nThanks")
    assert "5.1: words only." in out.out


REFUSED = [
    (("--on", "2023-10-06"), "--owner"),
    (("--owner", "nobody@kcc.example.org", "--on", "2023-10-06"), "nobody@kcc.example.org"),
    (("--owner", ANALYST, "--on", "6 October"), "'6 October'"),
    (("--owner", ANALYST, "--on", "9999-12-31"), "'9999-12-31'"),
]


@pytest.mark.parametrize(("words", "named"), REFUSED)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    parse: Parse, words: tuple[str, ...], named: str
) -> None:
    ran = parse(*words, "--json", typed="green")
    assert ran.code == 2
    assert named in ran.err
    assert ran.out == ""


def test_a_stranger_with_open_references_is_read(parse: Parse) -> None:
    words = ("--owner", "nobody@kcc.example.org", "--on", "2023-10-06", "--open", "5.1", "--json")
    assert json.loads(parse(*words, typed="green").out)["updates"][0]["ref"] == "5.1"


def test_the_day_is_today_unless_it_is_said(parse: Parse) -> None:
    ran = parse("--owner", ANALYST, "--open", "5.1", "--json", typed="expected tomorrow")
    assert json.loads(ran.out)["updates"][0]["forecast"] > "2024"


def test_a_batch_writes_one_result_for_each_line(parse: Parse) -> None:
    good: dict[str, Any] = {"owner": ANALYST, "on": "2023-10-06", "open": ["5.1"], "text": "green"}
    lines = [
        json.dumps(good),
        "{bad",
        "",
        "[]",
        json.dumps({**good, "text": 7}),
        json.dumps({**good, "on": "soon"}),
        json.dumps({**good, "open": 5}),
        json.dumps({**good, "open": [5]}),
        json.dumps({**good, "open": None, "text": "all amber"}),
        json.dumps({**good, "open": "5.1,7.4", "text": "both red"}),
        json.dumps({**good, "owner": "nobody", "open": None}),
        json.dumps({"text": "green"}),
        json.dumps({**good, "text": "5.1 green \ud800\u0000\u2028"}),
        "[" * 100_000,
    ]
    ran = parse("--batch", typed="\n".join(lines) + "\n\n")
    told = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0
    assert len(told) == len(lines)
    assert [at for at, result in enumerate(told) if "error" in result] == [
        1, 2, 3, 4, 5, 6, 7, 10, 11, 13,
    ]  # fmt: skip
    assert all(
        list(result) in (["error"], ["updates", "questions", "truncated"]) for result in told
    )
    assert [u["ref"] for u in told[8]["updates"]] == ["5.1", "7.4", "9.1"]
    assert [u["ref"] for u in told[9]["updates"]] == ["5.1", "7.4"]


def test_bytes_that_are_no_text_are_replaced(sqlite_url: str) -> None:
    environment = {**os.environ, "ROLLCALL_DATABASE_URL": sqlite_url, "PYTHONIOENCODING": "ascii"}
    rollcall("plan", "import", str(SAMPLE), environment=environment)
    words = ["reply", "parse", "--owner", ANALYST, "--on", "2023-10-06", "--json"]
    ran = subprocess.run(
        [sys.executable, "-P", "-m", "bot", *words],
        input=b"\xef\xbb\xbf5.1 green, caf\xe9 \xe2\x80\r\n",
        env=environment,
        capture_output=True,
        check=True,
        cwd=SAMPLE.parents[2],
    )
    (update,) = json.loads(ran.stdout)["updates"]
    assert (update["ref"], update["rating"]) == ("5.1", "green")
    assert update["text"] == "green, caf\ufffd \ufffd"
