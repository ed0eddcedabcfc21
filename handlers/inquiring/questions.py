"""Questions in words: help, what is mine, the next Board, stop asking me."""

from __future__ import annotations

from handlers.allowed import may_do
from handlers.answering.pressed import look
from handlers.answering.reading_for import still_wanted
from handlers.answering.readings_of import waiting_words
from handlers.asking.asked import asked_of
from handlers.asking.lines_of import line_of, receipt_of
from handlers.asking.the_person import asker, contact_of
from handlers.cycle_of import cut_off_of, next_opening, open_for, plan_served
from handlers.cycles import next_board
from handlers.desk_forms import desk_form
from handlers.inquiring.answering import QUESTIONS
from handlers.inquiring.intents import said_as
from handlers.meeting.arising_steps import arising_lines
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import VERBS, verb
from handlers.wording.arising import beside
from handlers.wording.questions import (
    BoardFacts,
    HelpFacts,
    MineFacts,
    away_card,
    board_card,
    help_card,
    mine_card,
    stop_card,
    thanks_card,
)
from models.cycle import Cycle
from models.people import Person
from models.permissions import Act
from models.spoken import moment_in_words

_THANKS = (
    r"(?:many )?(?:thanks?|thank you|ta|cheers)"
    r"(?: (?:you|very much|a lot|again|all|so much|rollcall|everyone"
    r"|for (?:this|that|your help|the (?:reminder|nudge|message))))*"
)
said_as(
    "help",
    r"help(?: me)?|commands|what can (?:you|i) (?:do|say|type)|how does this work"
    r"|(?:hello|hi|hey|good (?:morning|afternoon|evening))(?: (?:there|all|everyone|rollcall))*|",
)
said_as(
    "mine",
    r"(?:show )?(?:me )?(?:my|mine)(?: (?:actions?|list|updates?|open ones))?",
    r"what(?:'s| is| are) (?:mine|my actions|open(?: for me)?)",
    r"what do (?:i own|you (?:want|need) from me|i (?:have|need) to (?:do|update|answer))",
    r"show my actions|status",
)
said_as(
    "next_board",
    r"when(?:'s| is| does)?(?: the)?(?: next)? board(?: (?:meet|meeting|date))?",
    r"(?:the )?next board(?: (?:meeting|date))?",
    r"when(?:'s| is)? (?:the |my )?(?:cut.?off|deadline|update due)",
)
said_as(
    "thanks",
    rf"(?:(?:hi|hello),? )?{_THANKS}",
    rf"(?:ok|okay|noted|great|fine|good|lovely|perfect|brilliant|👍)(?:[,.]? {_THANKS})?",
)
said_as(
    "stop",
    r"stop(?: (?:it|asking(?: me)?|reminding me|messaging me|this|please|now))?",
    r"unsubscribe(?: me)?|opt.?out|leave me alone|remove me(?: from this)?",
    r"(?:please )?(?:do not|don't) (?:ask|message|remind|contact) me(?: (?:again|any ?more))?",
)


@verb("help", "See what you can say", examples=("help",))
def help_me(request: Request) -> Reply:
    """What can be said, made from the table of verbs, with examples of the person's own."""
    person = asker(request)
    cycle = open_for(request.session, person, request.today)
    facts = HelpFacts(
        open_refs=open_refs(request, person, cycle),
        until=_until(request, cycle),
        lines=_lines(request),
        contact=contact_of(request.session, person, request.today, request.partnership),
        today=request.today,
    )
    return Reply(say=(help_card(facts),))


def _lines(request: Request) -> tuple[tuple[str, str], ...]:
    """Each line that can be typed with what it does: one for each verb that the person may use."""
    is_office = _may(request, Act.MANAGE_PEOPLE)
    found: dict[str, str] = {}
    for name, each in VERBS.items():
        hidden = name == "help" or name in QUESTIONS or (name == "desk" and not is_office)
        if each.examples and not hidden and _may(request, each.act):
            found.setdefault(each.examples[0], each.summary)
    return tuple(found.items())


def _may(request: Request, act: str) -> bool:
    return not act or may_do(request, Act(act)).allowed


def open_refs(request: Request, person: Person, cycle: Cycle | None) -> tuple[str, ...]:
    """The references that are open for a person, to make examples of."""
    plan = plan_served(request.session, cycle)
    if plan is None:
        return ()
    seen = look(request, cycle, plan.id)
    return tuple(seen.standing[i].action.ref for i in still_wanted(asked_of(seen, person)))


