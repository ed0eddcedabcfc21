"""One thing that the Board is asked, as a record: put on its agenda, and its secretary told."""

from __future__ import annotations

from sqlalchemy import select

from handlers.allowed import require
from handlers.audience import holders
from handlers.cycles import next_board
from handlers.request import Request
from handlers.tell import tell
from handlers.wording.board_asks import AskedFacts, asked_news
from models.audit import record
from models.meeting import BoardAsk, BoardAskState
from models.permissions import Act
from models.plan import Action
from models.states import Role
from models.update import Update


def put(request: Request, action: Action, words: str, update: Update | None = None) -> BoardAsk:
    """Record what the Board is asked, and tell its secretary; the same twice is one.

    Raises:
        RefusedError: they may not ask about this action.
    """
    verdict = require(request, Act.ASK_BOARD, action=action)
    session = request.session
    same = session.scalar(
        select(BoardAsk).where(
            BoardAsk.action_id == action.id,
            BoardAsk.words == words,
            BoardAsk.state == BoardAskState.OPEN,
        )
    )
    if same is not None:
        return same
    row = BoardAsk(
        action_id=action.id,
        update_id=update.id if update else None,
        by_id=request.actor.person_id,
        words=words,
        at=request.now,
        state=BoardAskState.OPEN,
    )
    session.add(row)
    session.flush()
    record(
        session,
        request.actor,
        "board_asked",
        at=request.now,
        entity="action",
        entity_id=action.ref,
        after={"ask": row.id, "words": words, "as": verdict.capacity},
    )
    message = asked_news(facts_of(request, row))
    for person in holders(session, Role.BOARD_SECRETARY, on=request.today):
        if person.id != request.actor.person_id:
            key = f"board_ask:{row.id}:{person.id}"
            tell(session, person, message, key=key, now=request.now)
    return row


def facts_of(request: Request, row: BoardAsk) -> AskedFacts:
    """One thing that the Board is asked, as it is said."""
    action = request.session.get_one(Action, row.action_id)
    board = next_board(request.session, request.today)
    return AskedFacts(
        id=row.id,
        action_id=action.id,
        ref=action.ref,
        title=action.title,
        words=row.words,
        board=request.partnership.bodies.board_short,
        by=request.actor.name,
        meets=board.board_meeting if board else None,
    )
