"""The tables come up, go down, and are those of the code, on both engines."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from models.migrate import config, current, downgrade, newest, upgrade
from models.store import METADATA


def test_the_tables_are_those_of_the_code(engine: Engine) -> None:
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), METADATA)
    assert differences == []


def test_the_tables_go_down_and_come_up_again(engine: Engine) -> None:
    downgrade(engine)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    upgrade(engine)
    assert current(engine) == newest()
    assert set(METADATA.tables) <= set(inspect(engine).get_table_names())


def test_the_code_names_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(config()).get_current_head() == newest()
