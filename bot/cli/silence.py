"""`rollcall silence`: from whom an update has come, and how far the others are."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from bot.app import House, open_house
from bot.cli.screen import row, show, show_json, table
from bot.instants import instant
from handlers.cycles import cycle_by_code, latest_open
from handlers.inquiring.past_asks import past_asks
from handlers.request import RefusedError
from handlers.silence import Entry, ledger
from handlers.silence_lists import rates
from handlers.wording.escalations import STATE_WORDS, Rate
from models.cycle import Cycle
from models.spoken import moment_in_words
from models.store import transaction


def silence(
    cycle: Annotated[str | None, typer.Argument(help="The cycle, such as 2023-10.")] = None,
    at: Annotated[
        str | None, typer.Option(help="As if it were then, such as 2023-10-09T09:00.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Show where each answer of a cycle stands, with its times, and the organisations' rates."""
    house = open_house()
    now = instant(at, house.partnership.zone) if at else house.clock.now()
    with transaction(house.engine) as session:
        found = cycle_by_code(session, cycle) if cycle else latest_open(session, _day(house, now))
        if found is None:
            raise RefusedError("No cycle is open now; name one, such as 2023-10.")
        then = past_asks(session, found, now) if at else {}
        entries = ledger(session, found, now=now, partnership=house.partnership, then=then)
        if as_json:
            show_json(_as_json(found, entries, now))
        else:
            _print(house, found, entries)


def _day(house: House, now: datetime) -> Any:
    return now.astimezone(house.partnership.zone).date()


def _as_json(cycle: Cycle, entries: list[Entry], now: datetime) -> dict[str, Any]:
    return {
        "cycle": cycle.code,
        "at": now.isoformat(),
        "entries": [_entry_json(entry) for entry in entries],
        "organisations": [_rate_json(rate) for rate in rates(entries)],
    }


def _entry_json(entry: Entry) -> dict[str, Any]:
    times = ("since", "asked_at", "reminded_at", "opened_at", "answered_at")
    return {
        "ref": entry.action.ref,
        "person": entry.owner.name if entry.owner else None,
        "asked": entry.asked.name if entry.asked else None,
        "organisation": entry.organisation,
        "state": entry.state.value,
        "late": entry.is_late,
        "silent": entry.is_silent,
        **{name: _iso(getattr(entry, name)) for name in times},
        "snoozed_until": entry.snoozed_until.isoformat() if entry.snoozed_until else None,
        "away_until": entry.away_until.isoformat() if entry.away_until else None,
        "reached_by": entry.reached_by or None,
        "why": entry.why,
    }


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _rate_json(rate: Rate) -> dict[str, Any]:
    return {"organisation": rate.organisation, "asked": rate.asked, "answered": rate.answered}


def _print(house: House, cycle: Cycle, entries: list[Entry]) -> None:
    heads = ("Action", "Post", "State", "Since", "Reached by", "Why")
    made = table(*heads, title=f"Cycle {cycle.code}")
    for entry in entries:
        since = moment_in_words(entry.since, house.partnership.zone) if entry.since else ""
        who = entry.asked or entry.owner
        name = who.name if who else ""
        state = STATE_WORDS[entry.state]
        row(made, entry.action.ref, name, state, since, entry.reached_by, entry.why)
    show(made)
    numbers = ("Answered", "Asked")
    made = table("Organisation", *numbers, title="Answers by organisation", numbers=numbers)
    for rate in rates(entries):
        row(made, rate.organisation, rate.answered, rate.asked)
    show(made)
