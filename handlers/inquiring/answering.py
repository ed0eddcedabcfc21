"""How a question becomes a card: the one road for words, buttons, lists and pages.

Each question is a function from a scene to an answer, registered under its verb. Its numbers and
the lists behind them come from the same answer, made again as at the same instant; so a list always
holds as many lines as the number that opened it said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from handlers.inquiring.scene import NotPublishedError, Scene, scene_of
from handlers.inquiring.wanted import Wanted, wanted
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import verb
from handlers.wording.inquiries import Answer, Told, card, list_card
from models.delivery import Posted
from models.message import Message
from models.permissions import Act

Question = Callable[[Scene], Answer]


@dataclass(frozen=True, slots=True)
class Asking:
    """One question: how it is answered, and which act of the policy opens it."""

    answer: Question
    act: Act = Act.READ_WORKING
    is_personal: bool = False
    """Whether it is about who asks: then it is never answered in a channel."""


QUESTIONS: dict[str, Asking] = {}


def question(
    name: str,
    summary: str,
    *,
    examples: tuple[str, ...] = (),
    act: Act = Act.READ_WORKING,
    is_personal: bool = False,
) -> Callable[[Question], Question]:
    """Register a function that answers a question, under its verb."""

    def register(answer: Question) -> Question:
        asking = QUESTIONS[name] = Asking(answer, act, is_personal)

        @verb(name, summary, examples=examples)
        def ask(request: Request) -> Reply:
            return _reply(request, asking)

        return answer

    return register


def _reply(request: Request, asking: Asking) -> Reply:
    asked = wanted(request)
    if request.in_channel and asking.is_personal:
        return _alone(request, asking, asked)
    try:
        return _shown(request, _card(request, asking, asked))
    except NotPublishedError:
        if not request.in_channel:
            raise
        return _alone(request, asking, asked)


def _alone(request: Request, asking: Asking, asked: Wanted) -> Reply:
    """The answer for who asked; what was asked in a channel leaves it that way."""
    return Reply(say=(_card(replace(request, conversation=""), asking, asked),))


def _card(request: Request, asking: Asking, asked: Wanted) -> Message:
    scene = scene_of(request, asked, act=asking.act)
    return card(asking.answer(scene), told(scene))


def told(scene: Scene) -> Told:
    """From where an answer is read, for its card."""
    request, asked = scene.request, scene.wanted
    return Told(
        at=asked.at,
        asked=asked.asked,
        scope=scene.scope,
        page=asked.page,
        is_past=asked.is_past,
        in_channel=request.in_channel,
        can_publish=scene.is_partial and not request.in_channel,
    )


def _shown(request: Request, message: Message) -> Reply:
    """In its place where a page of the very card was turned, else said anew."""
    posted = request.session.get(Posted, request.posted_id or 0)
    is_turned = "page" in request.args and posted is not None and posted.kind == message.kind
    if is_turned:
        return Reply(instead=message, fits_channel=True)
    return Reply(say=(message,), fits_channel=True)


@verb("inquiry.list", "Open the list behind a number of an answer")
def open_list(request: Request) -> Reply:
    """The lines that a number counts, as at the instant of the answer.

    Raises:
        RefusedError: there is no such number any more.
    """
    asking = _asking(request)
    if request.in_channel and asking.is_personal:
        return open_list(replace(request, conversation=""))
    asked = wanted(request)
    scene = scene_of(request, asked, act=asking.act)
    answer = asking.answer(scene)
    number = answer.number(str(request.args.get("of", "")))
    if number is None:
        raise RefusedError("That list is from an older answer. Ask once more and press there.")
    return _shown(request, list_card(answer, number, told(scene)))


@verb("inquiry.private", "Be told alone, with all that you may see")
def in_private(request: Request) -> Reply:
    """The answer to a question of a channel, to who pressed, in their own conversation."""
    asking = _asking(request)
    alone = replace(request, conversation="")
    message = _card(alone, asking, wanted(alone))
    return Reply(say=(message,)) if request.in_channel else _shown(alone, message)


def _asking(request: Request) -> Asking:
    asking = QUESTIONS.get(str(request.args.get("question", "")))
    if asking is None:
        raise RefusedError("That button is from an older version of Rollcall. Ask once more.")
    return asking
