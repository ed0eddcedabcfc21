"""What meetings bring by time alone: what they left for people, and that nobody has closed one.

Two working days after a meeting each owner is sent theirs and the list is posted. A meeting that
stands open is told of on the next working day, and a few times after that, ever more seldom.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from models.delivery import Step
from models.meeting_states import Body
from models.spoken import sentence_start
from models.states import Role
from scheduler.escalation import chairs, holders
from scheduler.facts import Facts, Somebody
from scheduler.meeting_facts import MeetingFact
from scheduler.owed import Owed, can_write

GRACE = timedelta(days=7)
"""For how long what could not leave on its day is still of use."""


def meetings(facts: Facts, at: datetime) -> Iterator[Owed]:
    """All that is owed about meetings now."""
    for meeting in facts.meetings:
        if meeting.is_open:
            yield from _still_open(facts, meeting, at)
        elif meeting.arising_on is not None and meeting.count:
            yield from _to_owners(facts, meeting, meeting.arising_on, at)
            yield from _posted(meeting, meeting.arising_on, at)


def _to_owners(facts: Facts, meeting: MeetingFact, on: date, at: datetime) -> Iterator[Owed]:
    for owner_id in meeting.owners:
        person = facts.people.get(owner_id)
        if person is None or not can_write(person, at):
            continue
        today = person.hours.day(at)
        if on <= today <= on + GRACE:
            yield Owed(
                f"arising:{meeting.id}:{person.id}",
                Step.ARISING,
                today,
                person.hours.moment(today),
                f"{sentence_start(meeting.said)} left something for them.",
                person_id=person.id,
                about={"meeting_id": meeting.id},
            )


def _posted(meeting: MeetingFact, on: date, at: datetime) -> Iterator[Owed]:
    if not meeting.channel or meeting.posts_at is None:
        return
    if not meeting.posts_at <= at <= meeting.posts_at + GRACE:
        return
    yield Owed(
        f"arising:{meeting.id}:channel",
        Step.ARISING,
        on,
        meeting.posts_at,
        f"The actions of {meeting.said} are listed.",
        channel=meeting.channel,
        about={"meeting_id": meeting.id},
    )


def _still_open(facts: Facts, meeting: MeetingFact, at: datetime) -> Iterator[Owed]:
    for person in _concerned(facts, meeting, at.date()):
        if not can_write(person, at):
            continue
        today = person.hours.day(at)
        passed = [n for n, day in enumerate(meeting.reminded_on) if day <= today]
        if not passed or today > meeting.reminded_on[passed[-1]] + GRACE:
            continue
        yield Owed(
            f"meeting_open:{meeting.id}:{passed[-1]}:{person.id}",
            Step.MEETING_OPEN,
            today,
            person.hours.moment(today),
            f"{sentence_start(meeting.said)} was never closed.",
            person_id=person.id,
            about={"meeting_id": meeting.id},
        )


def _concerned(facts: Facts, meeting: MeetingFact, today: date) -> Iterable[Somebody]:
    """Who opened it and writes in it, who leads the body, and the programme office."""
    is_group = meeting.body is Body.PDG
    lead = chairs(facts, today) if is_group else holders(facts, Role.BOARD_SECRETARY, today)
    own = (facts.people.get(each) for each in meeting.told)
    office = holders(facts, Role.PROGRAMME_OFFICE, today)
    people = (*(p for p in own if p is not None and p.is_there(today)), *lead, *office)
    return {person.id: person for person in people}.values()
