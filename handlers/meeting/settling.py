"""What a decision settles besides itself: an ask of the Board, an action of an earlier meeting."""

from __future__ import annotations

from handlers.meeting.arising_steps import take_to
from handlers.meeting.news import tell_answer
from handlers.request import Request
from models.audit import record
from models.meeting import (
    AgendaItem,
    ArisingState,
    BoardAsk,
    BoardAskState,
    Decision,
    MeetingAction,
)
from models.meeting_states import may_follow
from models.plan import Action


def answer_ask(request: Request, item: AgendaItem, decision: Decision) -> None:
    """Give the Board's answer to who asked and to the owner; a correction is given again."""
    ask = request.session.get_one(BoardAsk, int(item.about["ask_id"]))
    again = ask.decision_id is not None
    ask.state = BoardAskState.ANSWERED
    ask.decision_id = decision.id
    ask.settled_at = request.now
    request.session.flush()
    action = request.session.get_one(Action, ask.action_id)
    record(
        request.session,
        request.actor,
        "board_answered",
        at=request.now,
        entity="action",
        entity_id=action.ref,
        after={"ask": ask.id, "decision": decision.number, "words": decision.words},
    )
    tell_answer(request, ask, action, decision, again=again)


def become(request: Request, item: AgendaItem, what: str, words: str) -> None:
    """Let a decision end an action of an earlier meeting; "stays" leaves it as it is."""
    row = request.session.get_one(MeetingAction, int(item.about["meeting_action_id"]))
    states = {"done": ArisingState.DONE, "dropped": ArisingState.DROPPED}
    state = states.get(what)
    if state is not None and row.state is not state and may_follow(row.state, state):
        take_to(request, row, state, words)
