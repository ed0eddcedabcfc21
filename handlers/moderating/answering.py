"""The owner's answer to a moderated rating: it stands beside it, and changes nothing by itself."""

from __future__ import annotations

from dataclasses import replace

from handlers.allowed import may_do
from handlers.answering.may_answer import not_yours, ways_on
from handlers.answering.update_form import words_of
from handlers.asking.the_person import asker
from handlers.fields import given
from handlers.inquiring.intents import intent_of
from handlers.moderating.deciding import decided_words
from handlers.moderating.standing_queues import restate_queues
from handlers.request import RefusedError, Reply, Request
from handlers.tell import put_instead, tell
from handlers.verbs import verb
from handlers.wording.answer_fields import LONGEST
from handlers.wording.moderated import (
    answer_form,
    answer_passed_on,
    answer_recorded,
)
from handlers.wording.moderation import Place
from models.audit import record
from models.cycle import Cycle
from models.delivery import Posted
from models.message import Buttons
from models.message_json import message_from
from models.permissions import Act
from models.plan import Action
from models.update import Moderation, ModerationReply

IN_PLACE = frozenset({"moderated", "moderation_answered"})


@verb("moderation.answer", "Answer to a moderated rating")
def open_form(request: Request) -> Reply:
    """Open one field of words beside what was decided."""
    row, action = _named(request)
    return Reply(form=answer_form(action.ref, row.id, decided_words(request, row)))


@verb("moderation.reply", "Record an answer to a moderated rating")
def reply(request: Request) -> Reply:
    """Keep the answer beside the rating, and tell who set it."""
    errors: dict[str, str] = {}
    words = words_of(request, "words", errors)
    if not _says_something(words) and not errors:
        errors["words"] = "Write a line; it is empty."
    if errors:
        return Reply(errors=errors)
    row, action = _named(request)
    _keep(request, row, action, words)
    recorded = answer_recorded(action.ref, decided_words(request, row), words, row.id)
    posted = request.session.get(Posted, request.posted_id or 0)
    if posted is not None and posted.kind in IN_PLACE:
        return Reply(instead=recorded)
    return Reply(say=(recorded,))


def rating_answered_in_thread(request: Request) -> Reply | None:
    """The reply where a line was typed in answer to a moderated rating; None where it was not."""
    posted = request.session.get(Posted, request.posted_id or 0)
    words = request.words.strip()
    if posted is None or posted.kind not in IN_PLACE or not _says_something(words):
        return None
    if intent_of(words) is not None:
        return None
    named = {"moderation": str(_moderation_on(posted))}
    row, action = _named(replace(request, args=named))
    _keep(request, row, action, words[:LONGEST])
    recorded = answer_recorded(action.ref, decided_words(request, row), words, row.id)
    put_instead(
        request.session, posted, recorded, key=f"answered:{len(row.replies)}", now=request.now
    )
    return Reply(say=(recorded,))


def _moderation_on(posted: Posted) -> int:
    """The decision that a posted message tells of: its buttons name it."""
    for block in message_from(posted.message).blocks:
        for pressed in block.buttons if isinstance(block, Buttons) else ():
            if number := dict(pressed.args).get("moderation"):
                return int(number)
    return 0


def _says_something(words: str) -> bool:
    return any(character.isalnum() for character in words)


def _keep(request: Request, row: Moderation, action: Action, words: str) -> None:
    person = asker(request)
    if row.replies and (row.replies[-1].words, row.replies[-1].by_id) == (words, person.id):
        return  # sent twice
    answer = ModerationReply(
        moderation_id=row.id, by_id=person.id, words=words, door=request.door, at=request.now
    )
    row.replies.append(answer)
    request.session.flush()
    record(
        request.session,
        request.actor,
        "moderation_answered",
        at=request.now,
        entity="action",
        entity_id=action.ref,
        after={"moderation": row.id, "words": words},
    )
    cycle = request.session.get(Cycle, row.cycle_id or 0)
    if cycle is None:
        return
    about = Place(cycle.id, row.level).args(action=action.id)
    tell(
        request.session,
        row.by,
        answer_passed_on(action.ref, person.name, words, decided_words(request, row), about),
        key=f"moderation_answer:{answer.id}",
        now=request.now,
        cycle_id=row.cycle_id,
    )
    restate_queues(request, cycle)


def _named(request: Request) -> tuple[Moderation, Action]:
    """The moderation that is meant, where who asks may answer for its action.

    Raises:
        RefusedError: there is none, or it is somebody else's to answer.
    """
    number = given(request, "moderation")
    row = request.session.get(Moderation, int(number)) if number.isdigit() else None
    if row is None:
        raise RefusedError("That rating is not on record. Type my actions to see yours.")
    asker(request)
    action = request.session.get_one(Action, row.action_id)
    verdict = may_do(request, Act.SEND_UPDATE, action=action)
    if not verdict.allowed or verdict.on_behalf:
        raise RefusedError(
            not_yours(request, action), act=Act.SEND_UPDATE.value, ways=ways_on(action)
        )
    return row, action
