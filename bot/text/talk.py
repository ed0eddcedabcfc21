"""A conversation as plain text, and which of its buttons a person means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.text.render import buttons_of, line, message_text
from models.delivery import Heard, Posted
from models.message import Button, Message
from models.message_json import message_from
from models.reader import Reader
from models.spoken import list_in_words


class WhichError(LookupError):
    """No button, or several, are meant; the sentence says what there is."""


@dataclass(frozen=True, slots=True)
class Pressable:
    """A button of a message that stands."""

    posted_id: int
    button: Button


def posted_text(posted: Posted, reader: Reader, *, changed: bool = False) -> str:
    """A message with the number by which its buttons are named: "12.3" is its third."""
    when = reader.moment(posted.at)
    head = f"[{posted.id}] Rollcall, {when}{', changed' if changed else ''}"
    return f"{head}\n\n{message_text(message_from(posted.message), reader)}"


def heard_text(heard: Heard, reader: Reader) -> str:
    """What the person said."""
    body = heard.body or {}
    said = line(str(body.get("words") or body.get("label") or body.get("name") or heard.kind))
    return f"You, {reader.moment(heard.at)}: {said}"


def meant(messages: Sequence[Posted], words: str) -> Pressable:
    """The button that is meant by "3" (of the newest message with buttons), "12.3" or its label.

    Args:
        messages: the conversation's messages, the newest last.
        words: what was pressed.

    Raises:
        WhichError: none is meant, or several are.
    """
    shown = [(posted, message_from(posted.message)) for posted in reversed(messages)]
    if numbered := re.fullmatch(r"(?:(\d{1,9})\.)?(\d{1,3})", words.strip()):
        return _by_number(shown, numbered[1], int(numbered[2]))
    for posted, message in shown:
        found = _by_label(message, words)
        if len(found) == 1:
            return Pressable(posted.id, found[0])
        if found:
            said = list_in_words((f'"{b.speak or b.label}"' for b in found), "or")
            raise WhichError(f'"{words}" stands on several buttons; say {said}, or its number.')
    raise WhichError(f'No button is called "{words}" here; {_there_are(shown)}.')


def _by_number(
    shown: Iterable[tuple[Posted, Message]], message_number: str | None, number: int
) -> Pressable:
    shown = list(shown)
    for posted, message in shown:
        buttons = buttons_of(message)
        if buttons and message_number in {None, str(posted.id)}:
            if 0 < number <= len(buttons):
                return Pressable(posted.id, buttons[number - 1])
            raise WhichError(
                f"Message {posted.id} has buttons 1 to {len(buttons)}; found {number}."
            )
    if message_number is not None:
        raise WhichError(f"No message {message_number} with buttons stands here.")
    raise WhichError(f"There is no button {number} here; {_there_are(shown)}.")


def _by_label(message: Message, words: str) -> list[Button]:
    wanted = " ".join(words.casefold().split())
    buttons = buttons_of(message)
    exact = [b for b in buttons if line(b.speak or b.label).casefold() == wanted]
    return exact or [b for b in buttons if line(b.label).casefold() == wanted]


def _there_are(shown: Iterable[tuple[Posted, Message]]) -> str:
    for posted, message in shown:
        if buttons := buttons_of(message):
            named = list_in_words((f'"{line(b.speak or b.label)}"' for b in buttons), "and")
            return f"message {posted.id} has {named}"
    return "nothing in this conversation can be pressed"
