"""What changes something: a line, a file, a press, a form; and the demo's clock."""

from __future__ import annotations

import base64
import hmac
import json
import logging
import re
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.incoming import NotStoredError, UnfitError
from bot.web.local import Local
from bot.web.pages import form_sheet, state_json
from bot.web.receive import Coming, take
from bot.web.seats import address_of, conversation_of, local_of, person_of, row_number, seat_of
from bot.web.talk import read_talk

PRIVATE = re.compile(r"/as/(\d{1,9})(?:/channel/[\w-]+)?$", re.ASCII)
"""A conversation's own address."""
LOG = logging.getLogger(__name__)
LONGEST_LINE = 20_000
MOST_FIELDS = 200
STALE = "This page is from before Rollcall was started again. Load it again; copy your words first."
UNREADABLE = "That press could not be read. Load the page again and press once more."
AWAY = (
    "The database does not answer, so that nothing was recorded. Your words are still in front of"
    " you; please send them again in a moment."
)
BROKE = (
    "Something broke on our side. What you sent is kept and is tried again by itself; you are told"
    " here if that fails too."
)


@dataclass(frozen=True, slots=True)
class Sent:
    """What one of our own pages sent: its fields, and the file where one was brought."""

    fields: dict[str, str]
    file: tuple[str, bytes] | None = None

    def text(self, name: str) -> str:
        """A field's words; "" where it is not there."""
        return self.fields.get(name, "").replace("\r\n", "\n")

    def number(self, name: str) -> int | None:
        """The number of a row; None where the field holds none."""
        return row_number(self.fields.get(name, ""))


async def say(request: Request) -> Response:
    """A typed line, or a file that was dropped."""
    sent = await _sent(request)
    words = sent.text("words").strip()
    if sent.file is not None:
        name, content = sent.file
        encoded = base64.b64encode(content).decode("ascii")
        beside = {"words": words} if words else {}
        return await _take(request, sent, "file", {"name": name, "content": encoded, **beside})
    if not words:
        return RedirectResponse(f"{address_of(request)}#line", 303)
    if len(words) > LONGEST_LINE:
        raise HTTPException(
            413, f"One message holds {LONGEST_LINE:,} characters; this has {len(words):,}."
        )
    return await _take(request, sent, "line", {"words": words})


async def press(request: Request) -> Response:
    """A button of a message."""
    sent = await _sent(request)
    return await _take(request, sent, "click", _pressed(sent.text("press")))


async def send(request: Request) -> Response:
    """A form with its fields."""
    sent = await _sent(request)
    fields = {
        name.removeprefix("field."): sent.text(name)
        for name in sent.fields
        if name.startswith("field.")
    }
    return await _take(request, sent, "form", _pressed(sent.text("form")) | {"fields": fields})


async def clock(request: Request) -> Response:
    """The demo's clock, moved on; nobody answers for the person whose page this is."""
    sent = await _sent(request)
    shown = local_of(request).show
    if shown is None:
        raise HTTPException(404, "This is no demo: its clock is the machine's own.")
    here = PRIVATE.match(sent.text("here"))
    if here is not None:
        shown.become(int(here[1]))
    await run_in_threadpool(shown.move, sent.text("move"))
    if _wants_json(request):
        return JSONResponse({})
    return RedirectResponse(sent.text("here") if here else "/", 303)


async def _sent(request: Request) -> Sent:
    """What was sent, if our own page sent it."""
    async with request.form(
        max_files=1, max_fields=MOST_FIELDS, max_part_size=4 * LONGEST_LINE
    ) as form:
        fields = {name: value for name, value in form.multi_items() if isinstance(value, str)}
        brought = form.get("file")
        file = None
        if isinstance(brought, UploadFile) and brought.filename:
            file = (brought.filename, await brought.read())
    sent = Sent(fields, file)
    if not hmac.compare_digest(sent.text("token").encode(), local_of(request).token.encode()):
        raise HTTPException(403, STALE)
    return sent


def _pressed(value: str) -> dict[str, Any]:
    """What a button or a form says: its verb and its arguments."""
    try:
        said = json.loads(value)
        verb, args, label = said["verb"], said["args"], said["label"]
        pairs = {str(name): str(word) for name, word in args.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise HTTPException(400, UNREADABLE) from None
    return {"verb": str(verb), "args": pairs, "label": str(label)}


async def _take(request: Request, sent: Sent, kind: str, body: dict[str, Any]) -> Response:
    posted = sent.number("posted")
    thread = sent.number("thread")
    about = posted if posted is not None else thread
    coming = Coming(
        person_id=request.path_params["person"],
        conversation=conversation_of(request),
        kind=kind,
        body=body if about is None else body | {"posted_id": about},
        once=sent.text("once")[:100],
        thread_id=thread,
    )
    return await run_in_threadpool(_worked, request, coming, sent.number("opened"))


def _worked(request: Request, coming: Coming, opened: int | None) -> Response:
    """Take it in and show what is to be seen at once."""
    local = local_of(request)
    with local.reading() as session:
        person_of(request, session)
    if local.show is not None:
        local.show.become(coming.person_id)
    try:
        heard_id, reply = take(local.inlet, coming)
    except NotStoredError:
        raise HTTPException(503, AWAY) from None
    except UnfitError as error:
        raise HTTPException(400, str(error)) from None
    except Exception as error:
        LOG.exception("what was heard could not be worked")
        raise HTTPException(500, BROKE) from error
    if reply.form is not None:
        opened, sent = heard_id, None
    else:
        sent = heard_id if reply.errors else None
        opened = opened if reply.errors else None
    if _wants_json(request):
        return _as_json(request, local, opened, sent)
    if opened is None:
        return RedirectResponse(_back(request, coming), 303)
    suffix = f"?sent={sent}" if sent is not None else ""
    return RedirectResponse(f"{address_of(request)}/form/{opened}{suffix}", 303)


def _back(request: Request, coming: Coming) -> str:
    posted = coming.body.get("posted_id")
    place = f"#p{posted}" if posted is not None and coming.kind == "click" else "#line"
    return address_of(request) + place


def _as_json(request: Request, local: Local, opened: int | None, sent: int | None) -> Response:
    with local.reading() as session:
        person = person_of(request, session)
        talk = read_talk(session, conversation_of(request))
        state = state_json(request, session, person, talk)
        seat = seat_of(request, session, person, once=state["once"])
        sheet = form_sheet(session, opened, seat, sent=sent) if opened is not None else None
    return JSONResponse(state | {"sheet": str(sheet) if sheet else None})


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")
