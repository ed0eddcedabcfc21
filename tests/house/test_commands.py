import os
import re
import subprocess

import pytest

from tests.house.tree import ROOT, read

TARGETS = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
PAGES = sorted(
    str(page.relative_to(ROOT)) for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
)


@pytest.mark.parametrize(
    "target", ["install", "demo", "test", "lint", "pictures", "mutation", "lock"]
)
def test_there_is_a_command_for_each_chore(target: str) -> None:
    assert target in TARGETS


@pytest.mark.parametrize("page", PAGES)
def test_every_make_command_in_the_docs_exists(page: str) -> None:
    named = re.findall(r"(?:`|^ *)make ([a-z]+)", read(page), re.MULTILINE)
    assert set(named) <= TARGETS


@pytest.mark.parametrize("page", PAGES)
def test_every_link_inside_the_docs_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", read(page))
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


def test_integration_runs_the_whole_test_command() -> None:
    script = ROOT / ".ci/run"
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text()


def test_help_names_every_target() -> None:
    said = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    assert {line.split()[1] for line in said.decode().splitlines()} == TARGETS


def test_a_wrong_python_is_refused_in_a_sentence() -> None:
    done = subprocess.run(
        ["sh", "scripts/find-python", "false"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.decode().startswith("Rollcall needs Python 3.11 or later")


def test_a_python_is_found_without_being_named() -> None:
    done = subprocess.run(["sh", "scripts/find-python"], cwd=ROOT, capture_output=True, check=True)
    found = done.stdout.decode().strip()
    told = subprocess.run(
        [found, "-c", "import sys; print(sys.version_info >= (3, 11))"],
        capture_output=True,
        check=True,
    ).stdout
    assert told.strip() == b"True"


def commands() -> set[str]:
    rows = read("docs/reference/commands.md")
    return set(re.findall(r"^\| `(rollcall(?: [a-z-]+)+)", rows, re.MULTILINE))


@pytest.mark.parametrize("page", PAGES)
def test_every_rollcall_command_in_the_docs_exists(page: str) -> None:
    named = re.findall(r"(?:`|^|bin/)(rollcall(?: [a-z][a-z-]*)+)", read(page), re.MULTILINE)
    known = commands()
    strays = {
        words
        for words in named
        if not any(f"{words} ".startswith(f"{command} ") for command in known)
    }
    assert strays == set()
