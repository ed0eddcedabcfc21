"""The list of questions that wait for an answer, for one reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handlers.wording.challenges import Asked, marking, withdrawing
from handlers.wording.paging import page_at
from handlers.wording.phrases import ago, begun, counted, short_title
from models.message import (
    Button,
    Buttons,
    Item,
    Items,
    Message,
    Note,
    Paragraph,
    Quote,
    Strong,
    Weight,
    text,
)

A_PAGE = 6


@dataclass(frozen=True, slots=True)
class Listed:
    """The list of questions for one reader."""

    asked: tuple[Asked, ...]
    today: date
    mine: frozenset[int] = frozenset()
    """Those that the reader may answer."""
    may_withdraw: bool = False
    page: int = 0


def open_list(listed: Listed) -> Message:
    """The questions that wait for an answer, the oldest first."""
    if not listed.asked:
        notice = "No question is open: all are answered or withdrawn."
        return Message("challenges", notice, (Paragraph((Strong(notice),)),))
    notice = f"{begun(counted(len(listed.asked), 'question'))} open, the oldest first."
    page = page_at(listed.page, size=A_PAGE, total=len(listed.asked))
    items = tuple(_listed(each, listed) for each in page.of(listed.asked))
    turns = page.turns("challenges")
    return Message(
        "challenges",
        notice,
        (
            Paragraph((Strong(notice),)),
            Items(items),
            *((Buttons(turns),) if turns else ()),
            Note(text("A question is open until it is answered or withdrawn.")),
        ),
    )


def _listed(asked: Asked, listed: Listed) -> Item:
    to = f"put to the {asked.to}" if asked.to else "nobody is in post to answer it"
    buttons = []
    if asked.challenge_id in listed.mine:
        buttons.append(
            Button("Answer", "challenge.answer", asked.about, Weight.PRIMARY,
                   f"Answer the question about {asked.ref}")
        )  # fmt: skip
    if listed.may_withdraw:
        buttons += [marking(asked), withdrawing(asked)]
    paper = " For the paper." if asked.for_paper else ""
    return Item(
        title=(Strong(f"{asked.ref} {short_title(asked.title, 60)}"),),
        body=text(
            Quote(asked.question),
            f" Asked by {asked.asked_by} {ago(asked.on, listed.today)}, {to}.{paper}",
        ),
        buttons=tuple(buttons),
    )
