"""The stored plan, for machines and for people."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.cycles import the_plan
from models.partnership import Partnership
from models.people import Person
from models.standing import standings


def plan_json(session: Session, at: datetime, partnership: Partnership) -> dict[str, Any]:
    """The plan with its versions, areas and actions.

    Raises:
        RefusedError: there is none yet.
    """
    plan = the_plan(session)
    names = {person.id: person.name for person in session.scalars(select(Person))}
    actions: dict[int, list[dict[str, Any]]] = {}
    for standing in standings(session, plan.id, at, partnership).values():
        action, ratings = standing.action, standing.ratings
        brag = partnership.scheme.brag(standing.facts.stage, ratings.value)
        actions.setdefault(action.area_id, []).append(
            {
                "ref": action.ref,
                "title": action.title,
                "owner": names.get(action.owner_id or 0),
                "due": action.due.isoformat() if action.due else None,
                "due_words": action.due_words,
                "original_due": action.original_due.isoformat() if action.original_due else None,
                "stage": standing.facts.stage.value,
                "rating": ratings.value.value if ratings.value else None,
                "label": brag.label,
            }
        )
    return {
        "title": plan.title,
        "versions": [
            {
                "number": version.number,
                "agreed_by": version.agreed_by,
                "agreed_on": version.agreed_on.isoformat() if version.agreed_on else None,
                "source": version.source,
                "summary": version.summary,
            }
            for version in plan.versions
        ],
        "areas": [
            {"no": area.number, "title": area.title, "actions": actions.get(area.id, [])}
            for area in plan.areas
        ],
    }


def print_plan(shown: dict[str, Any]) -> None:
    """Print the plan as one table, an area after the other."""
    console = Console(highlight=False)
    console.print(Text(shown["title"], style="bold"))
    for version in shown["versions"]:
        agreed = (
            f"agreed by {version['agreed_by']} on {version['agreed_on']}"
            if version["agreed_on"]
            else "not agreed yet"
        )
        console.print(Text(f"Version {version['number']}: {agreed}. {version['summary']}"))
    for area in shown["areas"]:
        table = Table(title=f"{area['no']} {area['title']}", title_justify="left")
        for head in ("Ref", "Action", "Owner", "Due", "How it stands"):
            table.add_column(head, overflow="fold")
        for action in area["actions"]:
            due = action["due"] or action["due_words"] or ""
            cells = (action["ref"], action["title"], action["owner"] or "", due, action["label"])
            table.add_row(*map(Text, cells))
        console.print(table)
