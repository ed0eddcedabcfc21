"""Every number opens its list, every line its action, and long lists turn in their place."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from handlers.inquiring.answering import QUESTIONS
from handlers.verbs import VERBS, call
from models.delivery import Posted
from models.message import Button, Facts, Heading, Items, Message, Moment, Note
from models.message_json import to_json
from tests.handlers.inquiring.asks import asking, buttons, only, press, read, typed
from tests.handlers.inquiring.test_as_at import question_reds
from tests.handlers.inquiring.worlds import NOW, RandomPlan

ABOUT = {"waits_on": {"ref": "2.1"}, "moved": {"ref": "1.1"}, "late": {}}


@pytest.fixture
def plan(asked: Session) -> RandomPlan:
    """A plan of forty actions with all that can be asked about."""
    made = RandomPlan(asked, 5, actions=40)
    made.ask_all()
    made.measure_all()
    question_reds(made, NOW)
    return made


def card_of(plan: RandomPlan, question: str) -> Message:
    """A question's card, as the chair gets it."""
    return only(call(question, asking(plan.session, plan.chair, ABOUT.get(question, {}))))


def stands(plan: RandomPlan, message: Message) -> int:
    """The number of the message, once it stands in the chair's conversation."""
    posted = Posted(
        platform="local", conversation=f"person:{plan.chair.id}", platform_id="1",
        person_id=plan.chair.id, kind=message.kind, message=to_json(message), at=NOW,
    )  # fmt: skip
    plan.session.add(posted)
    plan.session.flush()
    return posted.id


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_every_number_of_a_card_opens_a_list_of_that_many_lines(
    plan: RandomPlan, question: str
) -> None:
    card = card_of(plan, question)
    told = [fact.value for block in card.blocks if isinstance(block, Facts) for fact in block.facts]
    zero = ("0", "0 of", "no ")
    lists = [b for b in buttons(card, "inquiry.list") if "of" in dict(b.args)]
    numbers = [b for b in lists if "page" not in dict(b.args)]
    shown = [v for v in told if not "".join(str(getattr(r, "text", r)) for r in v).startswith(zero)]
    assert len(numbers) >= len(shown)
    for button in numbers:
        listed = only(press(plan.session, plan.chair, button))
        assert listed.kind == "inquiry_list"
        count = int(button.label.split()[0]) if button.label[0].isdigit() else None
        if count is not None:
            assert _lines(plan, listed) == count, button.label


def _lines(plan: RandomPlan, listed: Message) -> int:
    """How many lines a list has over all its pages, turned in its place."""
    lines, seen = 0, listed
    while True:
        lines += sum(len(b.items) for b in seen.blocks if isinstance(b, Items))
        onwards = [
            b for b in buttons(seen, "inquiry.list") if "next" in b.label or "last" in b.label
        ]
        if not onwards:
            return lines
        reply = press(plan.session, plan.chair, onwards[0], posted_id=stands(plan, seen))
        assert reply.instead is not None
        seen = reply.instead


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_every_line_about_an_action_opens_it(plan: RandomPlan, question: str) -> None:
    card = card_of(plan, question)
    opens = buttons(card, "about")
    for button in opens:
        assert only(press(plan.session, plan.chair, button)).kind == "about"
    if question in {"rated", "due", "late", "brief"}:
        assert opens


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_every_answer_stands_alone_on_a_phone(plan: RandomPlan, question: str) -> None:
    card = card_of(plan, question)
    assert isinstance(card.blocks[0], Heading)
    assert card.notice.endswith(".")
    assert len(card.notice) < 250
    assert sum(len(b.items) for b in card.blocks if isinstance(b, Items)) <= 3
    last = card.blocks[-1]
    assert isinstance(last, Note)
    assert any(isinstance(run, Moment) and run.at == NOW for run in last.text)


def test_a_card_s_own_lines_turn_in_their_place_and_keep_what_was_asked(plan: RandomPlan) -> None:
    card = only(typed(plan.session, plan.chair, "what is due in 90 days"))
    (onwards,) = [b for b in buttons(card, "due") if "next" in b.label]
    assert dict(onwards.args)["number"] == "90"
    turned = press(plan.session, plan.chair, onwards, posted_id=stands(plan, card)).instead
    assert turned is not None
    assert turned.notice == card.notice
    assert "These are 4 to 6 of" in read(turned)
    assert any("before" in b.label for b in buttons(turned, "due"))


def test_the_card_of_questions_asks_each_of_them(plan: RandomPlan) -> None:
    card = only(typed(plan.session, plan.chair, "what can I ask?"))
    pressed = [press(plan.session, plan.chair, button) for button in buttons(card)]
    kinds = {only(reply).kind for reply in pressed}
    assert kinds == {f"inquiry_{q}" for q in QUESTIONS} - {"inquiry_moved"}
    assert {b.verb for b in buttons(card)} <= set(VERBS)


def test_a_button_of_another_version_is_answered_in_a_sentence(plan: RandomPlan) -> None:
    for about in ({"question": "gone", "of": "x"}, {"question": "summary", "of": "gone"}, {}):
        button = Button("7 of them", "inquiry.list", tuple(sorted(about.items())))
        said = only(press(plan.session, plan.chair, button)).notice
        assert "Ask once more" in said
    strange = {"at": "never", "page": "-4", "number": "9" * 50, "unit": "days", "area": "99"}
    said = only(call("due", asking(plan.session, plan.chair, strange))).notice
    assert said == "There is no area 99 in the plan; it has areas 1, 2, 3 and 4."
    del strange["area"]
    assert only(call("due", asking(plan.session, plan.chair, strange))).kind == "inquiry_due"


def test_what_waits_on_the_blocker_names_the_areas_it_holds_up(asked: Session) -> None:
    plan = RandomPlan(asked, 8, actions=4)
    blocker = plan.world.action("1.9", owner=plan.owners[0])
    for ref in ("2.7", "3.7", "4.7"):
        plan.world.needs(plan.world.action(ref, owner=plan.owners[1]), blocker)
    card = only(typed(asked, plan.chair, "what waits on 1.9"))
    assert card.notice == "3 actions wait on 1.9, in areas 2, 3 and 4."
    assert only(typed(asked, plan.chair, "what waits on 99.9")).notice.startswith("There is no")
