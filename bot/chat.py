"""The local platform without a page: what a terminal says goes by the same door."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.app import House, deliver_now
from bot.text.talk import heard_text, meant, posted_text
from bot.web.courier import private
from bot.web.receive import Coming, Inlet, take
from bot.web.talk import read_talk, turn_version
from handlers.request import RefusedError
from models.delivery import Posted
from models.message import Form
from models.people import Person
from models.reader import Reader, reader_at
from models.store import transaction


@dataclass(frozen=True, slots=True)
class Opened:
    """A form that stands open, and the message that it was opened from."""

    form: Form
    posted_id: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it: new messages, changed ones, a form that opened, what was wrong with one."""

    fresh: tuple[Posted, ...]
    changed: tuple[Posted, ...]
    opened: Opened | None = None
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chat:
    """One person's conversation, from a terminal."""

    house: House
    person: Person

    @property
    def reader(self) -> Reader:
        """From where and when it is read."""
        return reader_at(self.house.clock.now(), self.person.time_zone)

    @property
    def conversation(self) -> str:
        """Its name."""
        return private(self.person.id)

    def shown(self) -> list[str]:
        """The conversation as it stands, turn by turn."""
        with transaction(self.house.engine) as session:
            turns = read_talk(session, self.conversation).turns
        return [
            posted_text(turn, self.reader, changed=turn.replaced_at is not None)
            if isinstance(turn, Posted)
            else heard_text(turn, self.reader)
            for turn in turns
        ]

    def say(self, words: str) -> Answer:
        """Say a line."""
        return self._take("line", {"words": words})

    def drop(self, file: Path) -> Answer:
        """Drop a file.

        Raises:
            RefusedError: it cannot be read.
        """
        try:
            content = file.read_bytes()
        except OSError as error:
            raise RefusedError(
                f"The file {file} could not be read ({error.strerror}); check its name."
            ) from None
        encoded = base64.b64encode(content).decode("ascii")
        return self._take("file", {"name": file.name, "content": encoded})

    def press(self, words: str) -> Answer:
        """Press the button that is meant.

        Raises:
            WhichError: none is meant, or several are.
        """
        found = meant(self.posted(), words)
        button = found.button
        body: dict[str, Any] = {
            "verb": button.verb,
            "args": dict(button.args),
            "label": button.speak or button.label,
            "posted_id": found.posted_id,
        }
        return self._take("click", body, posted_id=found.posted_id)

    def fill(self, opened: Opened, given: Mapping[str, str]) -> Answer:
        """Send a form: what is given, and what stood in it otherwise.

        Raises:
            RefusedError: it has no such field.
        """
        form = opened.form
        fields = {field.name: field.value for field in form.fields}
        for name in given:
            if name not in fields:
                raise RefusedError(
                    f"The form {form.title!r} has no field {name!r}; it has {', '.join(fields)}."
                )
        body: dict[str, Any] = {
            "verb": form.verb,
            "args": dict(form.args),
            "label": form.title,
            "fields": fields | dict(given),
        }
        if opened.posted_id is not None:
            body["posted_id"] = opened.posted_id
        answer = self._take("form", body, posted_id=opened.posted_id)
        still_open = opened if answer.errors and answer.opened is None else answer.opened
        return Answer(answer.fresh, answer.changed, still_open, answer.errors)

    def posted(self) -> list[Posted]:
        """What Rollcall has said, the newest last."""
        with transaction(self.house.engine) as session:
            turns = read_talk(session, self.conversation).turns
        return [turn for turn in turns if isinstance(turn, Posted)]

    def _take(self, kind: str, body: dict[str, Any], *, posted_id: int | None = None) -> Answer:
        before = {posted.id: turn_version(posted) for posted in self.posted()}
        newest = max(before, default=0)
        coming = Coming(self.person.id, self.conversation, kind, body, secrets.token_urlsafe(12))
        house = self.house
        inlet = Inlet(house.engine, house.partnership, house.clock, lambda: deliver_now(house))
        _, reply = take(inlet, coming)
        after = self.posted()
        return Answer(
            fresh=tuple(posted for posted in after if posted.id > newest),
            changed=tuple(
                posted
                for posted in after
                if posted.id in before and before[posted.id] != turn_version(posted)
            ),
            opened=Opened(reply.form, posted_id) if reply.form else None,
            errors=reply.errors,
        )


def chat_as(house: House, email: str) -> Chat:
    """The conversation of whoever has this address.

    Raises:
        RefusedError: nobody has it.
    """
    with transaction(house.engine) as session:
        person = session.scalar(select(Person).where(Person.email == email.strip().lower()))
        if person is not None:
            return Chat(house, person)
        total = session.scalar(select(func.count(Person.id))) or 0
    raise RefusedError(
        f"Nobody of the {total} people here has the address {email.strip()[:80]!r}."
        " Run rollcall people list to see who has which."
    )
