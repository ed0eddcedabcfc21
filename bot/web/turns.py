"""The turns of a conversation as HTML: what Rollcall says, with buttons, and what people said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.web.html import Child, Html, tag
from bot.web.render import Place, message_html
from bot.web.talk import Talk, Turn, turn_id, turn_version
from models.delivery import Heard, Posted
from models.message_json import message_from
from models.reader import Reader
from models.spoken import hour_in_words

ASKED = frozenset({"challenge", "challenge_answered", "moderated", "moderation_answered"})
"""Messages that a line in their thread answers."""


@dataclass(frozen=True, slots=True)
class Seat:
    """From where a conversation is read: by whom, under which address, with which marks."""

    reader: Reader
    address: str
    """The page's own address: "/as/5", or "/as/5/channel/board"."""
    files: str
    hidden: tuple[tuple[str, str], ...]
    """What every form of the page carries."""
    person_id: int
    several: bool = False
    """Whether several cycles take answers at once."""


def turn_html(turn: Turn, talk: Talk, seat: Seat) -> Html:
    """One turn, as an item of the list of turns."""
    by_rollcall = isinstance(turn, Posted)
    inner = _posted(turn, talk, seat) if isinstance(turn, Posted) else _heard(turn, talk, seat)
    return tag(
        "li",
        inner,
        id=turn_id(turn),
        class_="turn rollcall" if by_rollcall else "turn person",
        data_version=turn_version(turn),
    )


def _posted(posted: Posted, talk: Talk, seat: Seat) -> Html:
    message = message_from(posted.message)
    form = f"press-{posted.id}"
    hidden = (*seat.hidden, ("posted", str(posted.id)))
    return tag(
        "article",
        _by("Rollcall", posted.at, seat, changed=posted.replaced_at),
        _thread(posted.thread_id, talk),
        tag("div", message_html(message, seat.reader, Place(form, seat.files)), class_="body"),
        tag("form", *_inputs(hidden), id=form, method="post", action=f"{seat.address}/press"),
        _answer_in_words(posted, seat),
        aria_label=message.notice,
        tabindex="-1",
    )


def _answer_in_words(posted: Posted, seat: Seat) -> Html | None:
    """A way to answer this very message where that decides what the words are about."""
    is_asked = posted.kind in ASKED
    if not is_asked and (posted.cycle_id is None or not seat.several):
        return None
    root = posted.thread_id or posted.id
    href = f"{seat.address}?reply={root}#line"
    said = message_from(posted.message).notice
    return tag("a", "Answer this one in words", href=href, class_="reply", aria_description=said)


def _by(name: str, at: datetime, seat: Seat, *, changed: datetime | None = None) -> Html:
    said = seat.reader.moment(at)
    edited = f", changed {_later(at, changed, seat)}" if changed and changed > at else None
    return tag(
        "p",
        tag("b", name),
        " ",
        tag("time", said, datetime=at.isoformat()),
        edited,
        class_="by",
    )


def _later(at: datetime, changed: datetime, seat: Seat) -> str:
    """When it changed, no longer than it must be beside when it was said."""
    zone = seat.reader.zone
    if at.astimezone(zone).date() == changed.astimezone(zone).date():
        return hour_in_words(changed.astimezone(zone).time())
    return seat.reader.moment(changed)


def _thread(thread_id: int | None, talk: Talk) -> Html | None:
    if thread_id is None or thread_id not in talk.notices:
        return None
    link = tag("a", talk.notices[thread_id], href=f"#p{thread_id}")
    return tag("p", "In answer to: ", link, class_="thread")


def _heard(heard: Heard, talk: Talk, seat: Seat) -> Html:
    name = "You" if heard.person_id == seat.person_id else "Somebody else"
    return tag(
        "article",
        _by(name, heard.at, seat),
        _thread(heard.thread_id, talk) if heard.kind == "line" else None,
        tag("div", *_said(heard), class_="body"),
        aria_label=f"{name}, {seat.reader.moment(heard.at)}",
        tabindex="-1",
    )


def _said(heard: Heard) -> list[Child]:
    body = heard.body or {}
    match heard.kind:
        case "line":
            words = str(body.get("words") or "These words are no longer kept.")
            return [tag("p", words, class_="words")]
        case "click":
            return [_did("Pressed", body.get("label"))]
        case "form":
            return [_did("Sent", body.get("label"))]
        case "file":
            return [_did("Dropped", body.get("name"))]
        case _:
            return [_did("Did something", None)]


def _did(what: str, label: object) -> Html:
    return tag("p", f"{what}: {label}" if label else what, class_="did")


def _inputs(hidden: tuple[tuple[str, str], ...]) -> list[Html]:
    return [tag("input", type="hidden", name=name, value=value) for name, value in hidden]
