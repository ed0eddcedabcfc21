"""Alembic's entry: runs on the connection that `models.migrate` hands over."""

from __future__ import annotations

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from models.base import Exact, Json, UTCDateTime, Words
from models.store import METADATA


def plain_types(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write our column types as the engine's own, so that a migration never changes with them."""
    if kind != "type":
        return False
    if isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return "sa.Text()" if isinstance(item, Words | Json | Exact) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=plain_types,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
