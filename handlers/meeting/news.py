"""Telling those whom a decision concerns: the owner of the action, and who asked the Board."""

from __future__ import annotations

from handlers.meeting.records import body_words, meeting_in_words, named
from handlers.request import Request
from handlers.tell import tell
from handlers.wording.phrases import begun, cut_words
from models.meeting import BoardAsk, Decision, Meeting
from models.message import Button, Buttons, Message, Note, Paragraph, Quote, Strong, args, text
from models.people import Person
from models.plan import Action


def tell_owner(request: Request, meeting: Meeting, decision: Decision) -> None:
    """Tell the owner of the action what the body has decided about it."""
    action = request.session.get(Action, decision.action_id or 0)
    if action is None or action.owner is None:
        return
    body = begun(body_words(request.partnership, meeting.body))
    _tell(request, [action.owner], action, decision, f"{body} has decided about {action.ref}.")


def tell_answer(
    request: Request, ask: BoardAsk, action: Action, decision: Decision, *, again: bool
) -> None:
    """Tell who asked the Board, and the owner, what it answers."""
    board = begun(request.partnership.bodies.board_short)
    has = "has corrected its answer" if again else "has answered"
    by = request.session.get(Person, ask.by_id or 0)
    people = [person for person in (by, action.owner) if person is not None]
    _tell(request, people, action, decision, f"{board} {has} about {action.ref}.", ask.words)


def _tell(  # noqa: PLR0917 - who, of what, in which words
    request: Request,
    people: list[Person],
    action: Action,
    decision: Decision,
    head: str,
    asked: str = "",
) -> None:
    name = named(request.session, decision, request.partnership)
    meeting = request.session.get_one(Meeting, decision.meeting_id)
    where = begun(meeting_in_words(meeting, request.partnership, request.today))
    blocks = (
        Paragraph((Strong(head),)),
        *((Paragraph(text("Asked: ", Quote(cut_words(asked, 400)))),) if asked else ()),
        Paragraph((Quote(decision.words),)),
        Buttons((Button(f"All about {action.ref}", "about", args(action=action.id)),)),
        Note(text(f"{where}, {name}.")),
    )
    for person in {p.id: p for p in people}.values():
        if not person.is_vacant and person.id != request.actor.person_id:
            message = Message("decision_news", head, blocks)
            key = f"decision:{decision.id}:{person.id}"
            tell(request.session, person, message, key=key, now=request.now)
