"""Words passed on to a person: to the programme office, to an owner, and back to who wrote.

They are quoted, never acted upon, and the record keeps that they were passed on.
"""

from __future__ import annotations

from collections.abc import Sequence

from handlers.answering.settled import in_place
from handlers.answering.update_form import words_of
from handlers.asking.the_person import asker
from handlers.audience import holders
from handlers.fields import given
from handlers.inquiring.intents import said_as
from handlers.request import RefusedError, Reply, Request
from handlers.tell import tell
from handlers.verbs import said, verb
from handlers.wording.passed_on import note_form, passed_on, to_whom
from models.audit import record
from models.delivery import Heard
from models.people import Person
from models.plan import Action
from models.states import Role

ABOUT = {
    "whose": "Whose action is it?",
    "who_to_ask": "Who should be asked?",
}
"""What a form asks, by the button that opened it."""


@verb("office.write", "Write to the programme office")
def write_to_office(request: Request) -> Reply:
    """Open a form for a line to the programme office."""
    action = _action(request)
    asks = ABOUT.get(given(request, "about"), "What would you like to say?")
    return Reply(form=note_form("office.send", asks, action_id=action.id if action else None))


@verb("office.send", "Send words to the programme office")
def send_to_office(request: Request) -> Reply:
    """Pass on what the form holds, or the line that was not understood.

    Raises:
        RefusedError: the line is not kept any more, or nobody is there to get it.
    """
    person, action = asker(request), _action(request)
    words, errors = _line(request)
    if errors:
        return Reply(errors=errors)
    office = _office(request, person)
    if not office:
        raise RefusedError(
            "Nobody else holds the programme office's role today, so I could not pass it on."
        )
    _pass_on(request, person, office, words, action)
    return in_place(request, None, to_whom(request.partnership.bodies.programme_office))


def _office(request: Request, person: Person) -> list[Person]:
    """Everybody of the programme office but the person themselves."""
    held = holders(request.session, Role.PROGRAMME_OFFICE, on=request.today)
    return [each for each in held if each.id != person.id]


def _line(request: Request) -> tuple[str, dict[str, str]]:
    """The words to pass on, or what is wrong beside their field."""
    errors: dict[str, str] = {}
    words = line_heard(request) or words_of(request, "words", errors)
    if not words and not errors:
        errors["words"] = "Write a line; it is empty."
    return words, errors


def line_heard(request: Request) -> str:
    """The line that the button is about; "" where the button is about none.

    Raises:
        RefusedError: it is somebody else's, or not kept any more.
    """
    named = request.args.get("heard", "")
    if not named.isdigit():
        return ""
    heard = request.session.get(Heard, int(named))
    if heard is None or heard.body is None or heard.person_id != request.actor.person_id:
        raise RefusedError("I do not have that line any more. Please write it once again.")
    return str(heard.body.get("words", ""))


@verb("owner.write", "Write to the owner of an action")
def write_to_owner(request: Request) -> Reply:
    """Open a form for a line to an action's owner."""
    action = _action(request)
    if action is None or action.owner is None or action.owner.is_vacant:
        raise RefusedError("Nobody is in post to write to. The programme office can help.")
    asks = f"What should the {action.owner.name} know?"
    return Reply(form=note_form("owner.send", asks, action_id=action.id))


@verb("owner.send", "Send words to the owner of an action")
def send_to_owner(request: Request) -> Reply:
    """Pass a line on to the owner."""
    person, action = asker(request), _action(request)
    words, errors = _line(request)
    if errors:
        return Reply(errors=errors)
    if action is None or action.owner is None or action.owner.is_vacant:
        raise RefusedError("Nobody is in post to write to. The programme office can help.")
    _pass_on(request, person, [action.owner], words, action)
    return in_place(request, None, to_whom(f"the {action.owner.name}"))


@verb("person.write", "Answer somebody who wrote")
def write_back(request: Request) -> Reply:
    """Open a form for a line back to who wrote."""
    person = _person(request)
    return Reply(form=note_form("person.send", f"To the {person.name}", person_id=person.id))


@verb("person.send", "Send words back to who wrote")
def send_back(request: Request) -> Reply:
    """Pass a line back to who wrote."""
    writer, person = asker(request), _person(request)
    words, errors = _line(request)
    if errors:
        return Reply(errors=errors)
    _pass_on(request, writer, [person], words, _action(request))
    return in_place(request, None, to_whom(f"the {person.name}"))


@verb("not_me", "Say that you are not the person who is meant")
def not_me(request: Request) -> Reply:
    """Tell the programme office that the messages reach somebody else than they should."""
    person = asker(request)
    office = _office(request, person)
    words = "This is not me: the messages for this post reach somebody else."
    _pass_on(request, person, office, words, None)
    return said(
        "Thank you for saying so. The programme office has been told, and will put it right."
        " You need do nothing more.",
        kind="not_me",
    )


said_as("not_me", r"(?:this|that) (?:is not|isn't) me|(?:it'?s )?not me")


def _pass_on(
    request: Request,
    writer: Person,
    people: Sequence[Person],
    words: str,
    action: Action | None,
) -> None:
    message = passed_on(
        words,
        by=writer.name,
        writer_id=writer.id,
        ref=action.ref if action else "",
    )
    # A line is passed on once, however often its button is pressed.
    line = request.args.get("heard") or request.heard_id or request.now.isoformat()
    key = f"passed_on:{line}:{writer.id}"
    for person in people:
        tell(request.session, person, message, key=f"{key}:{person.id}", now=request.now)
    record(
        request.session,
        request.actor,
        "words_passed_on",
        at=request.now,
        entity="person",
        entity_id=",".join(str(person.id) for person in people),
        after={"action": action.ref if action else None, "words": words},
    )


def _action(request: Request) -> Action | None:
    named = request.args.get("action", "")
    return request.session.get(Action, int(named)) if named.isdigit() else None


def _person(request: Request) -> Person:
    named = request.args.get("person", "")
    found = request.session.get(Person, int(named)) if named.isdigit() else None
    if found is None:
        raise RefusedError("I do not know whom that is for. Please write to them directly.")
    return found
