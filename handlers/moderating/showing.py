"""Looking at what is to be moderated: the queue, its pages and lists, and one action by itself."""

from __future__ import annotations

from handlers.allowed import require
from handlers.asking.the_person import asker
from handlers.corrections import action_called
from handlers.cycle_of import cycle_pressed
from handlers.fields import given
from handlers.inquiring.intents import said_as
from handlers.moderating.deciding import levels_of, own_level, signed_words
from handlers.moderating.item import Item
from handlers.moderating.looking import looked_at
from handlers.moderating.queueing import Reader, looked, queue_message
from handlers.moderating.standing_queues import QUEUE, turned_to
from handlers.reporting.reports import cycle_meant
from handlers.request import RefusedError, Reply, Request
from handlers.tell import replace
from handlers.verbs import verb
from handlers.wording.moderation import DECIDED, EXCEPTIONS, REST, Place, looked_item
from models.cycle import Cycle
from models.delivery import Posted
from models.message import Items, Message, Note, text
from models.permissions import Act
from models.plan import Action
from models.states import Level

LISTS = frozenset({EXCEPTIONS, REST, DECIDED})
LONGEST_PAGE = 4

_AS = r"(?: (?:for|as) (?:the )?(?P<level>chair|pdg|delivery group|board|programme office|office))?"
said_as(
    "moderation",
    rf"(?:the |show (?:me )?(?:the )?|open (?:the )?)?moderation(?: queue| list)?{_AS}",
    rf"(?:(?:the )?queue|moderate|start moderat(?:ing|ion)){_AS}",
    rf"what (?:needs|wants|is (?:left )?to be) moderat(?:ing|ion|ed){_AS}",
    rf"what (?:do i have|is there|is left) to moderate{_AS}",
)
said_as("moderation.item", r"(?:moderate|decide on) (?:action |# ?)?(?P<ref>[a-z]*\d[\w./-]*)")
LEVELS_SAID = {
    "chair": Level.CHAIR,
    "pdg": Level.PDG,
    "delivery group": Level.PDG,
    "board": Level.BOARD,
    "programme office": Level.PROGRAMME_OFFICE,
    "office": Level.PROGRAMME_OFFICE,
}


@verb(
    "moderation",
    "Moderate, exceptions first",
    act=Act.MODERATE,
    examples=("moderation queue", "moderation queue for the PDG"),
)
def show(request: Request) -> Reply:
    """The queue of the cycle whose Board meets next, at the highest level of one's own."""
    require(request, Act.MODERATE)
    asker(request)
    cycle = cycle_meant(request)
    place = Place(cycle.id, _level(request))
    return Reply(say=(queue_of(request, cycle, place),))


def queue_of(request: Request, cycle: Cycle, place: Place) -> Message:
    """The queue for who asks."""
    return queue_message(reader_of(request), cycle, place, signed=signed_words(request, cycle))


def reader_of(request: Request, action: Action | None = None) -> Reader:
    """Who asks, as a reader of the queue, or of one action that their role may reach alone."""
    levels = levels_of(request, action)
    return Reader(request.session, request.now, request.partnership, asker(request), levels)


def _level(request: Request) -> Level:
    """The level that is named, if the asker has it; else their own.

    Raises:
        RefusedError: they have no part in that level.
    """
    named = given(request, "level").lower()
    if not named:
        return own_level(request)
    level = LEVELS_SAID.get(named) or next((lv for lv in Level if lv.value == named), None)
    if level is None or level not in levels_of(request):
        raise RefusedError(
            f"{request.partnership.policy.who_can(Act.MODERATE)} What the PDG decides is recorded"
            " by the chair, what the Board decides by its secretary.",
            act=Act.MODERATE.value,
        )
    return level


@verb("moderation.page", "Turn to another page or list of the queue", act=Act.MODERATE)
def turn(request: Request) -> Reply:
    """The same queue on another page or list, in its place."""
    require(request, Act.MODERATE)
    cycle, place = cycle_of(request), place_of(request)
    if place.level not in levels_of(request):
        _level(request)
    posted = request.session.get(Posted, request.posted_id or 0)
    if posted is None or posted.kind != QUEUE or posted.person_id != request.actor.person_id:
        return Reply(say=(queue_of(request, cycle, place),))
    replace(request.session, posted, about=turned_to(place), now=request.now)
    return Reply()


def cycle_of(request: Request) -> Cycle:
    """The cycle that the button names, else the one that is meant."""
    return cycle_pressed(request) or cycle_meant(request)


def place_of(request: Request, action: Action | None = None) -> Place:
    """Where in the queue the button stands, or leads; it may be about one action."""
    here, at = given(request, "here"), given(request, "page")
    known = next((lv for lv in Level if lv.value == given(request, "level")), None)
    return Place(
        cycle_of(request).id,
        known or own_level(request, action),
        here if here in LISTS else EXCEPTIONS,
        int(at) if at.isdecimal() and at.isascii() and len(at) <= LONGEST_PAGE else 0,
    )


@verb("moderation.item", "Look at one action as a moderator", act=Act.MODERATE)
def show_item(request: Request) -> Reply:
    """One action with its ratings side by side, its flags, and the ways to decide."""
    action = action_of(request)
    require(request, Act.MODERATE, action=action)
    return Reply(say=(item_message(request, item_of(request, cycle_of(request), action)),))


def item_message(request: Request, item: Item, *, last: str = "") -> Message:
    """One action by itself; after a decision it begins with what was decided."""
    action = action_of(request)
    reader, place = reader_of(request, action), place_of(request, action)
    scheme = request.partnership.scheme
    told = looked(reader, item)
    notice = last or f"{told.ref} {told.title}: {told.tag}."
    blocks = [Items((looked_item(told, place, scheme),))]
    note = (Note(text(last)),) if last else ()
    return Message("moderation_item", notice, (*note, *blocks))


def action_of(request: Request) -> Action:
    """The action that the button or the line names.

    Raises:
        RefusedError: there is none.
    """
    number = given(request, "action")
    found = request.session.get(Action, int(number)) if number.isdigit() else None
    return found or action_called(request.session, given(request, "ref"))


def item_of(request: Request, cycle: Cycle, action: Action) -> Item:
    """The action as a moderator looks at it now.

    Raises:
        RefusedError: it has no rating that anybody could set.
    """
    items = looked_at(request.session, cycle, now=request.now, partnership=request.partnership)
    found = next((item for item in items if item.action_id == action.id), None)
    if found is None:
        stage = request.partnership.scheme.stages[action.stage].lower()
        raise RefusedError(
            f"{action.ref} is {stage}, so it has no rating to moderate for this report."
        )
    return found
