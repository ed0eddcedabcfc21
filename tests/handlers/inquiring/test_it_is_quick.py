"""Each answer takes well under a third of a second, and reads no more rows one by one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from handlers.inquiring.answering import QUESTIONS
from handlers.verbs import call
from tests.handlers.inquiring.asks import asking, only
from tests.handlers.inquiring.published import publish
from tests.handlers.inquiring.test_as_at import question_reds
from tests.handlers.inquiring.worlds import NOW, RandomPlan

LIMIT_SECONDS = 0.3
MOST_STATEMENTS = 60
"""However many actions there are: the parts of a long answer are read together."""
ABOUT = {"waits_on": {"ref": "2.1"}, "moved": {"ref": "1.1"}}


@contextmanager
def counting(engine: Engine) -> Iterator[list[int]]:
    """How many statements go to the database."""
    found = [0]

    def note(*_: object) -> None:
        found[0] += 1

    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("size", [56, 116])
def test_every_answer_is_quick_on_a_plan_of_the_real_size(asked: Session, size: int) -> None:
    plan = RandomPlan(asked, 7, actions=size)
    plan.ask_all()
    plan.measure_all()
    question_reds(plan, NOW)
    publish(plan)
    engine = asked.get_bind()
    assert isinstance(engine, Engine)
    for person in (plan.chair, plan.owners[0], plan.member):
        for question in sorted(QUESTIONS):
            asked.expunge_all()
            asked.info.clear()
            request = asking(asked, asked.merge(person), ABOUT.get(question, {}))
            with counting(engine) as statements:
                began = time.process_time()
                only(call(question, request))
                took = time.process_time() - began
            assert took < LIMIT_SECONDS, (question, person.name, took)
            assert statements[0] <= MOST_STATEMENTS, (question, person.name, statements[0])
