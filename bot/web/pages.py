"""The pages that are read: the start, the list of people, a conversation, a form, a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from bot.web.forms import Sheet, form_html
from bot.web.html import Html, join
from bot.web.local import Local
from bot.web.people import AT_MOST, channel_reader, found_people, group_reader, usual_guises
from bot.web.seats import (
    address_of,
    conversation_of,
    local_of,
    new_once,
    person_of,
    row_number,
    seat_of,
)
from bot.web.talk import Talk, read_talk, turn_id, turn_version
from bot.web.turns import Seat, turn_html
from handlers.request import RefusedError
from models.delivery import Heard, Posted
from models.message import Form
from models.message_json import from_json, message_from
from models.people import Person
from models.spoken import moment_in_words

PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page from its template."""
    return HTMLResponse(PAGES.get_template(name).render(values), status)


def frame(request: Request, session: Session, local: Local) -> dict[str, Any]:
    """What stands around every page: the day, the story, the ways to move the clock."""
    shown = local.show
    return {
        "bodies": local.partnership.bodies,
        "clock": _clock(local),
        "steps": shown.steps(session) if shown else [],
        "moves": shown.moves(session) if shown else [],
        "moving": shown.moving() if shown else False,
        "token": local.token,
        "once": new_once(),
        "here": request.url.path,
        "channel_reader": channel_reader(session, local.today),
        "board_channel": local.partnership.board_channel,
        "group_channel": local.partnership.meeting.group_channel,
        "group_reader": group_reader(session, local.today),
    }


def _clock(local: Local) -> str:
    return moment_in_words(local.now, local.partnership.zone)


def start(request: Request) -> Response:
    """Where one begins: the story, and whom one can be."""
    local = local_of(request)
    with local.reading() as session:
        return page(
            "start.html",
            guises=usual_guises(session, local.today),
            **frame(request, session, local),
        )


def people(request: Request) -> Response:
    """Everybody, or those whom the search finds."""
    local = local_of(request)
    words = request.query_params.get("q", "")[:100]
    with local.reading() as session:
        return page(
            "people.html",
            words=words,
            found=found_people(session, words),
            at_most=AT_MOST,
            **frame(request, session, local),
        )


def conversation(request: Request) -> Response:
    """One conversation, with its line to type."""
    local = local_of(request)
    with local.reading() as session:
        person = person_of(request, session)
        talk = read_talk(session, conversation_of(request))
        return _conversation_page(request, session, local, person, talk)


def _conversation_page(
    request: Request, session: Session, local: Local, person: Person, talk: Talk
) -> Response:
    around = frame(request, session, local)
    seat = seat_of(request, session, person, once=around["once"])
    return page(
        "conversation.html",
        person=person,
        channel=request.path_params.get("channel"),
        turns=join(turn_html(turn, talk, seat) for turn in talk.turns),
        version=talk.version,
        address=address_of(request),
        reply=_reply_to(request, session),
        **around,
    )


def _reply_to(request: Request, session: Session) -> dict[str, Any] | None:
    asked = row_number(request.query_params.get("reply", ""))
    posted = session.get(Posted, asked) if asked is not None else None
    if posted is None:
        return None
    return {"id": posted.id, "notice": message_from(posted.message).notice}


def new(request: Request) -> Response:
    """What the page does not show yet; nothing where it shows all."""
    local = local_of(request)
    with local.reading() as session:
        person = person_of(request, session)
        talk = read_talk(session, conversation_of(request))
        known = request.query_params.get("have") == talk.version
        return JSONResponse(state_json(request, session, person, None if known else talk))


def state_json(
    request: Request, session: Session, person: Person, talk: Talk | None
) -> dict[str, Any]:
    """The page's state for its script; `talk` None where it has not changed."""
    local = local_of(request)
    once = new_once()
    seat = seat_of(request, session, person, once=once)
    state: dict[str, Any] = {
        "clock": _clock(local),
        "moving": local.show.moving() if local.show else False,
        "token": local.token,
        "once": once,
    }
    if talk is not None:
        state |= {"version": talk.version, "turns": _turns_json(talk, seat)}
    return state


def _turns_json(talk: Talk, seat: Seat) -> list[dict[str, Any]]:
    return [
        {
            "id": turn_id(turn),
            "version": turn_version(turn),
            "html": str(turn_html(turn, talk, seat)),
            "notice": message_from(turn.message).notice if isinstance(turn, Posted) else "",
        }
        for turn in talk.turns
    ]


def form(request: Request) -> Response:
    """A form on a page of its own, for browsers that run no script."""
    local = local_of(request)
    with local.reading() as session:
        person = person_of(request, session)
        seat = seat_of(request, session, person)
        shown = form_sheet(
            session,
            request.path_params["heard"],
            seat,
            sent=row_number(request.query_params.get("sent", "")),
        )
        if shown is None:
            return RedirectResponse(seat.address, 303)
        around = frame(request, session, local)
        return page("form.html", person=person, sheet=shown, address=seat.address, **around)


def form_sheet(
    session: Session, opened: int, seat: Seat, *, sent: int | None = None
) -> Html | None:
    """The form that an event opened; with what was typed and what was wrong where it was sent."""
    number = row_number(str(opened))
    heard = session.get(Heard, number) if number is not None else None
    if heard is None or heard.person_id != seat.person_id:
        return None
    asked = from_json((heard.answer or {}).get("form"))
    if not isinstance(asked, Form):
        return None
    posted = (heard.body or {}).get("posted_id")
    hidden = [*seat.hidden, ("opened", str(opened))]
    hidden += [("posted", str(posted))] if posted is not None else []
    returned = session.get(Heard, sent) if sent is not None else None
    mine = returned is not None and returned.person_id == seat.person_id
    return form_html(
        asked,
        seat.reader,
        Sheet(
            id=f"sheet-{opened}",
            action=f"{seat.address}/send",
            hidden=tuple(hidden),
            typed=(returned.body or {}).get("fields") if returned and mine else None,
            errors=(returned.answer or {}).get("errors") if returned and mine else None,
            back=seat.address,
        ),
    )


def file(request: Request) -> Response:
    """A file that a message offers, if this person may have it."""
    local = local_of(request)
    with local.reading() as session:
        person = person_of(request, session)
        try:
            found = local.fetch(session, person, request.path_params["key"], local.now)
        except RefusedError as error:
            raise HTTPException(403, error.sentence) from error
    is_shown = found.media_type.partition(";")[0] in SHOWN
    how = "inline" if is_shown else "attachment"
    headers = {
        "Content-Disposition": f"{how}; filename*=UTF-8''{quote(found.name)}",
        "Content-Security-Policy": found.policy,
    }
    return Response(found.content, media_type=found.media_type, headers=headers)


def broke(request: Request, _error: Exception) -> Response:
    """A page that could not be made: nothing that anybody did is lost by it."""
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"error": BROKE}, 500)
    return page("sorry.html", 500, sentence=BROKE)


BROKE = (
    "Something broke on our side while this page was made. What was recorded is safe; load the page"
    " again, and if it stays so, look into Rollcall's log."
)
SHOWN = frozenset({"text/html", "application/pdf"})
"""What a browser shows by itself; the rest is saved."""


def sorry(request: Request, error: Exception) -> Response:
    """What went wrong, in a sentence, with a way on."""
    assert isinstance(error, HTTPException)
    sentence = error.detail if len(error.detail) > MERE_PHRASE else "There is nothing here."
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"error": sentence}, error.status_code)
    return page("sorry.html", error.status_code, sentence=sentence)


MERE_PHRASE = 25
"""A reason of HTTP's own ("Method Not Allowed") is no longer than this."""
