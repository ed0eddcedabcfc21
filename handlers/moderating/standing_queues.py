"""Queues that stand in conversations: where each is, and saying it again once something changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.moderating.deciding import levels_of, signed_words
from handlers.moderating.queueing import Reader, queue_message
from handlers.request import Request
from handlers.tell import replace
from handlers.wording.moderation import EXCEPTIONS, Place
from models.audit import Actor
from models.cycle import Cycle
from models.delivery import Posted
from models.message import Button, Buttons, Items, Message
from models.message_json import message_from
from models.partnership import Partnership
from models.people import Person
from models.states import Level

QUEUE = "moderation_queue"


def restate_queues(
    request: Request, cycle: Cycle, *, place: Place | None = None, last: str = ""
) -> None:
    """Owe a new text to every queue of the cycle: what one decides, the others see at once.

    The queue that was pressed moves to `place` and begins with what was decided `last`.
    """
    session = request.session
    since = datetime.combine(cycle.collection_opens, time(), UTC)
    rows = session.scalars(
        select(Posted).where(Posted.kind == QUEUE, Posted.at >= since).order_by(Posted.id.desc())
    )
    seen: set[tuple[str, str]] = set()
    for posted in rows:
        key = (posted.platform, posted.conversation)
        is_pressed = posted.id == request.posted_id
        if not is_pressed and (key in seen or _cycle_on(posted) != cycle.id):
            continue
        seen.add(key)
        about: dict[str, object] = {"cycle_id": cycle.id}
        if is_pressed and place is not None:
            about |= turned_to(place, last=last)
        replace(session, posted, about=about, now=request.now)


def turned_to(place: Place, *, last: str = "") -> dict[str, object]:
    """What a queue is to show next, as a replacement is about."""
    return {
        "cycle_id": place.cycle_id,
        "level": place.level.value,
        "here": place.here,
        "page": place.at,
        "last": last,
    }


def _cycle_on(posted: Posted) -> int:
    place = place_on(message_from(posted.message))
    return place.cycle_id if place is not None else 0


def place_on(message: Message) -> Place | None:
    """Where a queue stands: its buttons say it."""
    for button in _buttons(message):
        said = dict(button.args)
        if "here" in said and "level" in said and button.verb != "moderation.page":
            return _place(said)
    for button in _buttons(message):
        said = dict(button.args)
        if button.verb == "moderation.page" and "from" in said:
            return _place(said | {"here": said["from"]})
    return None


def _place(said: Mapping[str, str]) -> Place:
    return Place(int(said["cycle"]), Level(said["level"]), said["here"], int(said.get("page", "0")))


def _buttons(message: Message) -> Iterator[Button]:
    for block in message.blocks:
        if isinstance(block, Buttons):
            yield from block.buttons
        if isinstance(block, Items):
            for item in block.items:
                yield from item.buttons


def queue_again(
    session: Session,
    posted: Posted,
    about: Mapping[str, Any],
    *,
    now: datetime,
    partnership: Partnership,
) -> Message | None:
    """The queue that stands there, as the record stands now; None where nobody reads it."""
    person = session.get(Person, posted.person_id or 0)
    stands = place_on(message_from(posted.message))
    cycle = session.get(Cycle, int(about["cycle_id"]))
    if person is None or cycle is None:
        return None
    level = about.get("level") or (stands.level.value if stands else Level.PROGRAMME_OFFICE.value)
    here = about.get("here") or (stands.here if stands else EXCEPTIONS)
    at = about.get("page", stands.at if stands else 0)
    actor = Actor(person.name, posted.platform, person.id)
    request = Request(session, now, actor, person, partnership)
    reader = Reader(session, now, partnership, person, levels_of(request))
    return queue_message(
        reader,
        cycle,
        Place(cycle.id, Level(level), str(here), int(at)),
        last=str(about.get("last", "")),
        signed=signed_words(request, cycle),
    )
