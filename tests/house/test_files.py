import re

import pytest

from tests.house.lengths import too_long
from tests.house.tree import ROOMS, ROOT, ours, read, written

STRAY = [
    "TO" + "DO",
    "FIX" + "ME",
    "XX" + "X",
    "pypi" + ".org",
    "python" + "hosted",
    "npm" + "js.org",
    "registry" + ".npm",
    "deb.debian" + ".org",
    "docker" + ".io",
    "/wo" + "rk/",
    "/ro" + "ot/",
    "py" + "env",
]
"""Words of an unfinished sentence, names of registries, paths of somebody's machine."""

ADDRESS = re.compile(r"[\w.+'-]+@((?:[\w-]+\.)+[A-Za-z]{2,})\b")
NOBODYS = re.compile(r"(^|\.)(example(\.(org|com|net))?|invalid|test|localhost)$")
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc", "data"}


def test_no_file_is_over_three_hundred_lines() -> None:
    assert too_long() == []


@pytest.mark.parametrize("word", STRAY)
def test_no_file_holds_a_stray_word(word: str) -> None:
    whole = re.compile(rf"\b{re.escape(word)}\b" if word.isalpha() else re.escape(word))
    assert [str(file) for file in written() if whole.search(read(file))] == []


def test_the_packages_are_the_four_rooms_and_the_tests() -> None:
    packages = {init.parent.name for init in ROOT.glob("*/__init__.py")}
    assert packages == {*ROOMS, "tests"}


def test_every_folder_of_a_room_is_a_package() -> None:
    folders = {
        ROOT / file.parent for file in ours() if file.suffix == ".py" and file.parts[0] in ROOMS
    }
    loose = {f for f in folders if not (f / "__init__.py").exists()}
    assert loose <= {ROOT / "models/migrations/versions"}


def test_no_module_has_a_name_that_says_nothing() -> None:
    python = [file for file in ours() if file.suffix == ".py" and file.parts[0] in ROOMS]
    assert [str(file) for file in python if VAGUE & {*file.parts[1:-1], file.stem}] == []


def test_no_address_belongs_to_somebody() -> None:
    found = {
        f"{file}: {match[0]}"
        for file in ours()
        if file.parts[0] != "tests"  # misspelt addresses are what some tests are about
        and file.suffix in {".py", ".md", ".csv", ".html", ".toml", ".yaml", ".txt", ".js"}
        for match in ADDRESS.finditer((ROOT / file).read_text(encoding="utf-8", errors="replace"))
        if not NOBODYS.search(match[1].lower())
    }
    assert found == set()


def test_every_python_file_says_what_it_is() -> None:
    python = [f for f in written() if f.suffix == ".py" and f.parts[0] in ROOMS]
    assert [str(f) for f in python if not read(f).lstrip().startswith('"""')] == []


def test_the_licence_is_apache_2() -> None:
    assert "Apache License" in read("LICENSE")
    assert 'license = "Apache-2.0"' in read("pyproject.toml")
