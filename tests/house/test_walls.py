import sys

import grimp
import pytest

from tests.house.tree import ROOMS

RECORD = frozenset(
    f"models.{name}"
    for name in (
        "as_at",
        "audit",
        "base",
        "cycle",
        "delivery",
        "dossier",
        "intake",
        "kpi",
        "migrate",
        "migrations",
        "people",
        "plan",
        "report",
        "standing",
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
    assert chains == []


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


def test_no_room_imports_in_a_ring(graph: grimp.ImportGraph) -> None:
    mine = {module for module in graph.modules if room(module) in ROOMS}
    imports = {m: graph.find_modules_directly_imported_by(m) & mine for m in mine}
    while free := {module for module, needs in imports.items() if not needs & imports.keys()}:
        for module in free:
            del imports[module]
    assert sorted(imports) == [], "These modules import one another in a ring, or lean on one."
