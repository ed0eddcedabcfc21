"""The gallery on disk: a folder for each platform, in which each message stands in its own form."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

from bot.gallery.months import Shown
from bot.slack.forms import modal
from bot.slack.render import message_parts
from bot.text.forms import form_text
from bot.text.render import message_text
from bot.web.forms import Sheet, form_html
from bot.web.html import Html, join, tag
from bot.web.render import Place, message_html
from bot.web.routes import STATIC
from models.message import Form, Message
from models.reader import reader_at

STYLE = "rollcall.css"


@dataclass(frozen=True, slots=True)
class Platform:
    """How a platform's messages are written down."""

    name: str
    ending: str
    written: Callable[[Shown, str], str]
    """The message in that platform's form, for a reader in a zone."""


def write(shown: Iterable[Shown], out: Path, *, zone: str) -> dict[str, int]:
    """Write everything below the folder; gives how many files each platform got."""
    all_of_it = list(shown)
    for platform in PLATFORMS:
        folder = out / platform.name
        folder.mkdir(parents=True, exist_ok=True)
        for each in all_of_it:
            file = folder / f"{each.name}.{platform.ending}"
            file.write_text(platform.written(each, zone), encoding="utf-8")
    shutil.copyfile(STATIC / STYLE, out / LOCAL / STYLE)
    (out / LOCAL / "index.html").write_text(_all_of_it(all_of_it, zone), encoding="utf-8")
    return {platform.name: len(all_of_it) for platform in PLATFORMS}


def _as_page(shown: Shown, zone: str) -> str:
    return _page(shown.name, *_parts(shown, zone), PRESS)


PRESS = tag("form", id="press", method="get", action="#")
"""What the buttons of a gallery belong to: pressing them does nothing."""


def _parts(shown: Shown, zone: str) -> list[Html]:
    """What a message or a form looks like; of a message also what a lock screen says."""
    reader = reader_at(shown.at, zone)
    match shown.what:
        case Message():
            body = message_html(shown.what, reader, Place("press", "."))
            article = tag("article", body, class_="body")
            notice = tag("p", f"On a lock screen: {shown.what.notice}", class_="note")
            return [notice, tag("div", article, class_="turn rollcall")]
        case Form():
            sheet = Sheet(f"sheet-{shown.what.verb}", "#", back="#")
            return [form_html(shown.what, reader, sheet)]
        case _:
            assert_never(shown.what)


def _all_of_it(shown: Iterable[Shown], zone: str) -> str:
    """Everything on one page, to be read through."""
    parts = [part for each in shown for part in (tag("h2", each.name), *_parts(each, zone))]
    return _page("Every message", *parts, PRESS, heading=None)


def _page(title: str, *parts: Html, heading: str | None = "As it is shown") -> str:
    head = join(
        (
            tag("meta", charset="utf-8"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="color-scheme", content="light dark"),
            tag("title", f"{title}: Rollcall's gallery"),
            tag("link", rel="stylesheet", href=STYLE),
        )
    )
    over = tag("h2", heading, class_="unseen") if heading else None
    body = tag("body", tag("main", tag("h1", title), over, *parts, class_="alone"))
    return f"<!doctype html>\n{tag('html', tag('head', head), body, lang='en-GB')}\n"


def _as_text(shown: Shown, zone: str) -> str:
    reader = reader_at(shown.at, zone)
    match shown.what:
        case Message():
            return f"{message_text(shown.what, reader)}\n"
        case Form():
            return f"{form_text(shown.what, reader)}\n"
        case _:
            assert_never(shown.what)


def _as_slack(shown: Shown, zone: str) -> str:
    """What Slack is given: a message, its parts where it is a long one, or a modal."""
    reader = reader_at(shown.at, zone)
    match shown.what:
        case Message():
            parts = message_parts(shown.what, reader)
            payload = parts[0] if len(parts) == 1 else {"parts": parts}
        case Form():
            payload = modal(shown.what, reader)
        case _:
            assert_never(shown.what)
    return f"{json.dumps(payload, ensure_ascii=False, indent=2)}\n"


LOCAL = "local"
PLATFORMS = (
    Platform(LOCAL, "html", _as_page),
    Platform("text", "txt", _as_text),
    Platform("slack", "json", _as_slack),
)
"""Every platform; one that is added here stands in the gallery and in its tests."""
