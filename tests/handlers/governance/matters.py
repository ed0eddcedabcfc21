"""What is decided of a matter that is under way: requests, evidence, challenges, a meeting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from models.challenge import Challenge
from models.meeting import BoardAsk, Body
from models.permissions import Act, Who
from tests.handlers.changing.desk import APRIL, SOON
from tests.handlers.governance.deeds import Args, Deed
from tests.handlers.governance.house import House
from tests.handlers.meeting.room import PDG_DAY

Ready = Callable[[House], Args]


def requested(**more: str) -> Ready:
    """The owner of 7.4 asks for a day in April."""

    def ready(house: House) -> Args:
        return {"request": str(house.ask_for("due", to=APRIL).id), **more}

    return ready


def small(house: House) -> Args:
    """The owner asks for ten working days, outside formal monitoring."""
    house.locally("7.4")
    return {"request": str(house.ask_for("due", to=SOON).id)}


def returned(**more: str) -> Ready:
    """The office has sent the request back."""

    def ready(house: House) -> Args:
        asked = house.ask_for("due", to=APRIL)
        house.change("return", house.office, request=asked.id, reason="Which supplier?")
        assert asked.state == "returned"
        return {"request": str(asked.id), **more}

    return ready


def outside(**more: str) -> Ready:
    """The delivery group has agreed, and the Department's answer is awaited."""

    def ready(house: House) -> Args:
        asked = house.ask_for("due", to=APRIL)
        house.decide(asked, house.chair, "pdg")
        assert asked.state == "awaiting_external", asked.state
        return {"request": str(asked.id), **more}

    return ready


def claimed(**more: str) -> Ready:
    """The owner reports 7.4 as delivered, with a link."""

    def ready(house: House) -> Args:
        house.send("update.save_delivered", "7.4", delivered_on="2023-10-09",
                   evidence="https://example.org/minutes")  # fmt: skip
        return {"action": house.id_of("7.4"), **more}

    return ready


def accepted(**more: str) -> Ready:
    """Both who must have accepted the evidence."""

    def ready(house: House) -> Args:
        args = claimed(**more)(house)
        for name in ("verifier", "verifier of area 7"):
            house.click("evidence.accept", house.people[name], args)
        return args

    return ready


def proven(**more: str) -> Ready:
    """7.4 is Blue."""

    def ready(house: House) -> Args:
        args = accepted(**more)(house)
        house.click("evidence.prove", house.chair, args)
        assert house["7.4"].stage == "verified", house["7.4"].stage
        return args

    return ready


def challenged(**more: str) -> Ready:
    """The chair has asked what stops 7.4."""

    def ready(house: House) -> Args:
        args = {"action": house.id_of("7.4"), "question": "What stops it?"}
        house.click("challenge.ask", house.chair, args)
        found = house.session.scalars(select(Challenge)).one()
        return {"challenge": str(found.id), **more}

    return ready


def board_asked(house: House) -> Args:
    """The owner has asked the Board."""
    args = {"action": house.id_of("7.4"), "words": "May we recruit?"}
    house.click("board.ask", house.owner, args)
    return {"ask": str(house.session.scalars(select(BoardAsk)).one().id)}


def met(body: str = "pdg", **more: str) -> Ready:
    """A meeting goes on."""

    def ready(house: House) -> Args:
        house.open(body)
        first = house.items()[0]
        return {"meeting": str(house.meeting(Body(body)).id), "item": str(first.id), **more}

    return ready


def left_open(house: House) -> Args:
    """The delivery group's meeting of yesterday was never closed."""
    house.now = PDG_DAY - timedelta(days=1)
    args = met()(house)
    house.now = PDG_DAY
    return {"meeting": args["meeting"]}


def minuted(**more: str) -> Ready:
    """The colleague is to ask the academies."""

    def ready(house: House) -> Args:
        house.open()
        return {"arising": str(house.minute().id), **more}

    return ready


def finished(house: House) -> Args:
    """The colleague has asked the academies."""
    args = minuted()(house)
    house.click("arising.accept", house.colleague, args)
    house.click("arising.done", house.colleague, args)
    return args


def each(
    act: Act, ready: Callable[..., Ready], verbs: Mapping[str, Args], **more: Any
) -> list[Deed]:
    """Verbs of one act in one state of the house."""
    return [Deed(verb, act, ready(**args), **more) for verb, args in verbs.items()]


