"""`rollcall action`: everything about one action, today or as at a past day."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Annotated, Any

import typer
from rich.table import Table
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.app import House, open_house
from bot.cli.ask import run
from bot.cli.screen import console, show_json, words
from handlers.fields import read_day
from handlers.request import RefusedError
from models.dossier import dossier
from models.plan import Action
from models.spoken import day_in_words, list_in_words
from models.states import Rating
from models.store import transaction

app = typer.Typer(help="Everything about one action.", no_args_is_help=True)


@app.callback()
def action() -> None:
    """Everything about one action."""


@app.command("show")
def show(
    ref: Annotated[str, typer.Argument(help="The action's reference, such as 6.1.")],
    as_at: Annotated[str | None, typer.Option(help="As at the end of a past day.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Show one action with its ratings, answers and changes, as at now or a past day."""
    house = open_house()
    with transaction(house.engine) as session:
        found = _action(session, ref)
        told = dossier(session, found, _instant(house, as_at), house.partnership)
    if told is None:
        raise RefusedError(f"{found.ref} was not in the plan on {as_at}; it was added later.")
    if as_json:
        show_json(told)
    else:
        _print(told, house)


@app.command("correct")
def correct(
    ref: Annotated[str, typer.Argument(help="The action's reference, such as 6.1.")],
    field: Annotated[str, typer.Argument(help="due, start, original_due, title…")],
    value: Annotated[str, typer.Argument(help="What it should be.")],
    source: Annotated[str | None, typer.Option(help="Where the right one stands.")] = None,
    second: Annotated[str | None, typer.Option(help="Who is asked to confirm.")] = None,
) -> None:
    """Correct a mistake; in an agreed plan a second person confirms it in chat."""
    run("action.correct", ref=ref, field=field, value=value, source=source, second=second)


@app.command("assign")
def assign(
    ref: Annotated[str, typer.Argument(help="A disputed action, or one without an owner.")],
    person: Annotated[str, typer.Argument(help="Whose it is.")],
    reason: Annotated[str | None, typer.Option(help="Why; it stands in the record.")] = None,
) -> None:
    """Name the owner of a disputed or ownerless action."""
    run("action.assign", ref=ref, person=person, reason=reason)


def _action(session: Session, ref: str) -> Action:
    found = session.scalar(select(Action).where(Action.ref_key == ref.strip().casefold()))
    if found is None:
        known = list_in_words(
            session.scalars(select(Action.ref).order_by(Action.position).limit(3)), "or"
        )
        hint = f"Write a reference such as {known}." if known else "No plan is imported yet."
        raise RefusedError(f"No action is called {ref.strip()[:40]!r}. {hint}")
    return found


def _instant(house: House, as_at: str | None) -> datetime:
    """The end of the day that is meant, never later than now."""
    now = house.clock.now()
    if as_at is None:
        return now
    day = read_day(as_at.strip())
    if day is None:
        raise RefusedError(f"Write the day as 2024-01-24; found {as_at[:40]!r}.")
    following = datetime.combine(day + timedelta(days=1), time(), house.partnership.zone)
    return min(now, following - timedelta(microseconds=1))


def _print(told: dict[str, Any], house: House) -> None:
    screen = console()
    screen.print(words(f"{told['ref']}  {told['title']}", style="bold"))
    screen.print(words(f"Area {told['area']['no']}: {told['area']['title']}"))
    facts = Table.grid(padding=(0, 2))
    for name, value in _facts(told):
        facts.add_row(words(name), words(value))
    screen.print(facts)
    for side, rated in told["ratings"].items():
        if rated is not None:
            said = house.partnership.scheme.said(Rating(rated["value"]))
            screen.print(words(f"{side.capitalize()}: {said}", style="bold"))
            for reason in rated["reasons"]:
                screen.print(words(f"  {reason}"))
    parts = (("Answers", _answers(told)), ("Decisions on its rating", _decisions(told)),
             ("Questions", _questions(told)), ("Changes", _changes(told)))  # fmt: skip
    for title, rows in parts:
        if rows:
            screen.print(words(title, style="bold"))
            for row in rows:
                screen.print(words(f"  {row}"))


def _facts(told: dict[str, Any]) -> list[tuple[str, str]]:
    owner = told["owner"]
    facts = [
        ("Owner", f"{owner['name']}, {owner['organisation'] or ''}" if owner else "nobody"),
        ("Deputy", told["deputy"]["name"] if told["deputy"] else "nobody"),
        ("Stage", (told["stage"] or "").replace("_", " ")),
        ("Due", _day(told["due"]) or told["due_words"] or "no date"),
        ("First agreed", _day(told["original_due"]) or "not known"),
        ("Times moved", str(told["moves"])),
        ("Expected", _day(told["forecast"])),
        ("Needs", list_in_words(told["depends_on"])),
        ("Needed by", list_in_words(told["needed_by"])),
        ("Measures", list_in_words(told["kpis"])),
        ("Marks", list_in_words(mark.replace("_", " ") for mark in told["marks"])),
        ("Evidence expected", told["evidence_expected"]),
        ("Success", told["success_measure"]),
    ]
    return [(name, value) for name, value in facts if value]


def _day(iso: str | None) -> str:
    return day_in_words(datetime.fromisoformat(iso).date()) if iso else ""


def _answers(told: dict[str, Any]) -> list[str]:
    return [
        f"{_day(a['at'])}, {a['number']}, {a['by'] or a['door']}:"
        f" {a['rating'] or ('delivered' if a['delivered'] else 'no rating')}"
        f"{', late' if a['late'] else ''}{': ' + a['words'] if a['words'] else ''}"
        for a in told["answers"]
    ]


def _decisions(told: dict[str, Any]) -> list[str]:
    return [
        f"{_day(m['at'])}, {m['by']} as {m['level'].replace('_', ' ')}:"
        f" {m['rating']}{' kept' if m['kept'] else ''}{': ' + m['reason'] if m['reason'] else ''}"
        f"{_replied(m['answers'])}"
        for m in told["moderations"]
    ]


def _questions(told: dict[str, Any]) -> list[str]:
    return [
        f"{_day(c['at'])}, {c['by']}: {c['question']}{_replied(c['answers'])} ({c['state']})"
        for c in told["challenges"]
    ]


def _replied(answers: list[dict[str, Any]]) -> str:
    return "".join(f" {a['by']} answered on {_day(a['at'])}: {a['words']}" for a in answers)


def _changes(told: dict[str, Any]) -> list[str]:
    return [
        f"{_day(c['at'])}, {c['field'].replace('_', ' ')}: {_value(c['from'])} to"
        f" {_value(c['to'])} ({c['kind'].replace('_', ' ')})"
        for c in told["changes"]
    ]


def _value(value: Any) -> str:
    """One side of a change; what is a list for machines is a phrase here."""
    words_of_it = list_in_words(map(str, value)) if isinstance(value, list) else value
    return str(words_of_it or "nothing")
