"""Keeping questions: the list of open ones, withdrawing one, and marking it for the paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from handlers.allowed import may_do, require
from handlers.answering.turning import page_number
from handlers.asking.the_person import asker
from handlers.challenging.asked import open_challenges
from handlers.challenging.facts import asked_of
from handlers.challenging.passing import cancel, put_before, where_it_stands
from handlers.challenging.replying import challenge_named
from handlers.fields import given
from handlers.inquiring.intents import said_as
from handlers.request import RefusedError, Reply, Request
from handlers.tell import put_instead
from handlers.verbs import said, verb
from handlers.wording.challenge_lists import Listed, open_list
from handlers.wording.challenges import asked_receipt, withdrawn
from models.audit import record
from models.challenge import Challenge, ChallengeState
from models.delivery import Posted
from models.permissions import Act

said_as(
    "challenges",
    r"(?:show (?:me )?)?(?:the |all )?(?:open |unanswered )?(?:challenges|questions)"
    r"(?: (?:that are )?(?:open|unanswered))?",
    r"(?:what|which) (?:challenges|questions)(?: are| is)? (?:open|unanswered|waiting)",
)


said_as(
    "challenge.withdraw_line",
    r"(?:withdraw|take back|drop) (?:the |my )?(?:challenge|question)"
    r"(?: (?:on|of|for|about|to))? (?:action |# ?)?(?P<ref>[a-z]*\d[\w./-]*)",
)


@verb("challenges", "See the questions that wait for an answer", examples=("open challenges",))
def show(request: Request) -> Reply:
    """All open questions for who may ask them; for others those about what they may read."""
    asker(request)
    rows = open_challenges(request.session)
    may_ask = may_do(request, Act.CHALLENGE).allowed
    if not may_ask:
        rows = [c for c in rows if may_do(request, Act.READ_WORKING, action=c.action).allowed]
    mine = frozenset(c.id for c in rows if _may_answer(request, c))
    listed = Listed(
        tuple(asked_of(c, request.partnership) for c in rows),
        request.today,
        mine=mine,
        may_withdraw=may_ask,
        page=page_number(request),
    )
    card = open_list(listed)
    posted = request.session.get(Posted, request.posted_id or 0)
    is_turned = "page" in request.args and posted is not None and posted.kind == card.kind
    return Reply(instead=card) if is_turned else Reply(say=(card,))


def _may_answer(request: Request, challenge: Challenge) -> bool:
    verdict = may_do(request, Act.SEND_UPDATE, action=challenge.action)
    return verdict.allowed and not verdict.on_behalf


@verb("challenge.withdraw", "Withdraw a question", act=Act.CHALLENGE)
def withdraw(request: Request) -> Reply:
    """Take a question back; it stays on the record as withdrawn.

    Raises:
        RefusedError: it is answered or withdrawn already.
    """
    challenge = challenge_named(request)
    require(request, Act.CHALLENGE, action=challenge.action)
    asker(request)
    if challenge.state is not ChallengeState.OPEN:
        raise RefusedError(
            f"The question about {challenge.action.ref} is {challenge.state.value} already; it"
            " stays on the record."
        )
    challenge.state = ChallengeState.WITHDRAWN
    challenge.settled_at = request.now
    _note(request, challenge, "challenge_withdrawn", {"state": ChallengeState.WITHDRAWN})
    _tell_nobody_any_more(request, challenge)
    return said(f"The question about {challenge.action.ref} is withdrawn. It stays on the record.")


@verb(
    "challenge.withdraw_line",
    "Withdraw a question by a line",
    act=Act.CHALLENGE,
    examples=("withdraw the challenge on 2.4",),
)
def withdraw_by_line(request: Request) -> Reply:
    """Take back the newest open question about the action that the line names.

    Raises:
        RefusedError: none is open about it.
    """
    ref = given(request, "ref")
    found = [c for c in open_challenges(request.session) if c.action.ref_key == ref.casefold()]
    if not found:
        raise RefusedError(
            f"No question about {ref[:20]} is open. Type open challenges to see those that are."
        )
    mine = [c for c in found if c.by_id == request.actor.person_id]
    return withdraw(replace(request, args={"challenge": str((mine or found)[-1].id)}))


def _tell_nobody_any_more(request: Request, challenge: Challenge) -> None:
    """The question that stands says that it was withdrawn; one that has not left never leaves."""
    for occasion in put_before(request.session, challenge):
        cancel(occasion, "The question was withdrawn.", request.now)
    message = withdrawn(asked_of(challenge, request.partnership))
    for posted in where_it_stands(request.session, challenge):
        put_instead(request.session, posted, message, key="withdrawn", now=request.now)


@verb("challenge.mark", "Put a question into the paper, or leave it out", act=Act.CHALLENGE)
def mark(request: Request) -> Reply:
    """Turn round whether question and answer stand in the Board's paper."""
    challenge = challenge_named(request)
    require(request, Act.CHALLENGE, action=challenge.action)
    asker(request)
    challenge.for_paper = not challenge.for_paper
    after = {"for_paper": challenge.for_paper}
    _note(request, challenge, "challenge_marked", after)
    card = asked_receipt(asked_of(challenge, request.partnership))
    posted = request.session.get(Posted, request.posted_id or 0)
    if posted is not None and posted.kind == card.kind:
        return Reply(instead=card)
    return Reply(say=(card,))


def _note(request: Request, challenge: Challenge, act: str, after: Mapping[str, object]) -> None:
    request.session.flush()
    record(
        request.session,
        request.actor,
        act,
        at=request.now,
        entity="action",
        entity_id=challenge.action.ref,
        after={"challenge": challenge.id, **after},
    )
