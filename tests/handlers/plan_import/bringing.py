"""Bringing a file into the record, and looking at what came of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.sheets.read import read_book
from handlers.plan_import.importing import import_book
from handlers.plan_import.options import Options
from handlers.plan_import.result import ImportResult
from models.plan import Action
from tests.handlers.doing import asking

SAMPLE = (Path(__file__).parents[3] / "bot" / "sample" / "sample_plan.csv").read_bytes()
AS_OF = date(2023, 9, 29)
NOW = datetime(2023, 10, 2, 9, tzinfo=UTC)


def bring(session: Session, content: bytes, **options: object) -> ImportResult:
    book = read_book("plan.csv", content)
    said = Options(**{"name": "plan.csv", "as_of": AS_OF, **options})  # type: ignore[arg-type]  # keywords of the caller
    return import_book(asking(session, None, at=NOW), book, said)


def action(session: Session, ref: str) -> Action:
    return session.scalars(select(Action).where(Action.ref == ref)).one()


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def lines(result: ImportResult) -> list[tuple[str, str, bool]]:
    return [(c.ref, str(c.field), c.waits) for c in result.difference.changed]
