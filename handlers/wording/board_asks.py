"""What an owner asks of the Board, in words: the form, the receipt, the news to its secretary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handlers.wording.answer_fields import LONGEST, PRIVACY
from handlers.wording.phrases import begun, short_title
from models.message import (
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Message,
    Moment,
    Note,
    Paragraph,
    Quote,
    Strong,
    Text,
    args,
    text,
)


@dataclass(frozen=True, slots=True)
class AskedFacts:
    """One thing that the Board is asked."""

    id: int
    action_id: int
    ref: str
    title: str
    words: str
    board: str
    by: str
    meets: date | None = None


def ask_form(action_id: int, ref: str, board: str) -> Form:
    """One field: what the Board is asked."""
    field = Field("words", "What do you ask?", FieldKind.WORDS, required=True, max_length=LONGEST,
                  hint=f"It stands on the agenda; the answer comes to you. {PRIVACY}")  # fmt: skip
    return Form(f"Ask {board} about {ref}", "board.ask", args(action=action_id), (field,),
                send="Ask")  # fmt: skip


def asked_card(facts: AskedFacts) -> Message:
    """To who asked: where it goes, and that the answer comes back."""
    notice = f"{begun(facts.board)} is asked about {facts.ref}; the answer will come to you."
    withdraw = Button("Take it back", "board.withdraw", args(ask=facts.id),
                      speak=f"Take it back, about {facts.ref}")  # fmt: skip
    return Message(
        "board_asked",
        notice,
        (
            Paragraph((Strong(notice),)),
            Paragraph((Quote(facts.words),)),
            Buttons((withdraw,)),
            Note(_meets(facts)),
        ),
    )


def _meets(facts: AskedFacts) -> Text:
    if facts.meets is None:
        return text("It stands on the agenda of the next meeting.")
    return text(f"{begun(facts.board)} meets on ", Moment(facts.meets), ".")


def asked_news(facts: AskedFacts) -> Message:
    """To the Board secretary: one more thing for the agenda."""
    notice = f"For {facts.board}'s agenda: the {facts.by} asks about {facts.ref}."
    return Message(
        "board_ask",
        notice,
        (
            Paragraph((Strong(notice),)),
            Paragraph(text(f"{facts.ref} {short_title(facts.title)}: ", Quote(facts.words))),
            Buttons((Button(f"All about {facts.ref}", "about", args(action=facts.action_id)),)),
            Note(_meets(facts)),
        ),
    )


def withdrawn_card(facts: AskedFacts) -> Message:
    """That it is off the agenda."""
    notice = f"What you asked about {facts.ref} is off {facts.board}'s agenda."
    return Message("board_ask_withdrawn", notice, (Paragraph((Strong(notice),)),))
