"""`rollcall evidence`: what is missing, formal returns, how ready they are, and their index."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select

from bot.app import House, open_house
from bot.cli.ask import run
from bot.cli.screen import row, show, show_json, table
from bot.instants import instant
from bot.renditions import INDEX_KINDS, index_rendition
from handlers.cycles import the_plan
from handlers.evidence.index import IndexJson, index_of
from handlers.evidence.index_paper import NEEDS
from handlers.evidence.missing import missing_evidence
from handlers.evidence.returns import return_called
from handlers.fields import read_day
from handlers.request import RefusedError
from handlers.wording.phrases import begun
from models.evidence import ReturnDate
from models.evidence_need import Need
from models.spoken import count_in_words
from models.store import transaction

app = typer.Typer(
    help="What evidence is missing, formal returns, and their index.", no_args_is_help=True
)

AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]
Name = Annotated[str, typer.Argument(help="The return's name.")]


@app.callback()
def evidence() -> None:
    """What evidence is missing, formal returns, and their index."""


@app.command("missing")
def missing(
    by: Annotated[str | None, typer.Option(help="Also what falls due by this day.")] = None,
    at: Annotated[str | None, typer.Option(help="As it stood then: 2023-10-09T09:00.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the actions whose evidence is missing, was returned, or waits to be accepted."""
    house = open_house()
    day = read_day(by) if by else None
    if by and day is None:
        raise RefusedError(f"A day such as 2023-11-01 was wanted; found {by[:40]!r}.")
    then = instant(at, house.partnership.zone) if at else house.clock.now()
    with transaction(house.engine) as session:
        found = [
            {
                "ref": each.action.ref,
                "title": each.action.title,
                "stage": each.action.stage.value,
                "need": each.need,
                "items": len(each.action.items),
                "expected": each.action.expected,
            }
            for each in missing_evidence(session, then, by=day)
        ]
    if as_json:
        show_json(found)
        return
    made = table("Ref", "Action", "What is missing", title=count_in_words(len(found), "action"))
    for one in found:
        row(made, one["ref"], one["title"], begun(NEEDS[Need(str(one["need"]))]))
    show(made)


@app.command("returns")
def returns(as_json: AsJson = False) -> None:
    """List the formal returns, with how ready each is now."""
    house = open_house()
    with transaction(house.engine) as session:
        rows = session.scalars(select(ReturnDate).order_by(ReturnDate.evidence_due, ReturnDate.id))
        found = []
        for each in rows:
            index = index_of(session, each, house.clock.now())
            ready = sum(area["ready"] for area in index["areas"])
            needed = sum(area["needed"] for area in index["areas"])
            found.append(
                {
                    "name": each.name,
                    "evidence_due": each.evidence_due.isoformat(),
                    "review_on": each.review_on.isoformat(),
                    "cancelled": each.cancelled_at is not None,
                    "ready": ready,
                    "needed": needed,
                    "per_cent": ready * 100 // needed if needed else 100,
                }
            )
    if as_json:
        show_json(found)
        return
    made = table(
        "Return", "Evidence due", "Review", "Ready", title=count_in_words(len(found), "return")
    )
    for one in found:
        said = "cancelled" if one["cancelled"] else f"{one['ready']} of {one['needed']}"
        row(made, one["name"], one["evidence_due"], one["review_on"], said)
    show(made)


@app.command("add-return")
def add_return(
    name: Name,
    review: Annotated[str, typer.Option(help="The day of the review, such as 2023-11-15.")],
    due: Annotated[str | None, typer.Option(help="Evidence due; else two weeks before.")] = None,
) -> None:
    """Add a formal return; two weeks before, the office and the chair hear how ready it is."""
    run("return.add", name=name, review_on=review, evidence_due=due)


@app.command("cancel-return")
def cancel_return(name: Name) -> None:
    """Cancel a formal return; nobody is reminded of it."""
    run("return.cancel", name=name)


@app.command("ready")
def ready(name: Name, as_json: AsJson = False) -> None:
    """Show how ready a return is by area, and what is missing."""
    if not as_json:
        run("return.show", name=name)
        return
    house = open_house()
    show_json(_index(house, name))


@app.command("index")
def index(
    name: Name,
    out: Annotated[Path, typer.Option(help="The folder to write into.")],
    kind: Annotated[list[str] | None, typer.Option(help="docx, xlsx, pdf or json.")] = None,
) -> None:
    """Write the numbered index of evidence for a return."""
    wanted = kind or ["docx", "xlsx", "json"]
    unknown = [each for each in wanted if each not in INDEX_KINDS]
    if unknown:
        raise RefusedError(f"An index is one of {', '.join(INDEX_KINDS)}; found {unknown[0]!r}.")
    found = _index(open_house(), name)
    out.mkdir(parents=True, exist_ok=True)
    for each in wanted:
        path = out / f"evidence-index-{found['plan']}-{found['evidence_due']}.{each}"
        path.write_bytes(index_rendition(found, each))
        typer.echo(str(path))


def _index(house: House, name: str) -> IndexJson:
    with transaction(house.engine) as session:
        wanted = return_called(session, the_plan(session).id, name)
        if wanted is None:
            raise RefusedError(f"No return is called {name[:60]!r}.")
        return index_of(session, wanted, house.clock.now())
