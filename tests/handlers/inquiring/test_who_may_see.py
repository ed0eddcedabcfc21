"""Everybody is answered with what they may see: all of it, their own area, or what is published."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.allowed import may_do
from handlers.hear import work
from handlers.inquiring.answering import QUESTIONS
from handlers.inquiring.sight import sight_of
from handlers.verbs import call
from models.delivery import Heard, Occasion
from models.message_json import message_from
from models.people import Absence, Person, RoleAssignment
from models.permissions import Act
from models.plan import Action
from models.states import MonitoringLevel, Rating, Role, Scope
from tests.handlers.inquiring.asks import (
    BOARD_CHANNEL,
    HERE,
    answer,
    asking,
    buttons,
    only,
    press,
    read,
    refs,
    typed,
)
from tests.handlers.inquiring.published import publish
from tests.handlers.inquiring.worlds import AREAS, NOW, RandomPlan
from tests.world import LONG_AGO

LOOKED_AT = (Act.READ_WORKING, Act.SEE_SILENCE, Act.REVIEW_EVIDENCE, Act.SETTLE_DISPUTE)


@pytest.fixture
def plan(asked: Session) -> RandomPlan:
    """A random plan without a report."""
    made = RandomPlan(asked, 2)
    made.ask_all()
    made.measure_all()
    return made


@pytest.fixture
def published(plan: RandomPlan) -> RandomPlan:
    """The same after October's report went to the Board; much has happened since."""
    publish(plan)
    plan.go_on(NOW - timedelta(days=1))
    return plan


def own_area(plan: RandomPlan, person: Person) -> set[str]:
    """The references of the areas in which somebody owns something."""
    areas = {a.area_id for a in plan.actions if person.id in {a.owner_id, a.deputy_id}}
    return {a.ref for a in plan.actions if a.area_id in areas and a.stage.value != "superseded"}


def everybody(plan: RandomPlan) -> list[Person]:
    """People in every kind of part: in office, with scoped roles, leads, owners, who stand in."""
    world, first = plan.world, plan.actions[0]
    adviser = world.person("SEND Adviser")
    world.role(adviser, Role.ADVISER)
    scoped = world.person("Area Verifier")
    for scope, scope_id in ((Scope.AREA, first.area_id), (Scope.ACTION, plan.actions[1].id)):
        plan.session.add(
            RoleAssignment(
                person_id=scoped.id, role=Role.VERIFIER, scope=scope, scope_id=scope_id,
                starts=NOW.date(), granted_at=LONG_AGO,
            )
        )  # fmt: skip
    stands_in = world.person("Stand-in Manager")
    plan.session.add(
        Absence(
            person_id=plan.owners[0].id, starts=NOW.date(), ends=NOW.date(),
            deputy_id=stands_in.id, recorded_at=LONG_AGO,
        )
    )  # fmt: skip
    first.monitoring = MonitoringLevel.LOCAL
    plan.actions[2].deputy_id = plan.owners[3].id
    plan.session.flush()
    ended = world.person("Former Chair")
    world.role(ended, Role.CHAIR, ends=NOW.date() - timedelta(days=1))
    return list(plan.session.scalars(select(Person).order_by(Person.id)))


def test_what_is_seen_at_once_is_what_the_policy_says_of_each(plan: RandomPlan) -> None:
    actions = plan.session.scalars(select(Action)).all()
    for person in everybody(plan):
        request = asking(plan.session, person)
        for act in LOOKED_AT:
            sight = sight_of(request, plan.world.plan.id, act)
            one_by_one = {a.id for a in actions if may_do(request, act, action=a).allowed}
            assert sight.actions == one_by_one, (person.name, act)
            assert sight.is_whole == (len(one_by_one) == len(actions))


def test_an_owner_is_answered_of_their_own_area_and_told_so(published: RandomPlan) -> None:
    owner = next(o for o in published.owners if own_area(published, o))
    seen = own_area(published, owner)
    told = answer(published.session, owner, "summary")
    listed = set().union(*(refs(told, n.key) for n in told.numbers))
    assert listed <= seen
    card = only(typed(published.session, owner, "summary"))
    assert "that you may read as they stand" in read(card)
    whole = next(b for b in buttons(card) if b.label == "The whole plan, as published")
    assert "As published in 2023-10 v1" in read(only(press(published.session, owner, whole)))


