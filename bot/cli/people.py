"""`rollcall people`: who is who, when they are away, what they are trusted with."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer
from sqlalchemy import select

from bot.app import open_house
from bot.cli.ask import run
from bot.cli.screen import row, show, show_json, table
from handlers.staffing.reach import STOPPERS, check_reach
from handlers.staffing.roles import ROLE_NAMES, roles_on, scope_of
from models.people import Absence, Person
from models.spoken import count_in_words, day_in_words
from models.states import Role
from models.store import transaction

app = typer.Typer(help="Who is who, when they are away, what they are trusted with.")
FINDINGS = 1

Who = Annotated[str, typer.Argument(help="E-mail address, or the title of the post.")]
Day = Annotated[str | None, typer.Option(help="A day, as 2024-01-24.")]
Organisation = Annotated[str | None, typer.Option(help="The body they work for.")]
Door = Annotated[str | None, typer.Option(help="slack, teams, mail or local.")]
Weekdays = Annotated[str | None, typer.Option(help="Working days, such as mon,tue,wed.")]
Hour = Annotated[str | None, typer.Option(help="A time of their own day, such as 09:00.")]
AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]


@app.command("add")
def add(
    email: Annotated[str, typer.Argument(help="The work e-mail address.")],
    *,
    name: Annotated[str, typer.Option(help="The name, or the title of the post.")],
    organisation: Organisation = None,
    door: Door = None,
    weekdays: Weekdays = None,
    send_at: Hour = None,
    quiet_from: Hour = None,
    quiet_until: Hour = None,
) -> None:
    """Add a person."""
    run(
        "people.add",
        email=email,
        name=name,
        organisation=organisation,
        door=door,
        weekdays=weekdays,
        send_at=send_at,
        quiet_from=quiet_from,
        quiet_until=quiet_until,
    )


@app.command("change")
def change(
    person: Who,
    *,
    name: Annotated[str | None, typer.Option(help="The new name or title.")] = None,
    email: Annotated[str | None, typer.Option(help="The new address.")] = None,
    organisation: Organisation = None,
    door: Door = None,
    weekdays: Weekdays = None,
    send_at: Hour = None,
    quiet_from: Hour = None,
    quiet_until: Hour = None,
) -> None:
    """Change a person's details; what is not given stays."""
    run(
        "people.change",
        person=person,
        name=name,
        email=email,
        organisation=organisation,
        door=door,
        weekdays=weekdays,
        send_at=send_at,
        quiet_from=quiet_from,
        quiet_until=quiet_until,
    )


@app.command("away")
def away(
    person: Who,
    starts: Annotated[str, typer.Option("--from", help="The first day away.")],
    ends: Annotated[str, typer.Option("--to", help="The last day away.")],
    deputy: Annotated[str | None, typer.Option(help="Who answers meanwhile.")] = None,
) -> None:
    """Mark a person absent; who is absent is never late."""
    run("people.away", person=person, starts=starts, ends=ends, deputy=deputy)


@app.command("back")
def back(person: Who) -> None:
    """End a person's absence early."""
    run("people.back", person=person)


@app.command("vacant")
def vacant(
    person: Who,
    filled: Annotated[bool, typer.Option("--filled", help="The post is filled again.")] = False,
) -> None:
    """Mark a post vacant: nobody is asked, the area lead is told."""
    run("people.vacant", person=person, filled="yes" if filled else None)


@app.command("hand-over")
def hand_over(
    leaver: Who,
    to: Annotated[str, typer.Option(help="Who takes over.")],
    refs: Annotated[str | None, typer.Option(help="Only these, such as 6.1,6.2.")] = None,
    last_day: Day = None,
) -> None:
    """Hand over a leaver's actions in one act, history kept."""
    run("people.hand_over", person=leaver, to=to, refs=refs, last_day=last_day)


