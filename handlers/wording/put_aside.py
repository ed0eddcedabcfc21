"""What could not be worked: to whoever said it, and to the programme office."""

from __future__ import annotations

from datetime import datetime

from models.message import Message, Moment, Note, Paragraph, text

KINDS = {"line": "message", "click": "press of a button", "form": "form", "file": "file"}


def yours_put_aside(kind: str, at: datetime) -> Message:
    """To whoever said it."""
    what = KINDS.get(kind, "message")
    head = f"I could not work on your {what}, and nothing was recorded of it."
    return Message(
        "put_aside",
        head,
        (
            Paragraph(text(f"{head} It came on ", Moment(at), ".")),
            Note(
                text(
                    "The programme office has been told and sees it. Please say it once more, in"
                    " other words if you can, or tell them."
                )
            ),
        ),
    )


def put_aside_of(name: str, kind: str, at: datetime, why: str, number: int) -> Message:
    """To the programme office, which can have it tried again."""
    what = KINDS.get(kind, "message")
    head = f"A {what} from the {name} could not be worked on, and was put aside."
    return Message(
        "put_aside_office",
        head,
        (
            Paragraph(text(f"{head} It came on ", Moment(at), f" as number {number}.")),
            Paragraph(text(why)),
            Note(text("What others send goes on. Once the cause is mended it can be tried again.")),
        ),
    )
