"""A meeting room: the small plan of October, its chair and secretary, and ways to meet."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.request import Reply
from handlers.verbs import call
from models.delivery import Posted
from models.meeting import AgendaItem, Body, Decision, Meeting, MeetingAction
from models.message import Message
from models.people import Person
from models.states import Rating
from models.update import Update, UpdateKind
from tests.handlers.answering.month import only
from tests.handlers.changing.desk import Desk

PDG_DAY = datetime(2023, 10, 13, 9, tzinfo=UTC)
"""Friday 13 October 2023, 10 am in London: the delivery group meets."""
BOARD_DAY = datetime(2023, 10, 25, 9, tzinfo=UTC)
"""Wednesday 25 October 2023, 10 am in London: the Board meets."""


class Room(Desk):
    """October's plan on the day of the delivery group's meeting; 6.1 is off track."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        session.add(
            Update(
                action_id=self["6.1"].id,
                cycle_id=self.cycle.id,
                series="2023-10",
                serial=901,
                kind=UpdateKind.ANSWER,
                door="local",
                rating=Rating.RED,
                words="The backlog has grown.",
                reason="Two officers have left.",
                recovery="Agency cover from November.",
                author_id=self.other.id,
                received_at=self.now,
            )
        )
        session.flush()
        self.now = PDG_DAY

    def open(self, body: str = "pdg", by: Person | None = None) -> Reply:
        """Open the meeting of a body."""
        lead = self.chair if body == "pdg" else self.secretary
        return call("meeting.open", self.request(by or lead, args={"body": body}))

    def change_args(self, verb: str, by: Person, args: dict[str, str]) -> Reply:
        """Press a button with these arguments."""
        return call(verb, self.request(by, args=args))

    def change_form(self, verb: str, by: Person, args: dict[str, str], **fields: str) -> Reply:
        """Send a form."""
        return call(verb, self.request(by, args=args, fields=fields))

    def meeting(self, body: Body = Body.PDG) -> Meeting:
        """The meeting of the body that was opened last."""
        rows = select(Meeting).where(Meeting.body == body).order_by(Meeting.id.desc())
        return self.session.scalars(rows).first()  # type: ignore[return-value] # one was opened

    def items(self, kind: str = "") -> list[AgendaItem]:
        """The agenda of the meeting that was opened last, of one kind where it is named."""
        last = select(Meeting.id).order_by(Meeting.id.desc()).limit(1)
        rows = self.session.scalars(
            select(AgendaItem)
            .where(AgendaItem.meeting_id == last.scalar_subquery())
            .order_by(AgendaItem.position)
        )
        return [row for row in rows if not kind or row.kind == kind]

    def item(self, kind: str) -> AgendaItem:
        """The first item of a kind."""
        return self.items(kind)[0]

    def at(
        self,
        verb: str,
        item: AgendaItem | None = None,
        *,
        by: Person | None = None,
        on: Posted | None = None,
        **fields: str,
    ) -> Reply:
        """Do a verb of the meeting that was opened last, about an item."""
        last = self.session.scalars(select(Meeting.id).order_by(Meeting.id.desc())).first()
        args = {"meeting": str(last)} | ({"item": str(item.id)} if item else {})
        posted = on.id if on else None
        request = self.request(by or self.chair, args=args, fields=fields, posted_id=posted)
        return call(f"meeting.{verb}", request)

    def minute(self, item: AgendaItem | None = None, by: Person | None = None) -> MeetingAction:
        """Minute an action for the colleague."""
        reply = self.at(
            "minute",
            item,
            by=by,
            words="Ask the academies for their data.",
            owner=self.colleague.email or "",
            due="2023-11-10",
        )
        assert not reply.errors, reply.errors
        return self.arising()

    def arising(self) -> MeetingAction:
        """The action that was minuted last."""
        rows = select(MeetingAction).order_by(MeetingAction.id.desc())
        return self.session.scalars(rows).first()  # type: ignore[return-value] # one was minuted

    def answer_arising(self, verb: str, *, by: Person | None = None, **fields: str) -> Reply:
        """Say something to the action that was minuted last."""
        args = {"arising": str(self.arising().id)}
        request = self.request(by or self.colleague, args=args, fields=fields)
        return call(f"arising.{verb}", request)

    def decisions(self) -> list[Decision]:
        """Everything that was decided or noted, the first one first."""
        return list(self.session.scalars(select(Decision).order_by(Decision.id)))

    def on_card(self, reply: Reply, person: Person | None = None) -> Posted:
        """The reply's message as it stands with somebody."""
        return self.posted(person or self.chair, only(reply))

    def last_told(self, person: Person) -> Message:
        """What was said last to somebody because of what others did."""
        return self.told(person)[-1]