def test_an_area_that_is_not_theirs_is_answered_from_what_is_published(
    published: RandomPlan,
) -> None:
    owner = next(o for o in published.owners if own_area(published, o))
    own = {ref.split(".")[0] for ref in own_area(published, owner)}
    for area in AREAS:
        card = read(only(typed(published.session, owner, f"summary area {area}")))
        assert ("As published in" in card) == (area not in own)


def test_before_anything_is_published_a_board_member_is_told_who_can_read(
    plan: RandomPlan,
) -> None:
    said = only(typed(plan.session, plan.member, "summary")).notice
    assert said.startswith("Nothing had been published by then. Only those who own an action")


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_a_board_member_gets_what_is_published_and_nothing_later(
    published: RandomPlan, question: str
) -> None:
    about = {"ref": "1.1"} if question in {"moved", "waits_on"} else {}
    card = only(call(question, asking(published.session, published.member, about)))
    if question != "waiting":
        assert "As published in 2023-10 v1" in read(card)
    assert LATER_WORDS not in read(card)


LATER_WORDS = "It got worse"


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_a_channel_never_hears_what_is_not_published(published: RandomPlan, question: str) -> None:
    for action in published.actions:
        if action.stage.is_live:
            published.said(action, NOW - timedelta(hours=1), rating=Rating.RED, words=LATER_WORDS)
    about = {"ref": "1.1"} if question in {"moved", "waits_on"} else {}
    request = asking(published.session, published.chair, about, in_=BOARD_CHANNEL)
    reply = call(question, request)
    if not reply.fits_channel:
        assert QUESTIONS[question].is_personal
        return
    card = only(reply)
    assert LATER_WORDS not in read(card)
    assert "As published in 2023-10 v1" in read(card)
    for button in buttons(card, "inquiry.list"):
        listed = press(published.session, published.chair, button, in_=BOARD_CHANNEL)
        assert listed.fits_channel
        assert LATER_WORDS not in read(only(listed))
    (alone,) = buttons(card, "inquiry.private")
    told = press(published.session, published.chair, alone, in_=BOARD_CHANNEL)
    assert not told.fits_channel
    assert "As published" not in read(only(told))


def test_what_does_not_fit_a_channel_goes_to_who_asked(published: RandomPlan) -> None:
    for number, (words, here) in enumerate(
        (("summary", "inquiry_summary"), ("what waits for me", "answered_privately"),
         ("my actions", "answered_privately"), ("1.1 green", "answered_privately"))
    ):  # fmt: skip
        heard = Heard(
            key=f"k{number}", platform="local", conversation=BOARD_CHANNEL, kind="line", at=NOW,
            person_id=published.chair.id, body={"words": words},
        )  # fmt: skip
        published.session.add(heard)
        published.session.flush()
        work(published.session, heard, now=NOW, partnership=HERE)
        owed = published.session.scalars(
            select(Occasion).where(Occasion.key.startswith(f"answer:{heard.id}:"))
        ).all()
        public = [o for o in owed if o.about.get("conversation") == BOARD_CHANNEL]
        assert [message_from(o.message).kind for o in public if o.message] == [here], words
        private = [o for o in owed if "conversation" not in o.about]
        assert bool(private) == (here == "answered_privately")


def test_an_action_is_opened_in_a_channel_as_it_was_published(published: RandomPlan) -> None:
    card = only(
        typed(published.session, published.chair, "what do you know about 1.1?", in_=BOARD_CHANNEL)
    )
    assert card.kind == "about_published"
    assert "As published in 2023-10 v1" in read(card)
    request = asking(published.session, published.member, words="about 1.1")
    assert only(call("typed", request)).kind == "about_published"
    nobody = replace(request, words="about 99.9")
    assert "no action 99.9" in only(call("typed", nobody)).notice


def test_before_anything_is_published_the_channel_s_question_is_answered_alone(
    plan: RandomPlan,
) -> None:
    reply = typed(plan.session, plan.chair, "summary", in_=BOARD_CHANNEL)
    assert not reply.fits_channel
    assert "As published" not in read(only(reply))
