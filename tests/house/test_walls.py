import sys

import grimp
import pytest

from tests.house.tree import ROOMS

RECORD = frozenset(
    f"models.{name}"
    for name in (
        "as_at",
        "audit",
        "audit_read",
        "audit_walk",
        "base",
        "board_reads",
        "challenge",
        "change",
        "cycle",
        "delivery",
        "dossier",
        "evidence",
        "intake",
        "kept",
        "kpi",
        "meeting",
        "migrate",
        "migrations",
        "pending",
        "people",
        "plan",
        "redaction",
        "redaction_walk",
        "report",
        "running",
        "standing",
        "standing_facts",
        "store",
        "update",
    )
)
"""The modules of `models` that keep the record. Every other one is a rule, and pure."""

OUTSIDE = {
    "models": {"sqlalchemy", "alembic", "pydantic", "holidays", "rapidfuzz"},
    "handlers": {"sqlalchemy", "pydantic", "rapidfuzz"},
    "scheduler": {"sqlalchemy", "apscheduler", "anyio"},
}
"""Whose packages a room may name. `bot` knows the outside and may name any."""

DRIVERS = {"sqlalchemy", "alembic", "apscheduler", "sqlite3", "psycopg", "socket", "subprocess"}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*ROOMS, include_external_packages=True)


def room(module: str) -> str:
    return module.partition(".")[0]


def test_a_rule_reaches_no_database_and_no_network(graph: grimp.ImportGraph) -> None:
    rules = {
        module
        for module in graph.modules
        if room(module) == "models"
        and module != "models"
        and not any(module == kept or module.startswith(f"{kept}.") for kept in RECORD)
    }
    assert rules
    chains = [
        " imports ".join(chain)
        for rule in sorted(rules)
        for driver in DRIVERS & graph.modules
        if (chain := graph.find_shortest_chain(importer=rule, imported=driver))
    ]
    assert chains == [], "A rule is pure. A module that reads or keeps the record stands in RECORD."


def test_a_room_names_only_the_packages_it_may(graph: grimp.ImportGraph) -> None:
    strays = {
        f"{module} imports {name}"
        for module in graph.modules
        if room(module) in OUTSIDE
        for name in graph.find_modules_directly_imported_by(module)
        if room(name) not in {*ROOMS, *OUTSIDE[room(module)], *sys.stdlib_module_names}
    }
    assert strays == set()


def test_only_the_ticker_knows_apscheduler(graph: grimp.ImportGraph) -> None:
    if "apscheduler" in graph.modules:
        assert graph.find_modules_that_directly_import("apscheduler") == {"scheduler.ticker"}


def test_no_module_imports_itself_by_way_of_others(graph: grimp.ImportGraph) -> None:
    left = {module for module in graph.modules if room(module) in ROOMS}
    imports = {module: graph.find_modules_directly_imported_by(module) for module in left}
    loose = left
    while loose:  # what imports nothing that is left, or is imported by nothing that is left
        wanted = set().union(*(imports[module] for module in left))
        loose = {module for module in left if not imports[module] & left or module not in wanted}
        left = left - loose
    assert " ".join(sorted(left)) == ""
