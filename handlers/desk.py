"""The programme office's desk: all that they do, as buttons; they have no shell on a server."""

from __future__ import annotations

from handlers.desk_forms import desk_form
from handlers.fields import given
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import VERBS, call, verb
from models.message import Button, Buttons, Heading, Message, Note, Paragraph, args, text

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("People", ("people.add", "people.change", "people.away", "people.back", "people.vacant",
                "people.hand_over", "people.check")),
    ("Roles", ("people.grant", "people.end", "roles")),
    ("The plan", ("action.correct", "action.assign")),
    ("Changes of the plan", ("change.list", "change.request")),
    ("The Board's calendar", ("cycle.add", "cycle.move", "cycle.list")),
    ("Delivery", ("delivery", "mode")),
    ("This month", ("silence", "nudge", "forecast", "on_behalf")),
    ("Ask about the plan", ("questions", "brief", "waiting")),
    ("Moderation", ("moderation", "rating.moderate", "challenges")),
    ("Meetings", ("meetings", "meeting.agenda")),
    ("Evidence", ("evidence.review", "return.list", "return.add")),
    ("The record", ("audit.redact",)),
    ("The Board's report", ("report.draft", "report.hold", "report.release",
                             "report.issue", "report.reopen")),
)  # fmt: skip
"""What stands on the desk; a verb that this version lacks is left out."""


@verb("desk", "Show the programme office's desk", examples=("desk",))
def desk(_request: Request) -> Reply:
    """All that the programme office does, as buttons; what is pressed is checked then."""
    blocks = [
        block
        for title, names in GROUPS
        if (buttons := _buttons(names))
        for block in (Heading(title), Buttons(buttons))
    ]
    notice = "Your desk: press what you want to do. To bring a plan in, drop its spreadsheet here."
    return Reply(
        say=(
            Message(
                "desk",
                notice,
                (
                    Paragraph(text(notice)),
                    *blocks,
                    Note(text("Each press is checked against the roles in force, and recorded.")),
                ),
            ),
        )
    )


def _buttons(names: tuple[str, ...]) -> tuple[Button, ...]:
    return tuple(
        Button(VERBS[name].summary, "desk.open", args(verb=name)) for name in names if name in VERBS
    )


@verb("desk.open", "Open what stands on the desk")
def open_from_desk(request: Request) -> Reply:
    """Open the verb's form, or do it at once where it needs none."""
    name = given(request, "verb")
    if name not in {verb_name for _, names in GROUPS for verb_name in names}:
        raise RefusedError("That does not stand on the desk. Type desk to see what does.")
    form = desk_form(name, asker=None)
    return Reply(form=form) if form is not None else call(name, request)
