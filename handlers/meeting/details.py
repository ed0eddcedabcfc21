"""What is known of an item of the agenda, from the record as it stands when it is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers.asking.lines_of import words_of
from handlers.challenging.facts import asked_of
from handlers.changing.seeing import facts_of
from handlers.meeting.records import name_of
from handlers.request import Request
from handlers.wording.arising import STATES
from handlers.wording.challenges import about_words, told
from handlers.wording.changing import STATES as REQUEST_STATES
from handlers.wording.changing import request_card
from handlers.wording.phrases import cut_words
from models.challenge import Challenge
from models.change import ChangeRequest
from models.meeting import AgendaItem, BoardAsk, ItemKind, MeetingAction
from models.message import (
    Block,
    Buttons,
    Fact,
    Facts,
    Moment,
    Note,
    Paragraph,
    Quote,
    Strong,
    text,
)
from models.plan import Action
from models.standing import standings_now

Details = Callable[[Request, AgendaItem], tuple[Block, ...]]


def details_of(request: Request, item: AgendaItem) -> tuple[Block, ...]:
    """The blocks that tell of an item."""
    return DETAILS[item.kind](request, item)


def action_of(request: Request, item: AgendaItem) -> Action | None:
    """The plan's action that an item is about."""
    return request.session.get(Action, int(item.about.get("action_id", 0)))


def _exception(request: Request, item: AgendaItem) -> tuple[Block, ...]:
    """How the action stands now, and what its owner said last."""
    action = action_of(request, item)
    if action is None:
        return ()
    plan = standings_now(request.session, action.plan_id, request.now, request.partnership)
    if action.id not in plan:
        return ()
    stands = plan[action.id]
    brag = request.partnership.scheme.brag(stands.ratings.stage, stands.ratings.value)
    due = text(Moment(action.due)) if action.due else text(action.due_words or "No date")
    facts = [
        Fact("Now", text(brag.label)),
        Fact("Owner", text(name_of(request.session, action.owner_id) or "Nobody in post")),
        Fact("Due", due),
    ]
    if stands.newest is not None:
        facts += [
            Fact(name, text(Quote(cut_words(words, 400))))
            for name, words in (
                ("Said last", words_of(stands.newest)),
                ("Recovery", stands.newest.recovery),
                ("Help asked", stands.newest.help_needed),
            )
            if words
        ]
    reported = stands.ratings.reported
    why = tuple(Note(text(reason)) for reason in (reported.reasons if reported else ()))
    return (Facts(tuple(facts)), *why)


def _request(request: Request, item: AgendaItem) -> tuple[Block, ...]:
    """The request's own card, without the buttons that belong to a decision outside a meeting."""
    asked = request.session.get(ChangeRequest, int(item.about["request_id"]))
    if asked is None:
        return ()
    card = request_card(facts_of(request, asked))
    blocks = tuple(block for block in card.blocks if not isinstance(block, Buttons))
    if not asked.state.is_settled:
        return blocks
    said = f"It is {REQUEST_STATES[asked.state]} already, so nothing is left to decide; note it."
    return (Paragraph((Strong(said),)), *blocks)


def _to_attend(request: Request, item: AgendaItem) -> tuple[Block, ...]:
    said = "Its date was moved as often as the limit allows, so the owner is asked to attend."
    return (Paragraph(text(said)), *_exception(request, item))


def _challenge(request: Request, item: AgendaItem) -> tuple[Block, ...]:
    challenge = request.session.get(Challenge, int(item.about["challenge_id"]))
    if challenge is None:
        return ()
    asked = asked_of(challenge, request.partnership)
    return (Paragraph(about_words(asked)), *(Paragraph(each) for each in told(asked)))


def _board_ask(request: Request, item: AgendaItem) -> tuple[Block, ...]:
    ask = request.session.get(BoardAsk, int(item.about["ask_id"]))
    if ask is None:
        return ()
    by = name_of(request.session, ask.by_id) or request.partnership.bodies.programme_office
    on = ask.at.astimezone(request.partnership.zone).date()
    asked = text(f"Asked by the {by.removeprefix('the ')} on ", Moment(on), ": ", Quote(ask.words))
    return (Paragraph(asked), *_exception(request, item))


def _earlier(request: Request, item: AgendaItem) -> tuple[Block, ...]:
    row = request.session.get(MeetingAction, int(item.about["meeting_action_id"]))
    if row is None:
        return ()
    facts = (
        Fact("What", text(Quote(row.words))),
        Fact("Owner", text(row.owner.name)),
        Fact("Due", text(Moment(row.due))),
        Fact("Stands", text(STATES[row.state])),
    )
    news = [each for each in row.news if each.words]
    said = (Paragraph(text("Said last: ", Quote(cut_words(news[-1].words, 400)))),) if news else ()
    return (Facts(facts), *said)


def _other(request: Request, item: AgendaItem) -> tuple[Block, ...]:
    return _exception(request, item)


DETAILS: Mapping[ItemKind, Details] = {
    ItemKind.EXCEPTION: _exception,
    ItemKind.OWNER_TO_ATTEND: _to_attend,
    ItemKind.CHANGE_REQUEST: _request,
    ItemKind.CHALLENGE: _challenge,
    ItemKind.BOARD_ASK: _board_ask,
    ItemKind.EARLIER_ACTION: _earlier,
    ItemKind.OTHER: _other,
}
