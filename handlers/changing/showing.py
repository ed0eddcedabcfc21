"""A request after somebody acted on it: its card in the place of the one that was pressed."""

from __future__ import annotations

from handlers.changing.seeing import facts_of
from handlers.request import Reply, Request
from handlers.wording.changing import request_card
from models.change import ChangeRequest
from models.delivery import Posted

OURS = frozenset({"change_request", "change_topics"})
"""Messages whose place the card takes; elsewhere it is said."""


def show(request: Request, asked: ChangeRequest, lead: str = "") -> Reply:
    """The request as it stands now, so that no old button stays behind."""
    card = request_card(facts_of(request, asked), lead=lead)
    posted = request.session.get(Posted, request.posted_id or 0)
    if posted is None or request.words or posted.kind not in OURS:
        return Reply(say=(card,))
    return Reply(instead=card)
