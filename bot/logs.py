"""What the log says: an event's name with its fields, one line each, for machines or for people.

Neither words that a person typed nor tokens are in it: fields are named by us, and of an error only
its kind and where it arose, since its message may quote a row of the database.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from enum import StrEnum
from types import TracebackType
from typing import Any, TextIO

from scheduler.ticker import TICK

OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
"""What every record has; the rest are the event's fields."""
FRAMES = 8
"""Of an error, so many places that lead to where it arose, the innermost last."""
OURS = ("bot", "handlers", "models", "scheduler")
"""The rooms whose news is logged; of others only what is wrong."""


class LogFormat(StrEnum):
    """How a line reads."""

    JSON = "json"
    PLAIN = "plain"


class _Lines(logging.Formatter):
    def __init__(self, *, whole_errors: bool) -> None:
        super().__init__()
        self.whole_errors = whole_errors

    def fields(self, record: logging.LogRecord) -> dict[str, Any]:
        """The event with its fields, in the order in which they are read."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {
            "at": at,
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "from": record.name,
        }
        if tick := TICK.get():
            line["tick"] = tick
        line |= {
            name: value
            for name, value in vars(record).items()
            if name not in OWN and value is not None
        }
        if record.exc_info and record.exc_info[1] is not None:
            line |= self._error(record.exc_info[1], record.exc_info[2])
        return line

    def _error(self, error: BaseException, where: TracebackType | None) -> dict[str, Any]:
        if self.whole_errors:
            return {"error": "".join(traceback.format_exception(error))}
        places = traceback.extract_tb(where)[-FRAMES:]
        names = [f"{place.filename}:{place.lineno} {place.name}" for place in places]
        return {"error": type(error).__name__, "where": names}


class JsonLines(_Lines):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return json.dumps(self.fields(record), default=str, ensure_ascii=True)


class PlainLines(_Lines):
    """One line for a person to read: time, level, event, then `name=value`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = self.fields(record)
        head = f"{line.pop('at')} {line.pop('level'):7} {line.pop('event')}"
        return " ".join([head, *(f"{name}={value}" for name, value in line.items())])


def log_to(
    stream: TextIO = sys.stderr, *, how: LogFormat | None = None, whole_errors: bool = False
) -> None:
    """Log to a stream from now on; JSON unless a person reads along at a terminal."""
    how = how or (LogFormat.PLAIN if stream.isatty() else LogFormat.JSON)
    lines = JsonLines if how is LogFormat.JSON else PlainLines
    handler = logging.StreamHandler(stream)
    handler.setFormatter(lines(whole_errors=whole_errors))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for room in OURS:
        logging.getLogger(room).setLevel(logging.INFO)
