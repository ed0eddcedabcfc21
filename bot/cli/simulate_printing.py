"""What a simulation prints: a row for each cycle, what was promised, and how it was broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table

from models.spoken import count_in_words, moment_in_words
from scheduler.simulate.promises import MESSAGE_PROMISES
from scheduler.simulate.promises_of_the_record import RECORD_PROMISES, the_whole_chain_verifies
from scheduler.simulate.script import CycleRow, Played

LONGEST_TRACE = 40
PROMISES = tuple(
    promise.__name__ for promise in (*MESSAGE_PROMISES, *RECORD_PROMISES, the_whole_chain_verifies)
)


def table_of(played: Played) -> Table:
    """A row for each cycle."""
    table = Table(
        *("Cycle", "Board"),
        *("Actions", "Answered", "Late", "Silent", "Away", "Vacant", "Other", "Messages"),
        "Issued",
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        title=f"Seed {played.script.seed}",
    )
    for column in table.columns:
        column.no_wrap = True
    for column in table.columns[2:10]:
        column.justify = "right"
    for row in played.rows:
        table.add_row(*_cells(row, played))
    return table


def _cells(row: CycleRow, played: Played) -> Iterator[str]:
    yield row.code
    yield row.board.isoformat()
    for number in (row.actions, row.answered, row.late, row.silent, row.away, row.vacant):
        yield str(number)
    yield str(row.other)
    yield str(row.messages)
    zone = played.script.partnership.zone
    yield f"{row.issued_at.astimezone(zone):%Y-%m-%d %H:%M}" if row.issued_at else "not issued"


def told_promises(played: Played) -> str:
    """How many messages left, and whether all promises were kept."""
    kept = "one was broken" if played.breach else "all were kept"
    return (
        f"{count_in_words(played.messages, 'message')} to people and the Board;"
        f" {count_in_words(len(PROMISES), 'promise')} looked at"
        f" {count_in_words(played.checks, 'time')}: {kept}."
    )


def breach_lines(played: Played) -> Iterator[str]:
    """The promise that was broken, and the trace that led to it."""
    breach = played.breach
    if breach is None:
        return
    script = played.script
    zone = script.partnership.zone
    yield ""
    yield f"Broken: {breach.promise.replace('_', ' ')}. {breach.words}"
    yield (
        f"The shortest play found: seed {script.seed}, from {script.start} to {script.end},"
        f" {count_in_words(len(script.boards), 'Board')},"
        f" {count_in_words(len(played.acts), 'act')}."
    )
    for line in played.about(breach)[-LONGEST_TRACE:]:
        yield f"  {moment_in_words(line.at, zone)}  {line.words}"


def played_json(played: Played) -> dict[str, Any]:
    """For machines."""
    breach = played.breach
    return {
        "seed": played.script.seed,
        "from": played.script.start.isoformat(),
        "to": played.script.end.isoformat(),
        "cycles": [_row_json(row) for row in played.rows],
        "messages": played.messages,
        "checks": played.checks,
        "promises": list(PROMISES),
        "broken": None
        if breach is None
        else {
            "promise": breach.promise,
            "words": breach.words,
            "at": breach.at.isoformat(),
            "trace": [
                {"at": line.at.isoformat(), "what": line.words} for line in played.about(breach)
            ],
        },
    }


def _row_json(row: CycleRow) -> dict[str, Any]:
    return {
        **asdict(row),
        "board": row.board.isoformat(),
        "issued_at": row.issued_at.isoformat() if row.issued_at else None,
    }
