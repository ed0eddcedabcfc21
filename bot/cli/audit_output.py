"""Events of the record as a table, as CSV and as lines of JSON."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from bot.cli.screen import row, show, table
from handlers.auditing.spoken_events import act_in_words, says_of
from models.audit import AuditEvent
from models.audit_read import as_json
from models.spoken import count_in_words, moment_in_words

LIVE = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would take for a formula."""


class Shape(StrEnum):
    """How events are written."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"


def write_events(
    found: Iterable[AuditEvent], shape: Shape, *, out: TextIO, count: int, zone: ZoneInfo
) -> None:
    """Write events one after the other, the oldest first."""
    match shape:
        case Shape.JSONL:
            out.writelines(json.dumps(as_json(event), ensure_ascii=False) + "\n" for event in found)
        case Shape.CSV:
            _write_csv(found, out)
        case Shape.TABLE:
            _write_table(list(found), count, zone)


def _write_csv(found: Iterable[AuditEvent], out: TextIO) -> None:
    writer: Any = None
    for event in found:
        values = {name: _cell(value) for name, value in as_json(event).items()}
        if writer is None:
            writer = csv.DictWriter(out, list(values), lineterminator="\n")
            writer.writeheader()
        writer.writerow(values)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{said}" if said.startswith(LIVE) else said


def _write_table(found: list[AuditEvent], count: int, zone: ZoneInfo) -> None:
    shown = "" if len(found) == count else f", the newest {len(found):,} shown"
    title = f"{count_in_words(count, 'event')}{shown}"
    made = table("No.", "When", "Who", "Act", "Of", "Says", title=title, numbers=("No.",))
    for event in found:
        is_blank = event.salt is None
        says = "Its words were taken out." if is_blank else says_of(event.after, event.reason)
        of = f"{event.entity} {event.entity_id}"
        when = moment_in_words(event.at, zone)
        row(made, event.seq, when, event.actor, act_in_words(event.act), of, says)
    show(made)
