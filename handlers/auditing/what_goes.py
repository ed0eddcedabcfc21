"""What is to be taken out of the record, as it was named: words, an answer, an event, evidence."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.fields import given
from handlers.request import Request
from models.audit import AuditEvent
from models.evidence import EvidenceItem
from models.redacting import SHORTEST, Secret, secret_of
from models.redaction_walk import EVENTS, words_of
from models.update import Update

ELSEWHERE = 20
"""Texts of a named row that are at least so long are looked for everywhere; "Ask Tom" is not."""
WAYS = ("text", "update", "event", "item")


@dataclass(frozen=True, slots=True)
class Goes:
    """The words to look for, the rows that go whole, and the files that go with them."""

    secret: Secret
    rows: tuple[tuple[str, int], ...] = ()
    files: tuple[str, ...] = ()


def what_goes(request: Request, errors: dict[str, str]) -> Goes | None:
    """What is named; a fault is noted beside its field."""
    named = [way for way in WAYS if given(request, way)]
    if len(named) != 1:
        errors["text"] = (
            "Give one thing: the words themselves, or the number of an answer, an event or an item"
            f" of evidence; found {len(named)}."
        )
        return None
    value = given(request, named[0])
    match named[0]:
        case "text":
            return _words(value, errors)
        case "update":
            return _answer(request.session, value, errors)
        case "event":
            return _event(request.session, value, errors)
        case _:
            return _evidence(request.session, value, errors)


def _words(value: str, errors: dict[str, str]) -> Goes | None:
    secret = secret_of([value])
    if not secret.parts or not any(c.isalpha() or c.isdigit() for c in value):
        errors["text"] = (
            f"Give at least {SHORTEST} characters, since all words in which they stand are blanked;"
            f" found {value!r}."
        )
        return None
    return Goes(secret)


def _answer(session: Session, value: str, errors: dict[str, str]) -> Goes | None:
    series, _, serial = value.rpartition("/")
    found = None
    if serial.isdecimal():
        found = session.scalar(
            select(Update).where(Update.series == series, Update.serial == int(serial))
        )
    if found is None:
        errors["update"] = f"Give an answer's number, such as 2023-10/014; found {value[:40]!r}."
        return None
    table = Update.__tablename__
    events = _events_of(session, table, found.number)
    return Goes(_long(words_of(session, table, found.id)), ((table, found.id), *events))


def _event(session: Session, value: str, errors: dict[str, str]) -> Goes | None:
    found = session.get(AuditEvent, int(value)) if value.isdecimal() else None
    if found is None:
        errors["event"] = f"Give an event's number, such as 214; found {value[:40]!r}."
        return None
    return Goes(secret_of([]), ((EVENTS, found.seq),))


def _evidence(session: Session, value: str, errors: dict[str, str]) -> Goes | None:
    found = session.get(EvidenceItem, int(value)) if value.isdecimal() else None
    if found is None:
        errors["item"] = f"Give the number of an item of evidence; found {value[:40]!r}."
        return None
    table = EvidenceItem.__tablename__
    events = _events_of(session, table, str(found.id))
    named = _long(words_of(session, table, found.id))
    files = (found.sha256,) if found.sha256 else ()
    return Goes(named, ((table, found.id), *events), files)


def _long(texts: list[str]) -> Secret:
    return secret_of(text for text in texts if len(text) >= ELSEWHERE)


def _events_of(session: Session, entity: str, entity_id: str) -> list[tuple[str, int]]:
    found = session.scalars(
        select(AuditEvent.seq).where(AuditEvent.entity == entity, AuditEvent.entity_id == entity_id)
    )
    return [(EVENTS, seq) for seq in found]
