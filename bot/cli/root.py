"""`rollcall`: the root of the command line."""

from __future__ import annotations

import typer

from bot.cli import action, audit, calendar, database, kpi, people, plan, reply, report
from bot.cli.chat import chat
from bot.cli.check import check
from bot.cli.demo import demo
from bot.cli.forecast import show_forecast
from bot.cli.gallery import show_gallery
from bot.cli.roles import roles
from bot.cli.serve import serve
from bot.cli.silence import silence
from bot.cli.simulate import simulate
from bot.cli.tick import tick

app = typer.Typer(
    name="rollcall",
    help="Rollcall asks, reminds, records and reports for a partnership delivery group.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(database.app, name="db")
app.add_typer(people.app, name="people")
app.add_typer(calendar.calendar, name="calendar")
app.add_typer(calendar.cycle, name="cycle")
app.add_typer(action.app, name="action")
app.add_typer(audit.app, name="audit")
app.add_typer(report.app, name="report")
app.add_typer(plan.app, name="plan")
app.add_typer(kpi.app, name="kpi")
app.add_typer(reply.app, name="reply")
app.command("check")(check)
app.command("roles")(roles)
app.command("chat")(chat)
app.command("serve")(serve)
app.command("demo")(demo)
app.command("gallery")(show_gallery)
app.command("tick")(tick)
app.command("forecast")(show_forecast)
app.command("silence")(silence)
app.command("simulate")(simulate)