def _until(request: Request, cycle: Cycle | None) -> str:
    if cycle is None:
        return ""
    cut_off = cut_off_of(request.session, cycle, request.partnership)
    return moment_in_words(cut_off, request.partnership.zone, seen_from=request.today)


@verb("mine", "See your actions and how they stand", examples=("my actions",))
def mine(request: Request) -> Reply:
    """The person's actions as they stand now, in the cycle that is open or between two.

    Raises:
        RefusedError: there is no plan yet.
    """
    person = asker(request)
    cycle = open_for(request.session, person, request.today)
    plan = plan_served(request.session, cycle)
    if plan is None:
        raise RefusedError("There is no plan yet; the programme office brings it in.")
    seen = look(request, cycle, plan.id)
    asked = asked_of(seen, person)
    following = next_opening(request.session, request.today)
    facts = MineFacts(
        until=_until(request, cycle),
        is_late=cycle is not None
        and request.now >= cut_off_of(request.session, cycle, request.partnership),
        lines=tuple(line_of(seen, action_id) for action_id in asked.open),
        receipts=tuple(receipt_of(seen, update) for update in asked.answered),
        waiting=tuple(waiting_words(seen, reading) for reading in asked.waiting),
        disputed=tuple(seen.standing[i].action.ref for i in asked.disputed),
        next_ask=following.collection_opens if following else None,
        contact=contact_of(request.session, person, request.today, request.partnership),
        today=seen.today,
        scheme=request.partnership.scheme,
    )
    own = arising_lines(request.session, person, request.now, request.partnership)
    return Reply(say=(beside(mine_card(facts), own, request.today),))


@verb("next_board", "See when the Board meets next", examples=("when is the next Board?",))
def when_is_the_board(request: Request) -> Reply:
    """The Board's day, and what comes before it.

    Raises:
        RefusedError: no Board is in the calendar.
    """
    cycle = next_board(request.session, request.today)
    if cycle is None:
        raise RefusedError(
            "No Board is in the calendar yet. The programme office adds it, and then I can say."
        )
    return Reply(
        say=(
            board_card(
                BoardFacts(
                    board=request.partnership.bodies.board,
                    on=cycle.board_meeting,
                    opens=cycle.collection_opens,
                    cut_off=cut_off_of(request.session, cycle, request.partnership),
                    papers=cycle.papers_issued,
                    today=request.today,
                )
            ),
        )
    )


@verb("thanks", "Say thank you")
def thanks(request: Request) -> Reply:
    """A short word back, and what is still open."""
    person = asker(request)
    cycle = open_for(request.session, person, request.today)
    return Reply(say=(thanks_card(_still_open(request, person, cycle), _until(request, cycle)),))


def _still_open(request: Request, person: Person, cycle: Cycle | None) -> tuple[str, ...]:
    if cycle is None:
        return ()
    seen = look(request, cycle, cycle.plan_id)
    return tuple(seen.standing[i].action.ref for i in asked_of(seen, person).open)


@verb("away", "Say that you will be away", examples=("I am away next week",))
def away(request: Request) -> Reply:
    """Ask from when to when, and who answers meanwhile; the form is the same as the office's."""
    asker(request)
    return Reply(say=(away_card(),))


@verb("away.open", "Say from when to when you will be away")
def open_away(request: Request) -> Reply:
    """The form of an absence, with the person's own address in it."""
    return Reply(form=desk_form("people.away", asker=asker(request)))


said_as(
    "away",
    r"(?:i am|i'm|i will be|i'll be|am|will be) (?:going )?(?:on (?:annual |sick )?leave|away|off"
    r"|on holiday|out of (?:the )?office)(?: .*)?",
    r"out of office|on (?:annual )?leave(?: .*)?",
)


@verb("stop", "Ask not to be asked", examples=("stop asking me",))
def stop(request: Request) -> Reply:
    """What can be done about being asked, and what cannot."""
    person = asker(request)
    cycle = open_for(request.session, person, request.today)
    contact = contact_of(request.session, person, request.today, request.partnership)
    return Reply(
        say=(
            stop_card(
                open_refs(request, person, cycle), contact=contact, until=_until(request, cycle)
            ),
        )
    )
