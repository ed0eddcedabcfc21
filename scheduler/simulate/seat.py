"""A person's seat in the simulation: they press, fill in and type through the one inbox.

Every act is stored as `Heard` and worked by the handlers as from any door, and its answers leave by
the outbox.
"""

from __future__ import annotations

import asyncio
import base64
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from handlers.hear import work
from handlers.request import Reply
from models.delivery import Heard, Posted
from models.message import Button, Form, Message
from models.message_json import message_from
from models.states import Door
from models.store import transaction
from scheduler.simulate.courier import MemoryCourier
from scheduler.ticker import Ticked, Works, tick


@dataclass(frozen=True, slots=True)
class Shown:
    """A message that stands in somebody's conversation."""

    posted_id: int
    kind: str
    cycle_id: int | None
    message: Message


@dataclass(slots=True)
class Seats:
    """Everybody's seat, over one set of works."""

    works: Works
    courier: MemoryCourier
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    runner: asyncio.Runner = field(default_factory=asyncio.Runner)

    def press(self, person_id: int, button: Button, posted_id: int | None) -> Reply:
        """Press a button of a message that stands."""
        body = {"verb": button.verb, "args": dict(button.args), "label": button.label}
        return self._hear(person_id, "click", body, posted_id)

    def send(
        self, person_id: int, form: Form, fields: Mapping[str, str], posted_id: int | None
    ) -> Reply:
        """Send a form that came up."""
        body = {"verb": form.verb, "args": dict(form.args), "fields": dict(fields)}
        return self._hear(person_id, "form", body, posted_id)

    def do(self, person_id: int, verb: str, **fields: str) -> Reply:
        """Do a verb with its fields, as from the desk."""
        return self._hear(person_id, "form", {"verb": verb, "args": {}, "fields": fields}, None)

    def say(
        self, person_id: int, words: str, *, thread_id: int | None = None, channel: str = ""
    ) -> Reply:
        """Type a line, to Rollcall alone or in a channel."""
        where = f"channel:{channel}" if channel else ""
        return self._hear(person_id, "line", {"words": words}, thread_id, thread_id, where=where)

    def drop(self, person_id: int, name: str, content: bytes) -> Reply:
        """Drop a file."""
        body = {"name": name, "content": base64.b64encode(content).decode("ascii")}
        return self._hear(person_id, "file", body, None)

    def _hear(
        self,
        person_id: int,
        kind: str,
        body: dict[str, Any],
        posted_id: int | None,
        thread_id: int | None = None,
        *,
        where: str = "",
    ) -> Reply:
        now = self.works.clock.now()
        if posted_id is not None:
            body = {**body, "posted_id": posted_id}
        with transaction(self.works.engine) as session:
            heard = Heard(
                key=f"simulation:{next(self.numbers)}",
                platform=Door.LOCAL.value,
                conversation=where or f"person:{person_id}",
                thread_id=thread_id,
                person_id=person_id,
                kind=kind,
                body=body,
                at=now,
            )
            session.add(heard)
            session.flush()
            return work(session, heard, now=now, partnership=self.works.partnership)

    def deliver(self) -> None:
        """Let what is owed by now leave."""
        self.runner.run(self.works.outbox().deliver())

    def tick(self) -> Ticked:
        """Plan what the clock has brought, and let it leave."""
        return self.runner.run(tick(self.works))

    def close(self) -> None:
        """Leave the event loop."""
        self.runner.close()

    def newest(self, person_id: int, *kinds: str, cycle_id: int | None = None) -> Shown | None:
        """The newest message of these kinds that stands with somebody."""
        wanted = select(Posted).where(
            Posted.conversation == f"person:{person_id}", Posted.kind.in_(kinds)
        )
        if cycle_id is not None:
            wanted = wanted.where(Posted.cycle_id == cycle_id)
        with transaction(self.works.engine) as session:
            row = session.scalar(wanted.order_by(Posted.id.desc()).limit(1))
            if row is None:
                return None
            return Shown(row.id, row.kind, row.cycle_id, message_from(row.message))
