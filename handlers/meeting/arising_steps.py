"""An action from a meeting as a record: found, told, and taken to its next state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.fields import given
from handlers.meeting.permitted import LEADS
from handlers.meeting.records import meeting_in_words, name_of
from handlers.request import RefusedError, Request
from handlers.tell import replace
from handlers.wording.arising import STATES, ArisingFacts
from models.audit import record
from models.cycle import Cycle
from models.delivery import Posted
from models.meeting import ArisingState, Meeting, MeetingAction, MeetingActionNews
from models.meeting_states import LIVE_ARISING, may_follow
from models.message import Button
from models.partnership import Partnership
from models.people import Person
from models.plan import Action

__all__ = ["LEADS", "arising_facts", "arising_lines", "arising_pressed", "live_of", "take_to"]


def arising_pressed(request: Request) -> MeetingAction:
    """The action that a button, form or command names, its row held until the end.

    Raises:
        RefusedError: there is none.
    """
    number, ref = given(request, "arising"), given(request, "ref").upper()
    request.session.flush()
    found = None
    if number.isdigit():
        found = request.session.get(
            MeetingAction, int(number), with_for_update=True, populate_existing=True
        )
    elif ref:
        found = called(request.session, ref)
    if found is None:
        raise RefusedError(
            f"No action from a meeting is called {(ref or number)[:20]!r}.",
            ways=(Button("Show my actions", "mine"),),
        )
    return found


def called(session: Session, ref: str) -> MeetingAction | None:
    """The action from a meeting with this reference, in whatever letters."""
    return session.scalar(select(MeetingAction).where(MeetingAction.ref == ref.upper()))


def live_of(session: Session, person: Person) -> Sequence[MeetingAction]:
    """What a person still has to do, or to accept, from meetings; what is due first comes first."""
    return session.scalars(
        select(MeetingAction)
        .where(MeetingAction.owner_id == person.id, MeetingAction.state.in_(LIVE_ARISING))
        .order_by(MeetingAction.due, MeetingAction.id)
    ).all()


def arising_lines(
    session: Session, person: Person, now: datetime, partnership: Partnership
) -> tuple[ArisingFacts, ...]:
    """A person's own actions from meetings, as lines."""
    rows = live_of(session, person)
    return tuple(arising_facts(session, row, now, partnership) for row in rows)


def arising_facts(
    session: Session, row: MeetingAction, now: datetime, partnership: Partnership
) -> ArisingFacts:
    """One action as it is said."""
    meeting = session.get_one(Meeting, row.meeting_id)
    action = session.get(Action, row.action_id or 0)
    said = [each for each in row.news if each.words]
    return ArisingFacts(
        id=row.id,
        ref=row.ref,
        words=row.words,
        owner=row.owner.name,
        due=row.due,
        state=row.state,
        meeting=meeting_in_words(meeting, partnership, now.astimezone(partnership.zone).date()),
        by=name_of(session, row.by_id),
        said=said[-1].words if said else "",
        about=action.ref if action else "",
        action_id=action.id if action else None,
    )


def take_to(request: Request, row: MeetingAction, state: ArisingState, words: str = "") -> None:
    """Take an action to its next state, with its news and its event; asks that stand say so.

    Raises:
        RefusedError: the state does not follow the one in which it stands.
    """
    if not may_follow(row.state, state):
        raise RefusedError(f"{row.ref} is {STATES[row.state]}, so it cannot be {STATES[state]}.")
    before, row.state = row.state, state
    if state is ArisingState.ACCEPTED and row.accepted_on is None:
        row.accepted_on = request.today
    row.closed_on = request.today if state is ArisingState.DONE else None
    row.news.append(
        MeetingActionNews(state=state, words=words, by_id=request.actor.person_id, at=request.now)
    )
    request.session.flush()
    record(
        request.session,
        request.actor,
        f"arising_{state.value}",
        at=request.now,
        entity="meeting_action",
        entity_id=row.ref,
        before={"state": before},
        after={"state": state, "owner": row.owner.name, "due": row.due},
        reason=words or None,
    )
    restate_asks(request, row.owner_id)


def restate_asks(request: Request, person_id: int) -> None:
    """The asks that stand with a person are said again, since their lines have changed."""
    standing = request.session.scalars(
        select(Posted)
        .join(Cycle, Cycle.id == Posted.cycle_id)
        .where(
            Posted.person_id == person_id,
            Posted.kind == "ask",
            Cycle.board_meeting >= request.today,
        )
    )
    for posted in standing:
        about: dict[str, object] = {"person_id": person_id, "cycle_id": posted.cycle_id}
        replace(request.session, posted, about=about, now=request.now)