WHY = {"reason": "Which supplier?"}
DECIDED = {"level": "pdg", "decision": "approve", "minute": "PDG, 13 October, item 4"}
LETTER = {"decision": "agree", "body": "Department for Education", "on": "2023-10-10",
          "source": "Letter"}  # fmt: skip
WORDS = {"words": "Noted by the group."}
MATTERS = [
    *each(Act.WEIGH_CHANGE, requested,
          {"change.return_form": {}, "change.return": WHY, "change.recommend": {}}, ref="7.4"),
    *each(Act.APPROVE_MOVE, requested,
          {"change.decide": DECIDED}, ref="7.4"),
    Deed("change.decide_form", Act.APPROVE_MOVE, requested(), ref="7.4",
         also=(Act.APPROVE_MOVE_PAST_LIMIT,)),
    Deed("change.approve", Act.APPROVE_SMALL_MOVE, small, ref="7.4"),
    *each(Act.RECORD_EXTERNAL, outside,
          {"change.external_form": {}, "change.external": LETTER}, ref="7.4"),
    *each(Act.REQUEST_CHANGE, returned,
          {"change.resubmit_form": {}, "change.resubmit": {"to": "2024-04-26", **WHY},
           "change.withdraw": {}}, ref="7.4", but_not=("deputy", "lead", "lead of area 7")),
    *each(Act.REVIEW_EVIDENCE, claimed,
          {"evidence.accept": {}, "evidence.return": {}, "evidence.save_return": WHY}, ref="7.4"),
    *each(Act.MARK_VERIFIED, accepted, {"evidence.prove": {}}, ref="7.4"),
    *each(Act.MARK_EMBEDDED, proven, {"evidence.embed": {}, "evidence.save_embedded":
          {"words": "Waits are shorter.", "why_no_figure": "None yet."}}, ref="7.4"),
    *each(Act.REOPEN_ACTION, proven,
          {"evidence.reopen": {}, "evidence.save_reopened": WHY}, ref="7.4",
          also=(Act.RECOMMEND_REOPENING,)),
    *each(Act.CHALLENGE, challenged,
          {"challenge.mark": {}, "challenge.withdraw": {}}, ref="7.4"),
    Deed("challenge.withdraw_line", Act.CHALLENGE, challenged(ref="7.4"), ref="7.4"),
    Deed("board.withdraw", Act.ASK_BOARD, board_asked, ref="7.4"),
    *each(Act.HOLD_PDG_MEETING, met, {
        "meeting.refresh": {}, "meeting.hand_over_form": {}, "meeting.take_back": {},
        "meeting.hand_over": {"person": "data-manager@council.example.org"},
        "meeting.decide_form": {}, "meeting.decide": {**WORDS, "becomes": "decision"},
        "meeting.note_form": {}, "meeting.note": WORDS, "meeting.minute_form": {},
        "meeting.minute": {**WORDS, "owner": "data-manager@council.example.org",
                           "due": "2023-11-10"},
        "meeting.add_form": {}, "meeting.add": {"title": "Late news"}, "meeting.defer": {},
    }),
    Deed("meeting.decide_form", Act.HOLD_BOARD_MEETING, met("board"), label="the Board's"),
    *each(Act.READ_MEETING, met,
          {"meetings": {}, "meeting.agenda": {}, "meeting.show": {}, "meeting.item": {},
           "meeting.log": {}}, anywhere=("5.", "6.", "7."), only_as=Who.AREA_LEAD),
    Deed("meeting.close", Act.CLOSE_MEETING, left_open),
    *each(Act.ANSWER_ARISING, minuted,
          {"arising.accept": {}, "arising.decline_form": {}, "arising.decline": WHY},
          about="colleague", but_not=("office",)),
    *each(Act.ANSWER_ARISING, minuted,
          {"arising.done": {}, "arising.still_form": {}, "arising.still": WORDS},
          about="colleague"),
    Deed("arising.reopen", Act.ANSWER_ARISING, finished, about="colleague"),
    *each(Act.HOLD_PDG_MEETING, minuted, {"arising.drop": WHY, "arising.offer_form": {}}),
]  # fmt: skip
