"""A small plan whose changes are asked for and decided, and short ways to do both."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.text.render import buttons_of
from handlers.request import Reply
from handlers.verbs import call
from models.audit import AuditEvent
from models.change import ChangeRequest, ChangeStep, Handover
from models.message import Message, Paragraph, Text
from models.people import Person
from models.plan import Action, ActionChange, Area, PlanVersion
from models.standing import standings
from models.states import MonitoringLevel, Role
from tests.handlers.answering.month import Month
from tests.handlers.doing import do

APRIL = date(2024, 4, 26)
"""Later than every due date but that of 6.1; more than twenty working days away."""
SOON = date(2024, 2, 9)
"""Ten working days after 7.4 is due."""


class Desk(Month):
    """October's plan with the Board's secretary, a second lead and an action outside monitoring."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.secretary = self.world.person("Board Secretary")
        self.world.role(self.secretary, Role.BOARD_SECRETARY)
        self.second = self.world.person("Vice Chair")
        self.world.role(self.second, Role.CHAIR)
        self.nhs = self.world.organisation("NHS Board")
        self.nurse = self.world.person("Designated Clinical Officer", at=self.nhs)
        self.colleague = self.world.person("Data Manager")

    def locally(self, ref: str) -> Action:
        """The action, watched by the partnership alone from now on."""
        action = self[ref]
        action.monitoring = MonitoringLevel.LOCAL
        self.session.flush()
        return action

    def change(self, verb: str, by: Person | None, **fields: object) -> Reply:
        """Do a verb of change control."""
        given: dict[str, Any] = {name: str(value) for name, value in fields.items()}
        return do(self.session, f"change.{verb}", by=by, at=self.now, **given)

    def ask_for(
        self, topic: str, ref: str = "7.4", *, by: Person | None = None, **fields: object
    ) -> ChangeRequest:
        """Ask for a change and give the request."""
        given = {
            "reason": "The supplier starts in January.",
            "impact": "Two schools wait.",
        } | fields
        reply = self.change("save", by or self.owner, topic=topic, ref=ref, **given)
        assert not reply.errors, reply.errors
        return self.newest()

    def newest(self) -> ChangeRequest:
        """The request that was made last."""
        return self.session.scalars(select(ChangeRequest).order_by(ChangeRequest.id.desc())).first()  # type: ignore[return-value] # one was made

    def decide(
        self,
        asked: ChangeRequest,
        by: Person | None,
        level: str,
        decision: str = "approve",
        **more: object,
    ) -> Reply:
        """Decide a request by form."""
        minute = {"minute": "PDG, 13 October, item 4"} if level in {"pdg", "board"} else {}
        return self.change(
            "decide", by, request=asked.id, level=level, decision=decision, **{**minute, **more}
        )

    def agree_outside(self, asked: ChangeRequest, by: Person | None = None) -> Reply:
        """Record that the external body agrees."""
        return self.change(
            "external", by or self.office, request=asked.id, decision="agree",
            body="Department for Education", on="2023-09-28", source="Letter of 28 September",
        )  # fmt: skip

    def grant(self, asked: ChangeRequest) -> None:
        """Grant a request at every level that it needs."""
        for level, by in (("pdg", self.chair), ("board", self.secretary)):
            if not asked.state.is_settled and asked.state != "awaiting_external":
                self.decide(asked, by, level)
        if asked.state == "awaiting_external":
            self.agree_outside(asked)

    def states(self, asked: ChangeRequest) -> list[str]:
        """The states that a request went through."""
        rows = select(ChangeStep.state).where(ChangeStep.request_id == asked.id)
        return [state.value for state in self.session.scalars(rows.order_by(ChangeStep.id))]

    def fields_changed(self, ref: str) -> list[tuple[str, str]]:
        """What was changed of an action, and by which kind of change."""
        rows = select(ActionChange).where(ActionChange.action_id == self[ref].id)
        return [
            (row.field, row.kind.value)
            for row in self.session.scalars(rows.order_by(ActionChange.id))
        ]

    def versions(self) -> list[PlanVersion]:
        """The versions of the plan, the first one first."""
        return list(self.session.scalars(select(PlanVersion).order_by(PlanVersion.number)))

    def offered(self) -> Handover:
        """The offer of an action that was made last."""
        return self.session.scalars(select(Handover).order_by(Handover.id.desc())).first()  # type: ignore[return-value] # one was made

    def events(self) -> list[str]:
        """The acts on the record, the first one first."""
        return list(self.session.scalars(select(AuditEvent.act).order_by(AuditEvent.seq)))

    def moves(self, ref: str) -> int:
        """How often the date of an action counts as moved."""
        plan = standings(self.session, self.world.plan.id, self.now, self.partnership)
        return plan[self[ref].id].action.moves

    def read_text(self, words: Text) -> str:
        """Runs as plain text on one line."""
        return self.read(Message("answer", ".", (Paragraph(words),)))

    def area_led_by(self, number: str, lead: Person) -> Area:
        """The area, with another lead."""
        area = self.world.area(number)
        area.accountable_id = lead.id
        self.session.flush()
        self.session.refresh(area)
        return area


def said(reply: Reply) -> str:
    """What a reply says, on one line."""
    return " ".join(message.notice for message in reply.say)


def labels(message: Message) -> set[str]:
    """The labels of a message's buttons."""
    return {button.label for button in buttons_of(message)}


__all__ = ["APRIL", "SOON", "Desk", "call", "labels", "said"]
