"""Another owner: approved, offered, and theirs once they accept; until then it stays as it was."""

from __future__ import annotations

from typing import Any

from models.people import Person
from models.plan import Action
from models.states import Stage
from tests.handlers.changing.desk import Desk, labels, said


def to(person: Person) -> dict[str, Any]:
    return {"person": person.email or person.name}


def test_the_old_owner_stays_until_the_new_one_accepts(desk: Desk) -> None:
    asked = desk.ask_for("owner", **to(desk.colleague))
    desk.decide(asked, desk.lead, "area_lead")
    assert (asked.state, desk["7.4"].owner_id) == ("approved_lead", desk.owner.id)
    (card,) = desk.told(desk.colleague)
    assert labels(card) == {"Accept 7.4", "Decline 7.4"}
    assert "stays with the Head of Management Information" in desk.read(card)
    desk.change("accept", desk.colleague, handover=desk.offered().id)
    assert (asked.state, desk["7.4"].owner_id) == ("agreed", desk.colleague.id)
    assert desk.fields_changed("7.4") == [("owner_id", "reassign")]
    assert desk.versions()[-1].agreed_by == "Area lead, Director of Education"


def test_declined_it_goes_back_to_who_offered(desk: Desk) -> None:
    asked = desk.ask_for("owner", **to(desk.colleague))
    desk.decide(asked, desk.lead, "area_lead")
    reply = desk.change("decline", desk.colleague, handover=desk.offered().id)
    assert reply.errors["reason"] == "Write why, in a line; it is empty."
    desk.change("decline", desk.colleague, handover=desk.offered().id, reason="No time until May.")
    assert (asked.state, desk["7.4"].owner_id) == ("returned", desk.owner.id)
    sentence = "7.4: the Data Manager has not taken it. It stays as it was."
    for person in (desk.lead, desk.owner):
        assert sentence in [message.notice for message in desk.told(person)]


def test_nobody_else_accepts(desk: Desk) -> None:
    desk.decide(desk.ask_for("owner", **to(desk.colleague)), desk.lead, "area_lead")
    reply = desk.change("accept", desk.other, handover=desk.offered().id)
    assert said(reply) == "7.4 is offered to the Data Manager; only they can answer."
    assert desk["7.4"].owner_id == desk.owner.id


def test_what_was_answered_is_answered(desk: Desk) -> None:
    desk.decide(desk.ask_for("owner", **to(desk.colleague)), desk.lead, "area_lead")
    desk.change("accept", desk.colleague, handover=desk.offered().id)
    reply = desk.change("decline", desk.colleague, handover=desk.offered().id, reason="no")
    assert said(reply) == "That offer of 7.4 was accepted already."


def test_the_lead_offers_by_their_own_word(desk: Desk) -> None:
    reply = desk.change(
        "save",
        desk.lead,
        topic="owner",
        ref="7.4",
        reason="She leads it.",
        **to(desk.colleague),
    )
    assert said(reply).startswith("The Data Manager is asked to take 7.4.")
    desk.change("accept", desk.colleague, handover=desk.offered().id)
    assert desk["7.4"].owner_id == desk.colleague.id


def test_to_another_organisation_the_group_decides(desk: Desk) -> None:
    asked = desk.ask_for("owner", **to(desk.nurse))
    refused = said(desk.decide(asked, desk.lead, "area_lead"))
    assert refused == (
        "Only the PDG by a recorded decision can give this action to another organisation."
    )
    desk.decide(asked, desk.chair, "pdg")
    desk.change("accept", desk.nurse, handover=desk.offered().id)
    assert desk["7.4"].owner_id == desk.nurse.id


def test_a_lead_who_wants_it_themselves_asks_the_group(desk: Desk) -> None:
    desk.change("save", desk.lead, topic="owner", ref="7.4", reason="Mine.", **to(desk.lead))
    asked = desk.newest()
    assert asked.state == "submitted"
    desk.decide(asked, desk.lead, "area_lead")
    assert asked.state == "submitted"
    desk.decide(asked, desk.chair, "pdg")
    assert asked.state == "approved_group"


def test_a_vacant_post_takes_nothing(desk: Desk) -> None:
    desk.colleague.is_vacant = True
    reply = desk.change(
        "save", desk.owner, topic="owner", ref="7.4", reason="x", **to(desk.colleague)
    )
    assert reply.errors["person"] == (
        "The post Data Manager is vacant; name somebody who can accept."
    )


def test_taking_the_request_back_takes_the_offer_back(desk: Desk) -> None:
    asked = desk.ask_for("owner", **to(desk.colleague))
    desk.decide(asked, desk.lead, "area_lead")
    desk.change("withdraw", desk.owner, request=asked.id)
    reply = desk.change("accept", desk.colleague, handover=desk.offered().id)
    assert said(reply) == "That offer of 7.4 was taken back already."
    action: Action = desk["7.4"]
    assert action.owner_id == desk.owner.id


def test_an_offer_is_taken_back_by_who_made_it(desk: Desk) -> None:
    desk.change("save", desk.lead, topic="owner", ref="7.4", reason="x", **to(desk.colleague))
    number = desk.offered().id
    refused = said(desk.change("take_offer_back", desk.other, handover=number))
    assert refused.startswith("Only the programme office or the area lead")
    desk.change("take_offer_back", desk.lead, handover=number)
    assert said(desk.change("accept", desk.colleague, handover=number)) == (
        "That offer of 7.4 was taken back already."
    )
    assert [message.notice for message in desk.told(desk.colleague)][-1] == (
        "7.4 is offered no more. It stays as it is."
    )


def test_what_was_proven_meanwhile_changes_its_owner_no_more(desk: Desk) -> None:
    desk.change("save", desk.lead, topic="owner", ref="7.4", reason="x", **to(desk.colleague))
    desk["7.4"].stage = Stage.VERIFIED
    reply = desk.change("accept", desk.colleague, handover=desk.offered().id)
    assert "cannot be changed" in said(reply)
    assert desk["7.4"].owner_id == desk.owner.id


def test_what_is_offered_stands_in_the_list_with_the_requests(desk: Desk) -> None:
    desk.change("save", desk.lead, topic="owner", ref="7.4", reason="x", **to(desk.colleague))
    (listed,) = desk.change("list", desk.office).say
    assert "7.4: offered to the Data Manager" in desk.read(listed)
    assert labels(listed) == {"Take it back"}
