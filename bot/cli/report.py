"""`rollcall report`: the Board's report, its snapshot, its figures and the papers made from it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.app import open_house
from bot.cli.ask import run
from bot.cli.screen import row, show, show_json, table
from bot.renditions import KINDS, rendition
from handlers.paper.trace import figures_json, trace_json
from handlers.reporting.reports import report_called
from handlers.request import RefusedError
from models.report import Report
from models.snapshot import load
from models.spoken import count_in_words
from models.store import transaction

app = typer.Typer(help="The Board's report and the papers made from it.", no_args_is_help=True)

Which = Annotated[str, typer.Argument(help="A cycle such as 2023-10, or 2023-10 v1.")]
AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]


@app.command("draft")
def draft(
    cycle: Annotated[str | None, typer.Argument(help="A cycle; left out, the open one.")] = None,
) -> None:
    """Freeze the record into a draft, and say what is missing; only the chair can sign it."""
    run("report.draft", cycle=cycle)
    _say_where_it_can_be_read()


def _say_where_it_can_be_read() -> None:
    typer.echo("\nThe papers: rollcall report write CYCLE --out DIR")


@app.command("list")
def list_reports(as_json: AsJson = False) -> None:
    """List every version of every report, with its state and hash."""
    house = open_house()
    with transaction(house.engine) as session:
        reports = session.scalars(
            select(Report).options(joinedload(Report.cycle)).order_by(Report.id)
        ).all()
        rows = [
            {
                "report": report.name,
                "state": report.state.value,
                "sha256": report.sha256,
                "signed_by": report.signed_name,
                "signed_at": report.signed_at.isoformat() if report.signed_at else None,
                "issue_at": report.issue_at.isoformat() if report.issue_at else None,
                "issued_at": report.issued_at.isoformat() if report.issued_at else None,
                "held": report.held_at is not None,
            }
            for report in reports
        ]
    if as_json:
        show_json(rows)
        return
    title = count_in_words(len(rows), "report")
    made = table("Report", "State", "Signed by", "Hash", title=title)
    for one in rows:
        row(made, one["report"], one["state"], one["signed_by"], one["sha256"])
    show(made)


def _stored(name: str) -> str:
    with transaction(open_house().engine) as session:
        return report_called(session, name).snapshot


@app.command("snapshot")
def snapshot(report: Which) -> None:
    """Print the frozen snapshot; the SHA-256 of these bytes is the hash in the paper."""
    typer.echo(_stored(report), nl=False)


@app.command("figures")
def list_figures(report: Which, as_json: AsJson = False) -> None:
    """List every figure of the report with its id."""
    found = figures_json(load(_stored(report)))
    if as_json:
        show_json(found)
        return
    title = count_in_words(len(found), "figure")
    made = table("Figure", "Says", "Number", "Share", title=title, numbers=("Number", "Share"))
    for figure in found:
        share = "" if figure["share"] is None else f"{figure['share']} %"
        row(made, figure["id"], figure["says"], figure["text"], share)
    show(made)


@app.command("trace")
def trace(
    report: Which,
    figure: Annotated[str, typer.Argument(help="A figure's id, such as headline.red.")],
    as_json: AsJson = False,
) -> None:
    """Show the records behind a figure."""
    found = trace_json(load(_stored(report)), figure)
    if as_json:
        show_json(found)
        return
    typer.echo(f"{found['figure']['says']}: {found['figure']['text']}")
    for action in found["actions"]:
        number = action["answer"]["number"] if action["answer"] else "no answer"
        typer.echo(f"  {action['ref']}  {action['label']}  {action['title']}  ({number})")
    for measure in found["measures"]:
        typer.echo(f"  {measure['ref']}  {measure['name']}: {measure['now']}")


@app.command("write")
def write(
    report: Which,
    out: Annotated[Path, typer.Option(help="The folder to write into.")],
    kind: Annotated[list[str] | None, typer.Option(help="docx, pdf, html or xlsx.")] = None,
) -> None:
    """Write the paper as Word, PDF and web page, and the tracker as Excel."""
    wanted = kind or list(KINDS)
    unknown = [each for each in wanted if each not in KINDS]
    if unknown:
        raise RefusedError(f"A paper is one of {', '.join(KINDS)}; found {unknown[0]!r}.")
    with transaction(open_house().engine) as session:
        found = report_called(session, report)
        name = found.name.replace(" ", "-")
        stored, signature = found.snapshot, found.signature
    out.mkdir(parents=True, exist_ok=True)
    for each in wanted:
        path = out / f"board-report-{name}.{each}"
        path.write_bytes(rendition(stored, each, signature=signature))
        typer.echo(str(path))


Reason = Annotated[str | None, typer.Option(help="Why; it stands in the record.")]


@app.command("hold")
def hold(report: Which, reason: Reason = None) -> None:
    """Hold a signed report back."""
    run("report.hold", report=report, reason=reason)


@app.command("release")
def release(report: Which) -> None:
    """Release a report that is held."""
    run("report.release", report=report)


@app.command("issue")
def issue(report: Which) -> None:
    """Issue a signed report now; it leaves at the next tick."""
    run("report.issue", report=report)


@app.command("reopen")
def reopen(report: Which, reason: Reason = None) -> None:
    """Reopen a signed report: the next version is a draft that says what differs."""
    run("report.reopen", report=report, reason=reason)
    _say_where_it_can_be_read()
