"""The stored plan, for machines and for people."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cli.screen import console, row, table, words
from handlers.cycles import the_plan
from models.partnership import Partnership
from models.people import Person
from models.spoken import day_in_words
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
    screen = console()
    screen.print(words(shown["title"], style="bold"))
    for version in shown["versions"]:
        agreed = (
            f"agreed by {version['agreed_by']} on {version['agreed_on']}"
            if version["agreed_on"]
            else "not agreed yet"
        )
        screen.print(words(f"Version {version['number']}: {agreed}. {version['summary']}"))
    for area in shown["areas"]:
        title = f"{area['no']} {area['title']}"
        made = table("Ref", "Action", "Owner", "Due", "How it stands", title=title)
        for action in area["actions"]:
            day = action["due"] and day_in_words(date.fromisoformat(action["due"]))
            due = day or action["due_words"]
            row(made, action["ref"], action["title"], action["owner"], due, action["label"])
        screen.print(made)
