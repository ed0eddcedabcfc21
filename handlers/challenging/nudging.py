"""Nudging a group: shown first, then sent; it counts among each person's messages of the day."""

from __future__ import annotations

from sqlalchemy import select

from handlers.allowed import may_do
from handlers.answering.pass_on import line_heard
from handlers.asking.the_person import asker
from handlers.challenging.asking import NAMES
from handlers.challenging.group import NUDGE_WORDS, Group, read_group
from handlers.challenging.reaching import Reach, Reaches, reach_of
from handlers.cycle_of import cycle_pressed
from handlers.cycles import latest_open
from handlers.inquiring.intents import said_as
from handlers.request import RefusedError, Reply, Request
from handlers.tell import owe_step
from handlers.verbs import verb
from handlers.wording.nudges import Preview, Would, not_read, preview, sent
from models.audit import record
from models.challenge import Nudge
from models.cycle import Cycle
from models.delivery import Posted, Step
from models.message import args
from models.permissions import Act, Who
from models.plan import Action, Area
from models.spoken import moment_in_words
from models.states import Level, Rating

said_as("nudge", *NUDGE_WORDS)


@verb(
    "nudge",
    "Nudge those whose update is missing",
    act=Act.NUDGE,
    examples=("nudge red and silent in area 6",),
)
def show(request: Request) -> Reply:
    """Show who would get what, and who is left out and why; nothing is sent yet.

    Raises:
        RefusedError: words of the line were not understood, or no cycle is open.
    """
    asker(request)
    cycle, group = _cycle(request), _group(request)
    reaches = reach_of(request, cycle, group)
    return Reply(say=(preview(_facts(request, cycle, group, reaches)),))


@verb("nudge.send", "Send the nudges", act=Act.NUDGE)
def send(request: Request) -> Reply:
    """Owe each their nudge, as things stand now; what has changed since it was shown is said."""
    person = asker(request)
    cycle, group = _cycle(request), _pressed_group(request)
    reaches = reach_of(request, cycle, group)
    facts = _facts(request, cycle, group, reaches)
    if reaches.people:
        row = Nudge(
            cycle_id=cycle.id,
            by_id=person.id,
            group=_as_json(group),
            reaches={
                str(reach.person.id): [e.action.id for e in reach.entries]
                for reach in reaches.people
            },
            words=group.says,
            at=request.now,
        )
        request.session.add(row)
        request.session.flush()
        for reach in reaches.people:
            _owe(request, cycle, row, reach)
        _note(request, row, reaches)
    message = sent(facts)
    posted = request.session.get(Posted, request.posted_id or 0)
    if posted is not None and posted.kind == "nudge_preview":
        return Reply(instead=message)
    return Reply(say=(message,))


def _owe(request: Request, cycle: Cycle, row: Nudge, reach: Reach) -> None:
    owe_step(
        request.session,
        reach.person,
        Step.NUDGE,
        key=f"nudge:{row.id}:{reach.person.id}",
        about={
            "action_ids": [entry.action.id for entry in reach.entries],
            "nudge_id": row.id,
            "level": _level(request).value,
        },
        cycle_id=cycle.id,
        day=reach.day,
        due_at=reach.at,
        now=request.now,
    )


def _note(request: Request, row: Nudge, reaches: Reaches) -> None:
    named = [e.action.ref for reach in reaches.people for e in reach.entries]
    record(
        request.session,
        request.actor,
        "nudged",
        at=request.now,
        entity="nudge",
        entity_id=row.id,
        after={"group": row.group, "people": reaches.count, "actions": named, "words": row.words},
    )


def _level(request: Request) -> Level:
    capacity = may_do(request, Act.NUDGE).capacity
    return NAMES.get(capacity or Who.PROGRAMME_OFFICE, Level.PROGRAMME_OFFICE)


def _cycle(request: Request) -> Cycle:
    """The cycle of the button, else the one opened last.

    Raises:
        RefusedError: none is open, so that nobody is asked for anything.
    """
    cycle = cycle_pressed(request) or latest_open(request.session, request.today)
    if cycle is None or cycle.board_meeting < request.today:
        raise RefusedError("No cycle is open now, so nobody is asked for an update.")
    return cycle


def _group(request: Request) -> Group:
    session = request.session
    areas = {a.number: (a.title, a.short_title) for a in session.scalars(select(Area))}
    refs = {row.ref_key: row.ref for row in session.execute(select(Action.ref_key, Action.ref))}
    read = read_group(request.words, areas=areas, refs=refs)
    if read.unknown:
        raise RefusedError(not_read(read.unknown))
    return read.group


def _pressed_group(request: Request) -> Group:
    """The group as the button names it; its words stand in the inbox, not on the button."""
    named = request.args
    says = ""
    if named.get("heard"):
        _, _, says = line_heard(request).partition(":")
    return Group(
        frozenset(Rating(word) for word in named.get("ratings", "").split(",") if word),
        tuple(filter(None, named.get("areas", "").split(","))),
        tuple(filter(None, named.get("refs", "").split(","))),
        says.strip(),
    )


def _as_json(group: Group) -> dict[str, list[str]]:
    return {
        "ratings": sorted(rating.value for rating in group.ratings),
        "areas": list(group.areas),
        "refs": list(group.refs),
    }


def _facts(request: Request, cycle: Cycle, group: Group, reaches: Reaches) -> Preview:
    scheme = request.partnership.scheme
    named = _as_json(group)
    about = {name: ",".join(values) for name, values in named.items() if values}
    if group.says and request.heard_id is not None:
        about["heard"] = str(request.args.get("heard") or request.heard_id)
    return Preview(
        group=group.described({rating: scheme.ratings[rating].word for rating in Rating}),
        people=tuple(_would(request, reach) for reach in reaches.people),
        left_out=reaches.left_out,
        about=args(cycle=cycle.id, **about),
        says=group.says,
    )


def _would(request: Request, reach: Reach) -> Would:
    zone = request.partnership.zone
    when = "now"
    if reach.at > request.now:
        when = f"on {moment_in_words(reach.at, zone, seen_from=request.today)}"
    return Would(reach.person.name, tuple(e.action.ref for e in reach.entries), when)
