"""`rollcall moderation`: what is to be moderated, and which questions are open; never to decide."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from bot.app import House, open_house
from bot.cli.screen import row, show, show_json, table
from bot.instants import instant
from handlers.challenging.asked import open_challenges
from handlers.challenging.facts import asked_of
from handlers.cycles import cycle_by_code, latest_open
from handlers.moderating.item import Item
from handlers.moderating.looking import looked_at
from handlers.request import RefusedError
from handlers.wording.challenges import Asked
from models.cycle import Cycle
from models.rating_sides import Rated
from models.store import transaction

app = typer.Typer(
    help="What is to be moderated, and which questions are open.", no_args_is_help=True
)


@app.callback()
def moderation() -> None:
    """What is to be moderated, and which questions are open. A command can never decide."""


@app.command("queue")
def queue(
    cycle: Annotated[str | None, typer.Argument(help="The cycle, such as 2023-10.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="With what is decided or taken as read, too.")
    ] = False,
    at: Annotated[
        str | None, typer.Option(help="As it stood then, such as 2023-10-11T09:00.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Show the exceptions that wait for a decision, the worst and most flagged first."""
    house = open_house()
    now = instant(at, house.partnership.zone) if at else house.clock.now()
    with transaction(house.engine) as session:
        today = now.astimezone(house.partnership.zone).date()
        found = cycle_by_code(session, cycle) if cycle else latest_open(session, today)
        if found is None:
            raise RefusedError("No cycle is open now; name one, such as 2023-10.")
        items = looked_at(session, found, now=now, partnership=house.partnership)
        shown = items if everything else [item for item in items if item.wants_word]
        if as_json:
            show_json({"cycle": found.code, "at": now.isoformat(),
                       "items": [_as_json(item) for item in shown]})  # fmt: skip
        else:
            _print(house, found, shown)


def _as_json(item: Item) -> dict[str, Any]:
    ratings, decided = item.standing.ratings, item.decided
    return {
        "ref": item.ref,
        "title": item.standing.action.title,
        "reported": ratings.value.value if ratings.value else None,
        "owner": _value(ratings.owner),
        "computed": _value(ratings.computed),
        "last": item.last.value if item.last else None,
        "words": item.said.words if item.said else None,
        "number": item.said.number if item.said else None,
        "evidence": item.evidence,
        "flags": [{"flag": f.flag.value, "reason": f.reason} for f in item.flags],
        "wants_word": item.wants_word,
        "decided": {
            "level": decided.level.value,
            "rating": decided.rating.value,
            "kept": decided.kept,
            "reason": decided.reason,
            "by": decided.by.name,
            "at": decided.at.isoformat(),
        }
        if decided
        else None,
        "late": item.late.number if item.late else None,
    }


def _value(rated: Rated | None) -> str | None:
    return rated.value.value if rated else None


def _print(house: House, cycle: Cycle, items: list[Item]) -> None:
    scheme = house.partnership.scheme
    made = table(
        "Action", "Reported", "Owner", "Rule", "Last", "Flags", "Decided",
        title=f"To moderate in {cycle.code}",
        caption="A command can never decide: moderation is done in chat.",
    )  # fmt: skip
    for item in items:
        ratings = item.standing.ratings
        sides = (ratings.reported, ratings.owner, ratings.computed)
        said = [scheme.ratings[r.value].word if r else "none" for r in sides]
        last = scheme.ratings[item.last].word if item.last else "none"
        flags = " ".join(flagged.reason for flagged in item.flags)
        decided = scheme.ratings[item.decided.rating].word if item.decided else ""
        row(made, item.ref, *said, last, flags, decided)
    show(made)


@app.command("challenges")
def challenges(
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Show the questions that wait for an answer, the oldest first."""
    house = open_house()
    with transaction(house.engine) as session:
        asked = [asked_of(c, house.partnership) for c in open_challenges(session)]
    if as_json:
        show_json([_asked_json(each) for each in asked])
        return
    made = table("Action", "Question", "Asked by", "On", "Put to", title="Open questions")
    for each in asked:
        row(made, each.ref, each.question, each.by, each.on.isoformat(), each.to or "nobody")
    show(made)


def _asked_json(asked: Asked) -> dict[str, Any]:
    return {
        "challenge": asked.challenge_id,
        "ref": asked.ref,
        "question": asked.question,
        "asked_by": asked.by,
        "in_the_name_of": asked.asked_by,
        "on": asked.on.isoformat(),
        "to": asked.to or None,
        "for_paper": asked.for_paper,
    }
