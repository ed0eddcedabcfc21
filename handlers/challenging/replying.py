"""Answering a question: by the form, by a line in its thread, or by one that names the action."""

from __future__ import annotations

import re

from sqlalchemy import select

from handlers.allowed import may_do
from handlers.answering.may_answer import not_yours, ways_on
from handlers.answering.update_form import words_of
from handlers.asking.the_person import asker
from handlers.challenging.asked import asked_of_person
from handlers.challenging.facts import asked_of
from handlers.challenging.passing import cancel, put_before, where_it_stands
from handlers.fields import given
from handlers.inquiring.intents import intent_of, said_as
from handlers.request import RefusedError, Reply, Request
from handlers.tell import put_instead, tell
from handlers.verbs import verb
from handlers.wording.answer_fields import LONGEST
from handlers.wording.challenges import answer_form, answered_receipt, passed_back
from models.audit import record
from models.challenge import Challenge, ChallengeReply, ChallengeState
from models.delivery import Occasion, Posted
from models.permissions import Act

_LINE = re.compile(
    r"^\W*(?:my\s+)?(?:answer|reply)(?:\s+(?:to|for|on|about))?(?:\s+the)?(?:\s+question)?"
    r"(?:\s+(?:to|for|on|about|of))?\s+(?:action\s+|#\s*)?(?P<ref>[\w][\w./-]*)"
    r"\s*[:;,–—-]*\s*(?P<words>.*)$",  # noqa: RUF001 - dashes as people type them
    re.IGNORECASE | re.DOTALL,
)
said_as(
    "challenge.answer_line",
    r"(?:my )?(?:answer|reply)(?: (?:to|for|on|about))?(?: the)?(?: question)?"
    r"(?: (?:to|for|on|about|of))? (?:action |# ?)?\d[\w./-]* ?[:;,–—-].+",  # noqa: RUF001
)
IN_PLACE = frozenset({"challenge", "challenge_answered"})


@verb("challenge.answer", "Answer a question about an update")
def open_form(request: Request) -> Reply:
    """Open one field of words beside the question."""
    challenge = challenge_named(request)
    _refuse(request, challenge)
    return Reply(form=answer_form(asked_of(challenge, request.partnership)))


@verb("challenge.reply", "Record the answer to a question")
def reply(request: Request) -> Reply:
    """Keep the answer beside the question, and tell who asked."""
    errors: dict[str, str] = {}
    words = words_of(request, "words", errors)
    if not any(character.isalnum() for character in words) and not errors:
        errors["words"] = "Write a line; it is empty."
    if errors:
        return Reply(errors=errors)
    challenge = challenge_named(request)
    keep(request, challenge, words)
    receipt = answered_receipt(asked_of(challenge, request.partnership))
    posted = request.session.get(Posted, request.posted_id or 0)
    if posted is not None and posted.kind in IN_PLACE:
        return Reply(instead=receipt)
    _in_its_place(request, challenge)
    return Reply(say=(receipt,))


@verb(
    "challenge.answer_line",
    "Answer a question by a line",
    examples=("answer 2.4: interviews are on 12 October",),
)
def by_line(request: Request) -> Reply:
    """Answer the oldest open question about the action that the line names.

    Raises:
        RefusedError: none is open about it, or the line holds no answer.
    """
    found = _LINE.match(request.words)
    assert found is not None
    ref, words = found["ref"], found["words"].strip()
    waiting = [c for c in asked_of_person(request.session, asker(request))
               if c.action.ref_key == ref.casefold()]  # fmt: skip
    if not waiting:
        raise RefusedError(
            f"No question about {ref[:20]} waits for you. To update it, write {ref[:20]} and how"
            " it is going."
        )
    return _answered(request, waiting[0], words)


def answered_in_thread(request: Request) -> Reply | None:
    """The reply where a line was typed in answer to a question; None where it was not."""
    posted = request.session.get(Posted, request.posted_id or 0)
    if posted is None or posted.kind not in IN_PLACE or not request.words.strip():
        return None
    challenge = _of(request, posted)
    if challenge is None or intent_of(request.words) is not None:
        return None
    return _answered(request, challenge, request.words.strip())


def _answered(request: Request, challenge: Challenge, words: str) -> Reply:
    if not any(character.isalnum() for character in words):
        raise RefusedError(
            f"Write your answer too: answer {challenge.action.ref}: and what you want to say."
        )
    keep(request, challenge, words[:LONGEST])
    _in_its_place(request, challenge)
    return Reply(say=(answered_receipt(asked_of(challenge, request.partnership)),))


def keep(request: Request, challenge: Challenge, words: str) -> None:
    """Append an answer, and tell who asked.

    Raises:
        RefusedError: the question was withdrawn, or it is somebody else's to answer.
    """
    _refuse(request, challenge)
    person = asker(request)
    last = challenge.replies[-1] if challenge.replies else None
    if last is not None and (last.words, last.by_id) == (words, person.id):
        return  # sent twice
    answer = ChallengeReply(by=person, words=words, door=request.door, at=request.now)
    challenge.replies.append(answer)
    challenge.state = ChallengeState.ANSWERED
    challenge.settled_at = request.now
    request.session.flush()
    record(
        request.session,
        request.actor,
        "challenge_answered",
        at=request.now,
        entity="action",
        entity_id=challenge.action.ref,
        after={"challenge": challenge.id, "words": words},
    )
    tell(
        request.session,
        challenge.by,
        passed_back(asked_of(challenge, request.partnership)),
        key=f"challenge_reply:{answer.id}",
        now=request.now,
        cycle_id=challenge.cycle_id,
    )


def _refuse(request: Request, challenge: Challenge) -> None:
    asker(request)
    if challenge.state is ChallengeState.WITHDRAWN:
        raise RefusedError(
            f"The question about {challenge.action.ref} was withdrawn, so it needs no answer."
        )
    verdict = may_do(request, Act.SEND_UPDATE, action=challenge.action)
    if not verdict.allowed or verdict.on_behalf:
        raise RefusedError(
            not_yours(request, challenge.action),
            act=Act.SEND_UPDATE.value,
            ways=ways_on(challenge.action),
        )


def _in_its_place(request: Request, challenge: Challenge) -> None:
    """The question that stands with whom it was put to becomes question and answer."""
    receipt = answered_receipt(asked_of(challenge, request.partnership))
    key = f"answered:{len(challenge.replies)}"
    for occasion in put_before(request.session, challenge):
        cancel(occasion, "The question was answered.", request.now)
    for posted in where_it_stands(request.session, challenge):
        put_instead(request.session, posted, receipt, key=key, now=request.now)


def _of(request: Request, posted: Posted) -> Challenge | None:
    """The question that a posted message put."""
    key = request.session.scalar(
        select(Occasion.key).where(
            Occasion.posted_id == posted.id, Occasion.key.startswith("note:challenge:")
        )
    )
    return request.session.get(Challenge, int(key.split(":")[2])) if key else None


def challenge_named(request: Request) -> Challenge:
    """The question that the button names.

    Raises:
        RefusedError: there is none.
    """
    number = given(request, "challenge")
    found = request.session.get(Challenge, int(number)) if number.isdigit() else None
    if found is None:
        raise RefusedError("That question is not on record. Type open challenges to see them.")
    return found
