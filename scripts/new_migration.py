"""Write a migration from the difference between the tables and the newest migration.

Run as `.venv/bin/python -P scripts/new_migration.py "What it does"`, then read what it wrote.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from alembic import command

from models.migrate import config, upgrade
from models.store import open_engine

with tempfile.TemporaryDirectory() as folder:
    engine = open_engine(f"sqlite:///{folder}/scratch.db")
    number = len(list((Path(__file__).parents[1] / "models/migrations/versions").glob("0*.py"))) + 1
    if number > 1:
        upgrade(engine)
    with engine.connect() as connection, connection.begin():
        command.revision(
            config(connection), message=sys.argv[1], autogenerate=True, rev_id=f"{number:04d}"
        )
