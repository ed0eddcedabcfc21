"""Asking the Board: an owner's question or plea, carried to its agenda, and its answer back."""

from __future__ import annotations

import re

from sqlalchemy import select

from handlers.allowed import require
from handlers.answering.update_form import words_of
from handlers.asking.the_person import asker
from handlers.corrections import action_called
from handlers.fields import given
from handlers.inquiring.intents import said_as
from handlers.meeting.put_to_board import facts_of, put
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import verb
from handlers.wording.board_asks import ask_form, asked_card, withdrawn_card
from models.audit import record
from models.meeting import BoardAsk, BoardAskState
from models.permissions import Act
from models.plan import Action
from models.states import LIVE

_REF = r"(?:action\s+|#\s*)?(?P<ref>\d[\w./-]*|[A-Za-z]{1,4}\d[\w./-]*)"
_LINE = re.compile(
    r"^\W*(?:please\s+)?ask\s+(?:the\s+)?board"
    rf"(?:\s+(?:about|on|for|of)?\s*{_REF})?\s*[:;,–—-]*\s*(?P<words>.*)$",  # noqa: RUF001 - dashes as people type them
    re.IGNORECASE | re.DOTALL,
)
said_as("board.ask_line", r"(?:please )?ask (?:the )?board\b.*")


@verb("board.ask_form", "Ask the Board about an action", act=Act.ASK_BOARD)
def ask_first(request: Request) -> Reply:
    """Open one field of words."""
    action = _action(request)
    require(request, Act.ASK_BOARD, action=action)
    return Reply(form=ask_form(action.id, action.ref, request.partnership.bodies.board_short))


@verb("board.ask", "Put a question on the Board's agenda", act=Act.ASK_BOARD)
def ask(request: Request) -> Reply:
    """Carry `words` about the action to the Board's next meeting."""
    action = _action(request)
    errors: dict[str, str] = {}
    words = words_of(request, "words", errors)
    if not any(each.isalnum() for each in words) and not errors:
        errors["words"] = "Write what you ask; it is empty."
    if errors:
        return Reply(errors=errors)
    return Reply(say=(asked_card(facts_of(request, put(request, action, words))),))


@verb(
    "board.ask_line",
    "Ask the Board about an action by a line",
    act=Act.ASK_BOARD,
    examples=("ask the board about 6.1: may we recruit outside the freeze?",),
)
def by_line(request: Request) -> Reply:
    """Ask from a typed line; the action may be left out by who has just one.

    Raises:
        RefusedError: no action is named, or no question.
    """
    found = _LINE.match(request.words)
    assert found is not None
    action = action_called(request.session, found["ref"]) if found["ref"] else _only(request)
    words = found["words"].strip()
    if not any(each.isalnum() for each in words):
        require(request, Act.ASK_BOARD, action=action)
        raise RefusedError(f"Write your question too: ask the board about {action.ref}: and what.")
    return Reply(say=(asked_card(facts_of(request, put(request, action, words))),))


def _only(request: Request) -> Action:
    """The one live action of who asks.

    Raises:
        RefusedError: they have none or several.
    """
    person = asker(request)
    mine = request.session.scalars(
        select(Action)
        .where(Action.owner_id == person.id, Action.stage.in_(LIVE))
        .order_by(Action.position)
    ).all()
    if len(mine) != 1:
        example = mine[0].ref if mine else "6.1"
        raise RefusedError(
            f"About which action? Write ask the board about {example}: and your question."
        )
    return mine[0]


@verb("board.withdraw", "Take back what the Board was asked", act=Act.ASK_BOARD)
def withdraw(request: Request) -> Reply:
    """Take `ask` off the Board's agenda: who asked, or whoever may ask about the action.

    Raises:
        RefusedError: it is not theirs, or the Board has answered.
    """
    number = given(request, "ask")
    row = (
        request.session.get(BoardAsk, int(number), with_for_update=True, populate_existing=True)
        if number.isdigit()
        else None
    )
    if row is None:
        raise RefusedError("The Board was not asked that.")
    action = request.session.get_one(Action, row.action_id)
    if request.person is None or request.person.id != row.by_id:
        require(request, Act.ASK_BOARD, action=action)
    if row.state is not BoardAskState.OPEN:
        was = "answered" if row.state is BoardAskState.ANSWERED else "taken back"
        raise RefusedError(f"That is {was} already; nothing is changed.")
    row.state, row.settled_at = BoardAskState.WITHDRAWN, request.now
    record(
        request.session,
        request.actor,
        "board_ask_withdrawn",
        at=request.now,
        entity="action",
        entity_id=action.ref,
        after={"ask": row.id},
    )
    return Reply(say=(withdrawn_card(facts_of(request, row)),))


def _action(request: Request) -> Action:
    number = given(request, "action")
    found = request.session.get(Action, int(number)) if number.isdigit() else None
    return found or action_called(request.session, given(request, "ref"))
