"""`rollcall meeting`: the meetings on record, what they decided, and their decision logs.

A command reads. It never opens a meeting and decides nothing: authority is a person's, in chat.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select

from bot.app import open_house
from bot.cli.screen import row, show, show_json, table
from bot.renditions import LOG_KINDS, log_rendition
from handlers.meeting.log import LogJson, file_name, log_of, meeting_called
from handlers.request import RefusedError
from handlers.wording.arising import STATES
from models.meeting import Meeting
from models.meeting_states import ArisingState
from models.spoken import count_in_words
from models.store import transaction

app = typer.Typer(
    help="Meetings, what they decided, and their decision logs.", no_args_is_help=True
)
Which = Annotated[str, typer.Argument(help="A meeting such as 'PDG 2023-10', or its number.")]
AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]


@app.command("list")
def list_meetings(as_json: AsJson = False) -> None:
    """List the meetings, the oldest first, with how much each decided."""
    house = open_house()
    with transaction(house.engine) as session:
        meetings = session.scalars(select(Meeting).order_by(Meeting.id)).all()
        logs = [log_of(session, each, house.partnership) for each in meetings]
    if as_json:
        show_json([_in_short(log) for log in logs])
        return
    title = count_in_words(len(logs), "meeting")
    numbers = ("Items", "Decisions", "Actions")
    made = table("No.", "Meeting", "Held on", "State", *numbers, title=title, numbers=numbers)
    for log in logs:
        short = _in_short(log)
        row(
            made,
            *(short[key] for key in ("id", "name", "held_on", "state")),
            *(short[key] for key in ("items", "decisions", "actions")),
        )
    show(made)


def _in_short(log: LogJson) -> dict[str, str | int | None]:
    return {
        "id": log["id"],
        "name": log["name"],
        "body": log["body"],
        "held_on": log["held_on"],
        "state": log["state"],
        "opened_by": log["opened_by"],
        "closed_at": log["closed_at"],
        "items": len(log["items"]),
        "decisions": sum(not each["is_note"] for each in log["decisions"]),
        "actions": len(log["actions"]),
    }


def _log(meeting: str) -> LogJson:
    house = open_house()
    with transaction(house.engine) as session:
        found = meeting_called(session, meeting, house.partnership)
        return log_of(session, found, house.partnership)


@app.command("show")
def show_meeting(meeting: Which, as_json: AsJson = False) -> None:
    """Show a meeting: its agenda, its decisions and notes, and the actions that arose."""
    log = _log(meeting)
    if as_json:
        show_json(log)
        return
    agenda = table("No.", "Why", "What", "State", title=f"{log['name']}, held {log['held_on']}")
    for item in log["items"]:
        row(agenda, item["position"], item["kind"], item["title"], item["state"])
    show(agenda)
    decided = table("Number", "Decided or noted", "Recorded by", "Replaced by", title="Decisions")
    for each in log["decisions"]:
        row(decided, each["name"], each["words"], each["by"], each["replaced_by"])
    show(decided)
    arising = table("Ref", "What", "Owner", "Due", "State", title="Actions")
    for action in log["actions"]:
        state = STATES[ArisingState(action["state"])]
        row(arising, action["ref"], action["words"], action["owner"], action["due"], state)
    show(arising)


@app.command("log")
def write_log(
    meeting: Which,
    out: Annotated[Path, typer.Option(help="The folder to write into.")],
    kind: Annotated[list[str] | None, typer.Option(help="docx, pdf or html.")] = None,
) -> None:
    """Write a meeting's decision log as Word, PDF and web page."""
    wanted = kind or list(LOG_KINDS)
    unknown = [each for each in wanted if each not in LOG_KINDS]
    if unknown:
        raise RefusedError(f"A log is one of {', '.join(LOG_KINDS)}; found {unknown[0]!r}.")
    log = _log(meeting)
    out.mkdir(parents=True, exist_ok=True)
    for each in wanted:
        path = out / file_name(log, each)
        path.write_bytes(log_rendition(log, each))
        typer.echo(str(path))
