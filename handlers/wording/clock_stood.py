"""That Rollcall's clock stood, so that messages leave late: to the programme office."""

from __future__ import annotations

from datetime import datetime

from models.message import Message, Moment, Note, Paragraph, text


def clock_stood(*, since: datetime, until: datetime) -> Message:
    """From when until when nothing was planned or sent, and what that means."""
    head = "Rollcall's clock stood: nothing was asked or reminded for a while."
    return Message(
        "clock_stood",
        head,
        (
            Paragraph(text(f"{head} It stood from ", Moment(since), " to ", Moment(until), ".")),
            Paragraph(
                text(
                    "Every answer that came in meanwhile is kept. What was due leaves now, in one"
                    " message a person; what is past its use does not leave."
                )
            ),
            Note(
                text(
                    "If nobody stopped it on purpose, tell whoever runs Rollcall: its log and its"
                    " readiness page say more."
                )
            ),
        ),
    )
