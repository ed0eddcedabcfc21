"""Reading a line for one person: which references are open, theirs, or on the plan at all."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from handlers.allowed import standing_of
from handlers.answering.pressed import look
from handlers.asking.asked import Asked, asked_of, stands_in_for
from handlers.asking.lines_of import Seen
from handlers.request import Request
from handlers.typed.read import read_reply
from handlers.typed.reading import Reading as Read
from models.cycle import Cycle
from models.people import Person
from models.permissions import Act
from models.plan import Action, Area


@dataclass(frozen=True, slots=True)
class Scope:
    """What a person's line may be about."""

    open_refs: tuple[str, ...]
    own_refs: frozenset[str]
    others_refs: frozenset[str]
    """Those for which they may answer on the owner's behalf."""
    by_ref: dict[str, int]

    @property
    def plan_refs(self) -> frozenset[str]:
        """Every reference of the plan."""
        return frozenset(self.by_ref)


@dataclass(frozen=True, slots=True)
class Talk:
    """One person talking about one plan, in a cycle or between two."""

    request: Request
    person: Person
    seen: Seen
    scope: Scope

    @property
    def cycle(self) -> Cycle | None:
        """The cycle that what they say belongs to."""
        return self.seen.cycle

    def read(self, text: str) -> Read:
        """What a line says, by the reply contract."""
        return read_reply(
            text,
            on=self.seen.today,
            open_refs=self.scope.open_refs,
            own_refs=self.scope.own_refs | self.scope.others_refs,
            plan_refs=self.scope.plan_refs,
            days=self.seen.partnership.days,
        )

    def action(self, ref: str) -> Action:
        """The action that a read reference means."""
        return self.seen.session.get_one(Action, self.scope.by_ref[ref])


def talk(request: Request, person: Person, cycle: Cycle | None, plan_id: int) -> Talk:
    """A person talking about a plan now."""
    seen = look(request, cycle, plan_id)
    return Talk(request, person, seen, scope_of(request, seen, person))


def scope_of(request: Request, seen: Seen, person: Person) -> Scope:
    """The references that are open for a person, and those that they may answer for."""
    asked = asked_of(seen, person)
    refs = {action_id: action.ref for action_id, action in seen.standing.actions.items()}
    own = {refs[i] for i in own_actions(request, seen, person)}
    others: frozenset[str] = frozenset()
    if may_answer_for_others(request):
        others = frozenset(refs.values()) - own
    return Scope(
        tuple(refs[i] for i in still_wanted(asked)),
        frozenset(own),
        others,
        {ref: action_id for action_id, ref in refs.items()},
    )


def still_wanted(asked: Asked) -> tuple[int, ...]:
    """What a line without a reference may mean: open, waiting or wanting words; else all asked."""
    waits = (i for reading in asked.waiting for i in reading.action_ids)
    wanting = (update.action_id for update in asked.wanting)
    found = tuple(dict.fromkeys((*asked.open, *wanting, *waits)))
    return found or asked.everything


def own_actions(request: Request, seen: Seen, person: Person) -> set[int]:
    """The actions for which a person counts as the owner: theirs, their deputy's part, their lead.

    The deputy named in the plan or by an absence, and the accountable lead, count at any time.
    """
    away = stands_in_for(request.session, person, seen.today)
    led = set(request.session.scalars(select(Area.id).where(Area.accountable_id == person.id)))
    found = set()
    for action_id, action in seen.standing.actions.items():
        named = {action.owner_id, action.deputy_id, action.accountable_id}
        leads = action.accountable_id is None and action.area_id in led
        if person.id in named or action.owner_id in away or leads:
            found.add(action_id)
    return found


def may_answer_for_others(request: Request) -> bool:
    """Whether who asks may answer on behalf of any owner, as the programme office does."""
    policy = request.partnership.policy
    cell = policy.cells[Act.SEND_UPDATE]
    return bool(standing_of(request).capacities(policy.recorders) & cell.on_behalf)
