"""Nobody approves what they asked for, by whichever door they come."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.audit import AuditEvent
from models.people import Person
from models.states import Role
from tests.handlers.changing.desk import APRIL, SOON, Desk, said

OWN = "Nobody can approve this change of date where it is their own"


def chairing(desk: Desk, person: Person) -> Person:
    """The person, who is the acting chair of these days as well."""
    desk.world.role(person, Role.CHAIR)
    return person


@pytest.mark.parametrize("who", ["owner", "deputy", "lead"])
def test_who_asked_does_not_approve_as_the_chair(desk: Desk, who: str) -> None:
    person = chairing(desk, getattr(desk, who))
    desk.locally("7.4")
    asked = desk.ask_for("due", by=person, to=SOON)
    assert said(desk.decide(asked, person, "chair")).startswith(OWN)
    assert asked.state == "submitted"


@pytest.mark.parametrize("who", ["owner", "deputy"])
def test_nor_does_the_owner_or_the_deputy_what_others_asked(desk: Desk, who: str) -> None:
    person = chairing(desk, getattr(desk, who))
    asked = desk.ask_for("due", by=desk.lead, to=APRIL)
    assert said(desk.decide(asked, person, "pdg")).startswith(OWN)
    assert asked.state == "submitted"


def test_nor_for_whom_somebody_else_asked(desk: Desk) -> None:
    desk.send(
        "update.save_more_time", "7.4", by=desk.office, requested_due=APRIL.isoformat(),
        reason="panel", source="phone", source_on="2023-09-28",
    )  # fmt: skip
    asked = desk.newest()
    desk["7.4"].owner_id = desk.other.id
    desk.session.flush()
    person = chairing(desk, desk.owner)
    assert said(desk.decide(asked, person, "pdg")).startswith(OWN)


def test_nor_who_handed_it_in_again(desk: Desk) -> None:
    asked = desk.ask_for("due", to=APRIL)
    desk.change("return", desk.office, request=asked.id, reason="Which supplier?")
    person = chairing(desk, desk.office)
    desk.change("resubmit", person, request=asked.id, to=APRIL, reason="The first one.")
    assert asked.state == "submitted"
    assert said(desk.decide(asked, person, "pdg")).startswith(OWN)


def test_nor_the_external_agreement_is_recorded_by_who_asked(desk: Desk) -> None:
    asked = desk.ask_for("due", by=desk.office, to=APRIL)
    desk.decide(asked, desk.chair, "pdg")
    refused = said(desk.agree_outside(asked))
    assert refused.startswith("Nobody can record the external agreement to this change where")
    assert asked.state == "awaiting_external"
    desk.agree_outside(asked, by=desk.chair)
    assert asked.state == "agreed"


def test_a_command_asks_returns_and_recommends_and_approves_nothing(desk: Desk) -> None:
    desk.change("save", None, topic="due", ref="7.4", to=APRIL, reason="By letter.")
    asked = desk.newest()
    desk.change("recommend", None, request=asked.id)
    assert asked.state == "recommended"
    refused = said(desk.change("approve", None, request=asked.id, minute="PDG"))
    assert refused == (
        "A command can never approve this change of date. Only the PDG by a recorded decision can"
        " approve this change of date."
    )
    assert asked.state == "recommended"


def test_a_role_that_has_ended_decides_nothing(desk: Desk) -> None:
    former = desk.world.person("Former Chair")
    desk.world.role(former, Role.CHAIR, ends=desk.now.date().replace(day=28))
    asked = desk.ask_for("due", to=APRIL)
    assert said(desk.decide(asked, former, "pdg")) == (
        "Only the PDG by a recorded decision can approve this change of date."
    )
    refusals = select(AuditEvent.reason).where(AuditEvent.act == "refused")
    assert "approve_move" in (desk.session.scalars(refusals).one() or "")


def test_nobody_recommends_what_they_asked(desk: Desk) -> None:
    asked = desk.ask_for("due", by=desk.office, to=APRIL)
    assert said(desk.change("recommend", desk.office, request=asked.id)).startswith("You asked for")
    assert asked.state == "submitted"


def test_a_stranger_takes_nothing_back(desk: Desk) -> None:
    asked = desk.ask_for("due", to=APRIL)
    assert "can do that" in said(desk.change("withdraw", desk.other, request=asked.id))
    assert asked.state == "submitted"
