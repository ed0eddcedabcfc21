"""Acts that want two people: what one asked is kept, and those who may confirm it are told.

The second person presses Confirm in their own conversation; their role is checked at that moment,
and the act is then done as the first person's, with the second's name on the record.
"""

from __future__ import annotations

from handlers.audience import holders
from handlers.request import NeedsSecondError, RefusedError, Reply, Request
from handlers.tell import tell
from models.audit import record
from models.message import (
    Button,
    Buttons,
    Fact,
    Facts,
    Message,
    Note,
    Paragraph,
    Weight,
    args,
    text,
)
from models.pending import PendingAct, PendingState
from models.people import Person
from models.permissions import Act, Who
from models.spoken import list_in_words
from models.states import Role

CAPACITY_ROLES = {
    Who.PROGRAMME_OFFICE: (Role.PROGRAMME_OFFICE,),
    Who.CHAIR: (Role.CHAIR, Role.ACTING_CHAIR),
    Who.SECRETARY: (Role.BOARD_SECRETARY,),
    Who.ADMINISTRATOR: (Role.ADMINISTRATOR,),
    Who.AREA_LEAD: (Role.AREA_LEAD,),
}
"""Which roles may be asked to confirm, by the capacity that the policy names."""


def wait_for_second(request: Request, verb: str, error: NeedsSecondError) -> Reply:
    """Keep what was asked, tell who may confirm it, and say so to who asked.

    Raises:
        RefusedError: nobody may confirm it, or somebody is named who may not.
    """
    fields = {**request.args, **request.fields}
    asked = _who_may(request, error, named=fields.get("second", "").strip())
    pending = PendingAct(
        verb=verb,
        act=error.act,
        fields=fields,
        by_id=request.actor.person_id,
        by=request.actor.name,
        at=request.now,
        state=PendingState.WAITING,
    )
    request.session.add(pending)
    request.session.flush()
    for person in asked:
        tell(
            request.session,
            person,
            _question(pending, verb, fields),
            key=f"second:{pending.id}:{person.id}",
            now=request.now,
        )
    record(
        request.session,
        request.actor,
        "second_person_asked",
        at=request.now,
        entity="pending_act",
        entity_id=pending.id,
        after={"verb": verb, "asked": [person.name for person in asked]},
    )
    return Reply(say=(_waiting(asked),))


def _who_may(request: Request, error: NeedsSecondError, *, named: str) -> tuple[Person, ...]:
    seconds = request.partnership.policy.cells[Act(error.act)].seconds.values()
    capacities = {who for group in seconds for who in group}
    roles = tuple(role for who in capacities for role in CAPACITY_ROLES.get(who, ()))
    people = holders(request.session, *roles, on=request.today)
    others = tuple(person for person in people if person.id != request.actor.person_id)
    if not others:
        raise RefusedError(
            f"{error.sentence} Nobody holds such a role now; give one to somebody first."
        )
    chosen = tuple(p for p in others if named.lower() in {p.email, p.name.lower()})
    if named and not chosen:
        listed = list_in_words((person.name for person in others), "or")
        raise RefusedError(f"The second person should be {listed}; found {named[:60]!r}.")
    return chosen or others


def _question(pending: PendingAct, verb: str, fields: dict[str, str]) -> Message:
    notice = f"{pending.by} asks you to confirm a change as the second person."
    named = args(pending=pending.id)
    facts = tuple(
        Fact(name.replace("_", " ").capitalize(), text(value))
        for name, value in sorted(fields.items())
        if value and name not in {"second", "verb"}
    )
    return Message(
        "second_person",
        notice,
        (
            Paragraph(text(f"{notice} It does not count until you do.")),
            Facts((Fact("What", text(verb.replace(".", " ").replace("_", " "))), *facts)),
            Buttons(
                (
                    Button("Confirm", "second.confirm", named, weight=Weight.PRIMARY),
                    Button("Decline", "second.decline", named),
                )
            ),
        ),
    )


def _waiting(asked: tuple[Person, ...]) -> Message:
    names = list_in_words((person.name for person in asked), "or")
    notice = f"This waits for a second person: {names} can confirm it."
    return Message(
        "second_person_awaited",
        notice,
        (Paragraph(text(notice)), Note(text("Nothing is changed until then."))),
    )
