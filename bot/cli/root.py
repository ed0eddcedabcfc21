"""`rollcall`: the root of the command line."""

from __future__ import annotations

import typer

from bot.cli.on_demand import Part, on_demand

PARTS = {
    "db": Part("database:app", "The database's tables."),
    "people": Part("people:app", "Who is who, when they are away, what they are trusted with."),
    "calendar": Part(
        "calendar:calendar", "Plan the days that lead to a Board, without storing them."
    ),
    "cycle": Part("calendar:cycle", "The Boards that are in the calendar."),
    "action": Part("action:app", "Everything about one action."),
    "change": Part("change:app", "Requests for a change of the plan."),
    "audit": Part("audit:app", "The record of who did what, and whether it is whole."),
    "evidence": Part("evidence:app", "What evidence is missing, formal returns, and their index."),
    "ask": Part(
        "inquire:ask",
        "Answer a question about the plan; slips of the finger are understood as in chat.",
    ),
    "meeting": Part("meeting:app", "Meetings, what they decided, and their decision logs."),
    "report": Part("report:app", "The Board's report and the papers made from it."),
    "plan": Part("plan:app", "Read the plan from a spreadsheet, and show it."),
    "kpi": Part("kpi:app", "Measures, their targets and figures."),
    "reply": Part("reply:app", "What a typed reply is read as."),
    "check": Part(
        "check:check", "Say what is configured and what is wrong; exits 1 where something is."
    ),
    "roles": Part("roles:roles", "Print who may do what, by the policy in force."),
    "chat": Part(
        "chat:chat",
        "Say something to Rollcall as somebody; or press a button, fill a form, drop a file.",
    ),
    "serve": Part(
        "serve:serve",
        "Serve until stopped: the local platform's page, and the clock that asks and reminds.",
    ),
    "work": Part(
        "serve:work",
        "Tick, send and work the inbox until stopped, with no door: only its health is served.",
    ),
    "demo": Part(
        "demo:demo",
        "Play a month of the sample plan in your browser: be an owner, the chair, or the office.",
    ),
    "gallery": Part(
        "gallery:show_gallery",
        "Write every message and form as DIR/<platform>/<message>: .html, .txt, and Slack's .json.",
    ),
    "delivery": Part("delivery:app", "What waits to be sent and what could not be."),
    "mode": Part("mode:app", "Whether messages go out: trial, live or paused."),
    "tick": Part("tick:tick", "Plan what is owed now and send what is due, once."),
    "forecast": Part(
        "forecast:show_forecast",
        "List each message that would be sent, by the planner that sends.",
    ),
    "moderation": Part("moderation:app", "What is to be moderated, and which questions are open."),
    "silence": Part(
        "silence:silence",
        "Show where each answer of a cycle stands, with its times, and the organisations' rates.",
    ),
    "simulate": Part(
        "simulate:simulate",
        "Play months with this same engine, with people who answer, delay, slip, are away and"
        " leave.",
    ),
}

app = typer.Typer(
    name="rollcall",
    cls=on_demand(PARTS),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def rollcall() -> None:
    """Rollcall asks, reminds, records and reports for a partnership delivery group."""
