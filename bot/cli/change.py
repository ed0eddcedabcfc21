"""`rollcall change`: requests for a change of the plan, as the programme office sees them.

A command asks, returns and recommends. It never approves: authority is a person's, in chat.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from bot.app import House, open_house
from bot.cli.ask import run
from bot.cli.screen import row, show, show_json, table
from handlers.changing.requests import open_requests
from handlers.changing.weighing import decides, weigh
from handlers.cycles import the_plan
from handlers.request import RefusedError
from handlers.wording.changing import STATES, TOPICS
from models.change import ChangeRequest, ChangeStep
from models.spoken import day_in_words
from models.store import transaction

app = typer.Typer(help="Requests for a change of the plan.", no_args_is_help=True)
Number = Annotated[int, typer.Argument(help="The request's number, as the list gives it.")]
Because = Annotated[str, typer.Option(help="Why; who asked reads it.")]


@app.callback()
def change() -> None:
    """Requests for a change of the plan."""


@app.command("list")
def list_requests(
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """List the open requests, the oldest first, with who decides each."""
    house = open_house()
    with transaction(house.engine) as session:
        found = open_requests(session, the_plan(session).id)
        told = [_told(session, house, each) for each in found]
    if as_json:
        show_json(told)
        return
    made = table("No.", "Action", "What", "State", "Asked on", "Who decides", title="Open requests")
    for each in told:
        on = day_in_words(datetime.fromisoformat(each["at"]).date())
        words = (TOPICS[each["topic"]].small, STATES[each["state"]])
        row(made, each["id"], each["ref"], *words, on, each["decides"])
    show(made)


@app.command("show")
def show_request(
    number: Number,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Show one request: before and after, knock-on, past dates, its steps and who decides."""
    if not as_json:
        run("change.show", request=str(number))
        return
    house = open_house()
    with transaction(house.engine) as session:
        found = session.get(ChangeRequest, number)
        if found is None:
            raise RefusedError(f"No request for a change has the number {number}.")
        show_json(_told(session, house, found))


@app.command("request")
def ask_for(
    ref: Annotated[str, typer.Argument(help="The action, such as 2.4; of a new one its own.")],
    topic: Annotated[
        str,
        typer.Argument(
            help="due, scope, owner, suspend, resume, withdraw, split, merge, add or monitoring."
        ),
    ],
    *,
    reason: Because,
    to: Annotated[str | None, typer.Option(help="The new date, or level of monitoring.")] = None,
    impact: Annotated[str | None, typer.Option(help="What it means for others.")] = None,
    delay_reason: Annotated[str | None, typer.Option(help="Its key in the settings.")] = None,
    person: Annotated[str | None, typer.Option(help="The new owner.")] = None,
    review_on: Annotated[str | None, typer.Option(help="When it is looked at again.")] = None,
    title: Annotated[str | None, typer.Option(help="The new title.")] = None,
    success_measure: Annotated[str | None, typer.Option(help="How success is seen.")] = None,
    evidence_expected: Annotated[str | None, typer.Option(help="What will show it.")] = None,
    part: Annotated[
        list[str] | None,
        typer.Option(help="Of a split, one for each: “2.4a; title; owner; due date”."),
    ] = None,
    merged_with: Annotated[str | None, typer.Option("--with", help="Such as 2.5, 2.6.")] = None,
    new_ref: Annotated[str | None, typer.Option(help="Of a merger: the new reference.")] = None,
    area: Annotated[str | None, typer.Option(help="Of a new action: its area's number.")] = None,
    start: Annotated[str | None, typer.Option(help="Of a new action: its first day.")] = None,
) -> None:
    """Ask for a change, as the programme office; it counts once it is approved in chat."""
    run(
        "change.save",
        ref=ref,
        topic=topic,
        reason=reason,
        to=to,
        impact=impact,
        delay_reason=delay_reason,
        person=person,
        review_on=review_on,
        title=title,
        success_measure=success_measure,
        evidence_expected=evidence_expected,
        parts="\n".join(part or ()),
        refs=merged_with,
        new_ref=new_ref,
        area=area,
        start=start,
    )


@app.command("return")
def send_back(number: Number, reason: Because) -> None:
    """Return a request to who asked, with what is missing."""
    run("change.return", request=str(number), reason=reason)


@app.command("recommend")
def recommend(
    number: Number, reason: Annotated[str | None, typer.Option(help="In a line.")] = None
) -> None:
    """Recommend a request; those who decide are shown it."""
    run("change.recommend", request=str(number), reason=reason)


@app.command("approve")
def approve(number: Number) -> None:
    """Say who can approve a request: a command never does."""
    run("change.approve", request=str(number))


def _told(session: Session, house: House, asked: ChangeRequest) -> dict[str, Any]:
    """A request as plain values."""
    action = asked.action
    weighed = weigh(session, asked, house.partnership)
    return {
        "id": asked.id,
        "ref": action.ref if action else asked.after["ref"],
        "topic": asked.topic.value,
        "state": asked.state.value,
        "by": asked.by.name if asked.by else None,
        "at": asked.at.isoformat(),
        "before": asked.before,
        "after": asked.after,
        "due": _iso(action.due if action else None),
        "original_due": _iso(action.original_due if action else None),
        "moves": weighed.asked.moves,
        "reason": asked.reason,
        "delay_reason": asked.delay_reason,
        "impact": asked.impact,
        "needs": [approval.act.value for approval in weighed.needed],
        "external_agreement": weighed.external,
        "decides": decides(weighed, asked.state, house.partnership),
        "steps": [_step(step) for step in asked.steps],
    }


def _step(step: ChangeStep) -> dict[str, Any]:
    return {
        "state": step.state.value,
        "level": step.level.value if step.level else None,
        "by": step.by.name if step.by else None,
        "at": step.at.isoformat(),
        "reason": step.reason,
        "minute": step.minute,
        "external_body": step.external_body,
        "external_on": _iso(step.external_on),
    }


def _iso(value: Any) -> str | None:
    return None if value is None else str(value.isoformat())
