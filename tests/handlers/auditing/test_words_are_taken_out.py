"""Words are taken out everywhere, under two roles; what remains says so, and verifies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import LargeBinary, Text, cast, func, select, type_coerce
from sqlalchemy.orm import Session

from handlers.hear import work
from handlers.request import Reply
from handlers.verbs import call
from models.audit import AuditEvent
from models.audit_walk import walk
from models.base import Base, Json, Words
from models.calendar import plan_cycle
from models.delivery import Heard, Occasion, Posted, Step
from models.message_json import message_from
from models.partnership import Partnership
from models.pending import PendingAct
from models.people import Person
from models.redacting import REDACTED
from models.redaction import Redaction
from models.redaction_walk import EVENTS, KEYS, NAMES, word_columns
from models.report import Report, ReportState
from models.states import Role
from models.store import METADATA
from models.update import Update
from tests.handlers.doing import NOW, asking, do, notice
from tests.world import World

CHILD = "Alpha Example of Class 4"
WORDS = f"{CHILD} still waits for his place; the school has been asked twice."
REASON = "A child is named"


class Desk:
    """6.1 with an answer that names a child, told on and posted."""

    def __init__(self, session: Session) -> None:
        self.session = session
        world = self.world = World(session)
        self.owner = world.person("EHC Manager")
        self.office = self.holding("Programme Officer", Role.PROGRAMME_OFFICE)
        self.admin = self.holding("Administrator", Role.ADMINISTRATOR)
        self.chair = self.holding("PDG Chair", Role.CHAIR)
        self.action = world.action("6.1", owner=self.owner)
        self.cycle = world.cycle(plan_cycle(date(2023, 10, 25)).days())
        self.typed(f"6.1 amber, {WORDS}")
        session.add(
            Posted(
                platform="local", conversation=f"person:{self.owner.id}", platform_id="1",
                person_id=self.owner.id, kind="receipt", at=NOW,
                message=session.scalars(select(Occasion.message).order_by(Occasion.id)).first(),
            )
        )  # fmt: skip
        session.flush()

    def holding(self, name: str, role: Role) -> Person:
        person = self.world.person(name)
        self.world.role(person, role)
        return person

    def typed(self, words: str) -> None:
        """The owner types a line, as it comes through the inbox."""
        heard = Heard(
            key=f"local:{len(words)}", platform="local", conversation=f"person:{self.owner.id}",
            person_id=self.owner.id, kind="line", body={"words": words}, at=NOW,
        )  # fmt: skip
        self.session.add(heard)
        self.session.flush()
        work(self.session, heard, now=NOW, partnership=Partnership())

    def ask(self, by: Person | None, **fields: str) -> Reply:
        request = asking(self.session, by)
        return call("audit.redact", replace(request, fields={"reason": REASON, **fields}))

    def confirm(self, by: Person) -> Reply:
        pending = self.session.scalars(select(PendingAct).order_by(PendingAct.id.desc())).first()
        assert pending is not None
        return do(self.session, "second.confirm", by=by, pending=str(pending.id))

    def redact(self, **fields: str) -> Reply:
        self.ask(self.office, **fields)
        return self.confirm(self.admin)


@pytest.fixture
def desk(session: Session) -> Desk:
    return Desk(session)


def places_of(session: Session, words: str) -> list[str]:
    """Every column of every table in which the words stand, whatever its type."""
    found = []
    for table in METADATA.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, LargeBinary):
                continue
            held = func.lower(cast(type_coerce(column, column.type), Text))
            count = select(func.count()).select_from(table).where(held.contains(words.lower()))
            if session.scalar(count):
                found.append(f"{table.name}.{column.name}")
    return found


def test_a_text_goes_from_every_table_and_the_record_still_verifies(desk: Desk) -> None:
    assert len(places_of(desk.session, CHILD)) >= 5
    reply = desk.redact(text=CHILD)
    assert notice(reply).startswith("Redaction ")
    desk.session.flush()
    assert places_of(desk.session, CHILD) == []
    assert places_of(desk.session, "Alpha") == []
    walked = walk(desk.session)
    assert walked.fault is None
    assert walked.blanked >= 1


def test_the_words_around_it_go_too_and_the_mark_stays(desk: Desk) -> None:
    desk.redact(text=CHILD)
    update = desk.session.scalars(select(Update)).one()
    assert REDACTED in {update.words, update.reason}
    posted = desk.session.scalars(select(Posted)).one()
    assert REDACTED in str(message_from(posted.message))


def test_what_stands_on_a_platform_is_replaced_there(desk: Desk) -> None:
    desk.redact(text=CHILD)
    posted = desk.session.scalars(select(Posted)).one()
    owed = desk.session.scalars(
        select(Occasion).where(Occasion.step == Step.REPLACE, Occasion.posted_id == posted.id)
    ).all()
    assert any(":redacted:" in row.key for row in owed)


def test_it_is_found_however_it_is_spelt(desk: Desk) -> None:
    desk.redact(text="  alpha   EXAMPLE ")
    assert places_of(desk.session, "Alpha") == []


def test_an_answer_goes_by_its_number_wherever_it_was_quoted(desk: Desk) -> None:
    number = desk.session.scalars(select(Update)).one().number
    desk.redact(update=number)
    assert places_of(desk.session, "Alpha") == []


def test_an_event_goes_by_its_number_alone(desk: Desk) -> None:
    events = desk.session.scalars(select(AuditEvent).order_by(AuditEvent.seq)).all()
    seq = next(e.seq for e in events if "Alpha" in str(e.after))
    desk.redact(event=str(seq))
    blank = desk.session.get_one(AuditEvent, seq)
    assert (blank.after, blank.reason, blank.salt) == (None, None, None)
    assert "status_update.words" in places_of(desk.session, "Alpha") or (
        "status_update.reason" in places_of(desk.session, "Alpha")
    )


def test_what_remains_says_by_whom_and_why(desk: Desk) -> None:
    desk.redact(text=CHILD)
    row = desk.session.scalars(select(Redaction)).one()
    assert (row.by_id, row.second_id, row.reason) == (desk.office.id, desk.admin.id, REASON)
    event = desk.session.scalars(select(AuditEvent).where(AuditEvent.act == "redacted")).one()
    assert (event.actor, event.after["second"], event.reason) == (
        "Programme Officer", "Administrator", REASON,
    )  # fmt: skip
    history = do(desk.session, "audit.history", by=desk.office, ref="6.1")
    said = f"Redacted by Programme Officer and Administrator: {REASON}"
    assert said in str(history.say[0])


def test_nothing_counts_before_the_second_confirms(desk: Desk) -> None:
    reply = desk.ask(desk.office, text=CHILD)
    assert "second person" in notice(reply)
    assert places_of(desk.session, "Alpha")
    assert desk.session.scalars(select(Redaction)).all() == []


@pytest.mark.parametrize("who", ["office", "owner"])
def test_the_second_has_another_role(desk: Desk, who: str) -> None:
    other = desk.holding("Second Officer", Role.PROGRAMME_OFFICE)
    desk.ask(desk.office, text=CHILD)
    desk.confirm(other if who == "office" else desk.owner)
    desk.confirm(desk.office)
    assert places_of(desk.session, "Alpha")
    assert desk.session.scalars(select(Redaction)).all() == []


@pytest.mark.parametrize("who", ["owner", "chair"])
def test_others_cannot_ask_for_it(desk: Desk, who: str) -> None:
    reply = desk.ask(getattr(desk, who), text=CHILD)
    assert notice(reply).startswith("Only the programme office or an administrator can redact")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "text"),
        ({"text": CHILD, "event": "1"}, "text"),
        ({"text": "Tom"}, "text"),
        ({"text": "!?!?!?!?"}, "text"),
        ({"update": "2023-10/999"}, "update"),
        ({"event": "9999"}, "event"),
        ({"item": "77"}, "item"),
        ({"text": CHILD, "reason": ""}, "reason"),
        ({"text": CHILD, "reason": f"It names {CHILD}"}, "reason"),
    ],
)
def test_a_fault_is_said_beside_its_field(desk: Desk, fields: dict[str, str], field: str) -> None:
    assert set(desk.ask(desk.office, **fields).errors) == {field}


def test_words_that_stand_nowhere_are_said_to(desk: Desk) -> None:
    reply = desk.ask(desk.office, text="Nobody wrote this anywhere")
    assert notice(reply) == "Those words stand nowhere in the record; nothing is changed."


def test_a_name_of_the_plan_is_not_blanked(desk: Desk) -> None:
    reply = desk.ask(desk.office, text="ehc manager")
    assert "the name of a thing of the plan (person)" in notice(reply)


def report(desk: Desk, state: ReportState) -> Report:
    do(desk.session, "report.draft", by=desk.chair, cycle="2023-10")
    found = desk.session.scalars(select(Report)).one()
    if state is not ReportState.DRAFT:
        found.signed_at, found.signed_by_id, found.signed_name = NOW, desk.chair.id, "PDG Chair"
        found.signed_as, found.state = "chair", state
        desk.session.flush()
    return found


def test_a_signed_report_stays_and_is_listed(desk: Desk) -> None:
    found = report(desk, ReportState.SIGNED)
    before = found.snapshot
    assert "Alpha" in before
    (card,) = desk.redact(text=CHILD).say
    assert "Still in 2023-10 v1" in str(card)
    assert desk.session.scalars(select(Report)).one().snapshot == before
    assert desk.session.scalars(select(Redaction)).one().reports == [found.id]
    assert walk(desk.session).fault is None


def test_a_draft_is_blanked_and_bears_another_hash(desk: Desk) -> None:
    before = report(desk, ReportState.DRAFT).sha256
    desk.redact(text=CHILD)
    found = desk.session.scalars(select(Report)).one()
    assert found.sha256 != before
    assert "Alpha" not in found.snapshot
    assert walk(desk.session).fault is None


def test_the_next_report_is_made_without_them(desk: Desk) -> None:
    desk.redact(text=CHILD)
    found = report(desk, ReportState.DRAFT)
    assert "Alpha" not in found.snapshot
    assert REDACTED in found.snapshot


def test_a_new_table_is_walked_by_rule() -> None:
    """Every column of words is walked, or stands in a list that says why not."""
    left_out = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        if table.name != EVENTS
        for column in table.columns
        if isinstance(column.type, Words | Json) and not column.primary_key
        if column not in word_columns(table)
    }
    assert left_out == {f"{t}.{c}" for t, c in NAMES | KEYS} | {"report.snapshot"}
