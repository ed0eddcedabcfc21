"""The card of all that can be asked, as buttons: for a thumb between two meetings."""

from __future__ import annotations

from handlers.request import Reply, Request
from handlers.verbs import VERBS, verb
from models.message import Button, Buttons, Heading, Message, Note, Paragraph, args, text

GROUPS: tuple[tuple[str, tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]], ...] = (
    (
        "How the plan stands",
        (
            ("Summary", "summary", ()),
            ("Area by area", "areas", ()),
            ("What changed since the last Board", "changes", ()),
            ("What is off track and why", "rated", args(rating="red")),
            ("What is at risk", "rated", args(rating="amber")),
        ),
    ),
    (
        "What comes next",
        (
            ("What waits for me", "waiting", ()),
            ("Due before the Board", "due", ()),
            ("Due in 60 days", "due", args(number="60", unit="days")),
            ("Overdue", "due", args(span="overdue")),
            ("Who is late", "late", ()),
            ("What holds others up", "waits_on", ()),
        ),
    ),
    (
        "What to rely on",
        (
            ("Measures", "measures", ()),
            ("Evidence missing", "evidence_missing", ()),
            ("Dates moved", "dates_moved", ()),
            ("How reliable the forecasts are", "reliability", ()),
            ("Brief me", "brief", ()),
        ),
    ),
)


@verb("questions", "See all that you can ask", examples=("what can I ask?",))
def questions(_request: Request) -> Reply:
    """All questions, as buttons; what may be seen is checked when one is pressed."""
    head = "Ask me about the plan: press a question, or type it in your own words."
    blocks = [
        block
        for title, rows in GROUPS
        for block in (
            Heading(title),
            Buttons(tuple(Button(label, name, about) for label, name, about in rows
                          if name in VERBS)),
        )
    ]  # fmt: skip
    note = (
        "Type “how has 6.1 moved” or “what waits on 7.7” for one action, “summary area 6” for one"
        " area, and add “as at 6 October” for a past day."
    )
    lead = Paragraph(text(head))
    return Reply(
        say=(Message("questions", head, (lead, *blocks, Note(text(note)))),), fits_channel=True
    )