@app.command("grant")
def grant(
    email: Who,
    role: Annotated[str, typer.Argument(help="Such as chair or programme_office.")],
    scope: Annotated[str, typer.Option(help="plan, area:6 or action:6.1.")] = "plan",
    starts: Annotated[str | None, typer.Option("--from", help="The first day.")] = None,
    ends: Annotated[str | None, typer.Option("--to", help="The last day.")] = None,
) -> None:
    """Give a person a role."""
    run(
        "people.grant",
        **{"person": email, "role": role, "scope": scope, "from": starts, "to": ends},
    )


@app.command("end")
def end(
    email: Who,
    role: Annotated[str, typer.Argument(help="The role that ends.")],
    scope: Annotated[str | None, typer.Option(help="Only this scope of it.")] = None,
    on: Annotated[str | None, typer.Option(help="Its last day; left out, it ends now.")] = None,
) -> None:
    """End a person's role."""
    run("people.end", person=email, role=role, scope=scope, on=on)


@app.command("list")
def list_people(as_json: AsJson = False) -> None:
    """List everybody with their roles in force."""
    house = open_house()
    today = house.clock.now().astimezone(house.partnership.zone).date()
    with transaction(house.engine) as session:
        roles = roles_on(session, today)
        absences = session.scalars(
            select(Absence)
            .where(Absence.starts <= today, Absence.ends >= today)
            .order_by(Absence.ends)
        )
        away_until = {absence.person_id: absence.ends for absence in absences}
        rows: list[dict[str, Any]] = [
            {
                "name": person.name,
                "email": person.email,
                "organisation": person.organisation.name if person.organisation else None,
                "door": person.preferred_door,
                "vacant": person.is_vacant,
                "away_until": _iso(away_until.get(person.id)),
                "left_on": _iso(person.active_until),
                "roles": [
                    {
                        "role": held.role.value,
                        "scope": scope_of(session, held),
                        "from": held.starts.isoformat(),
                        "to": _iso(held.ends),
                    }
                    for held in roles
                    if held.person_id == person.id
                ],
            }
            for person in session.scalars(select(Person).order_by(Person.name))
        ]
    if as_json:
        show_json(rows)
        return
    title = count_in_words(len(rows), "person", "people")
    made = table("Name", "E-mail", "Organisation", "Roles", title=title)
    for one in rows:
        roles_held = ", ".join(map(_role_in_words, one["roles"]))
        row(made, _post(one), one["email"] or "no address", one["organisation"], roles_held)
    show(made)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _post(one: dict[str, Any]) -> str:
    """A post with what keeps it from answering."""
    marks = ["vacant"] * one["vacant"]
    if one["away_until"]:
        marks.append(f"away until {day_in_words(date.fromisoformat(one['away_until']))}")
    if one["left_on"]:
        marks.append(f"until {day_in_words(date.fromisoformat(one['left_on']))}")
    return f"{one['name']} ({', '.join(marks)})" if marks else str(one["name"])


def _role_in_words(held: dict[str, Any]) -> str:
    """A role with its scope and end where it has one."""
    name = ROLE_NAMES[Role(held["role"])]
    scope = "" if held["scope"] == "the whole plan" else f" for {held['scope']}"
    until = f" until {day_in_words(date.fromisoformat(held['to']))}" if held["to"] else ""
    return f"{name}{scope}{until}"


@app.command("check")
def check(as_json: AsJson = False) -> None:
    """Say who cannot be reached and why, before a cycle opens; exits 1 where somebody cannot."""
    house = open_house()
    today = house.clock.now().astimezone(house.partnership.zone).date()
    with transaction(house.engine) as session:
        found = check_reach(session, today)
    if as_json:
        show_json([f.as_json() for f in found])
    else:
        for finding in found:
            typer.echo(finding.sentence)
        if not found:
            typer.echo("Everybody who owns an open action can be reached, and has a deputy.")
    if any(f.kind in STOPPERS for f in found):
        raise typer.Exit(FINDINGS)
