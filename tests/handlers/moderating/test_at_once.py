"""Several who decide at one moment, each in a transaction: one decides, the others are told."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from handlers.verbs import call
from models.audit_walk import walk
from models.message import Button
from models.people import Person
from models.states import Role
from models.store import transaction
from models.update import Moderation
from tests.handlers.doing import asking, do
from tests.handlers.moderating.desk import NOW, Desk, button

PEOPLE = ("Independent Chair", "Programme Officer", "Second Officer", "Third Officer")


@pytest.fixture
def kept(engine: Engine) -> dict[str, Button]:
    """For each person the button that keeps 6.1, as their queue showed it."""
    with Session(engine, expire_on_commit=False) as session:
        desk = Desk(session)
        for name in PEOPLE[2:]:
            desk.role(desk.person(name), Role.PROGRAMME_OFFICE)
        desk.asked("6.1", "amber", words="Two left.", recovery="Two start.")
        found = {}
        for name in PEOPLE:
            person = session.scalars(select(Person).where(Person.name == name)).one()
            queue = do(session, "moderation", by=person, at=NOW).say[0]
            found[name] = button(queue, "Keep Amber, at risk, for 6.1")
        session.commit()
    return found


def test_of_several_at_once_one_decides_and_the_others_are_told(
    engine: Engine, kept: dict[str, Button]
) -> None:
    def press(name: str) -> str:
        with transaction(engine) as session:
            person = session.scalars(select(Person).where(Person.name == name)).one()
            request = replace(asking(session, person, at=NOW), args=dict(kept[name].args))
            (message,) = call("moderation.keep", request).say
            return message.kind

    with ThreadPoolExecutor(len(PEOPLE)) as pool:
        kinds = Counter(pool.map(press, PEOPLE))
    assert kinds == {"answer": 1, "moderation_overtaken": len(PEOPLE) - 1}
    with transaction(engine) as session:
        assert len(session.scalars(select(Moderation)).all()) == 1
        assert walk(session).fault is None
