"""Challenges: asked, put to who answers, answered in place, listed, withdrawn, printed."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.paper.exceptions import exceptions
from handlers.paper.freeze import freeze
from handlers.paper.frozen import Frozen
from handlers.paper.view import view_of
from models.challenge import Challenge, ChallengeState
from models.delivery import Occasion, OccasionState, Posted
from models.document import Entry, section_runs
from models.dossier import dossier
from models.message import Message
from models.partnership import Partnership
from models.people import Person
from models.plan import Action
from models.states import Stage
from tests.handlers.doing import do, notice
from tests.handlers.moderating.desk import NOW, Desk, button, press, send, type_line, words

HERE = Partnership()
QUESTION = "What stops the recruitment?"


@pytest.fixture
def desk(session: Session) -> Desk:
    return Desk(session)


@pytest.fixture
def action(desk: Desk) -> Action:
    return desk.asked("2.4", "amber", words="Two officers left.", recovery="Two start.")


TYPED = f"challenge 2.4: {QUESTION}"


def ask(desk: Desk, line: str = TYPED, *, by: Person | None = None) -> Message:
    (message,) = type_line(desk.session, line, by=by or desk.chair).say
    return message


def newest(desk: Desk) -> Challenge:
    return desk.session.scalars(select(Challenge).order_by(Challenge.id.desc())).first()  # type: ignore[return-value]  # there is one


def test_a_typed_challenge_reaches_the_owner_with_the_words_it_is_about(
    desk: Desk, action: Action
) -> None:
    receipt = ask(desk)
    assert receipt.notice == "Your question about 2.4 goes to the Annual Review Manager."
    (told,) = desk.told(desk.owner)
    assert told.notice == f"A question from the chair about 2.4: {QUESTION}"
    assert 'It is about what was said on Tuesday 3 October: "Two officers left."' in words(told)
    row = newest(desk)
    assert (row.action_id, row.question, row.state) == (action.id, QUESTION, ChallengeState.OPEN)
    assert row.update_id is not None


@pytest.mark.parametrize(
    ("line", "is_marked"),
    [
        ("challenge 2.4: What stops the recruitment?", False),
        ("Challange 2.4 - What stops the recruitment?", False),
        ("please challenge the update on 2.4: What stops the recruitment?", False),
        ("challenge action 2.4, What stops the recruitment?", False),
        ("ask the owner of 2.4: What stops the recruitment?", False),
        ("challenge 2.4 for the paper: What stops the recruitment?", True),
        ("Challenge 2.4: What stops the recruitment? (for the paper)", True),
    ],
)
def test_a_challenge_is_understood_typed_sloppily(
    desk: Desk, action: Action, line: str, *, is_marked: bool
) -> None:
    ask(desk, line)
    row = newest(desk)
    assert row.action_id == action.id
    assert row.question.rstrip("?") == QUESTION.rstrip("?")
    assert row.for_paper is is_marked


def test_a_challenge_without_a_question_offers_the_form(desk: Desk, action: Action) -> None:
    offered = ask(desk, "challenge 2.4")
    form = press(desk.session, button(offered, "Write the question"), by=desk.chair).form
    assert send(desk.session, form, by=desk.chair, question=" ").errors == {
        "question": "Write the question; it is empty."
    }
    send(desk.session, form, by=desk.chair, question=QUESTION, for_paper="yes")
    assert newest(desk).for_paper
    assert action.ref == "2.4"


def test_it_is_challenged_from_the_queue_and_from_the_card(desk: Desk, action: Action) -> None:
    queue = do(desk.session, "moderation", by=desk.chair, at=NOW).say[0]
    card = type_line(desk.session, "about 2.4", by=desk.chair).say[0]
    for message, label in ((queue, "Challenge the update of 2.4"), (card, "Challenge 2.4")):
        form = press(desk.session, button(message, label), by=desk.chair).form
        assert form is not None
        assert form.title == "Challenge 2.4"
    assert action.ref == "2.4"


def test_the_owner_answers_by_the_form_and_who_asked_is_told(desk: Desk, action: Action) -> None:
    ask(desk)
    (told,) = desk.told(desk.owner)
    form = press(desk.session, button(told, "Answer the question about 2.4"), by=desk.owner).form
    assert send(desk.session, form, by=desk.owner, words="...").errors
    send(desk.session, form, by=desk.owner, words="The grade; it is being looked at.")
    (back,) = desk.told(desk.chair)
    assert back.kind == "challenge_reply"
    assert '"The grade; it is being looked at."' in words(back)
    assert newest(desk).state is ChallengeState.ANSWERED
    assert action.ref == "2.4"


def posted_question(desk: Desk) -> Posted:
    """The question as it stands with the owner, once the outbox has sent it."""
    owed = desk.session.scalars(
        select(Occasion).where(Occasion.key.startswith("note:challenge:"))
    ).one()
    posted = Posted(platform="local", conversation="person:1", platform_id="1", kind="challenge",
                    person_id=owed.person_id, message=owed.message, at=NOW)  # fmt: skip
    desk.session.add(posted)
    desk.session.flush()
    owed.posted_id, owed.state = posted.id, OccasionState.SENT
    desk.session.flush()
    return posted


def test_a_line_in_its_thread_is_the_answer(desk: Desk, action: Action) -> None:
    ask(desk)
    posted = posted_question(desk)
    reply = type_line(desk.session, "The grade; it is being looked at.", by=desk.owner,
                      posted_id=posted.id)  # fmt: skip
    assert reply.say[0].kind == "challenge_answered"
    assert [r.words for r in newest(desk).replies] == ["The grade; it is being looked at."]
    instead = select(Occasion).where(Occasion.posted_id == posted.id,
                                     Occasion.key.startswith("instead:"))  # fmt: skip
    assert desk.session.scalars(instead).one().message is not None
    assert action.ref == "2.4"


def test_a_line_that_names_the_action_answers_too(desk: Desk, action: Action) -> None:
    ask(desk)
    type_line(desk.session, "Answer 2.4: the grade is being looked at", by=desk.owner)
    assert [r.words for r in newest(desk).replies] == ["the grade is being looked at"]
    nothing = type_line(desk.session, "answer 7.7: it is late", by=desk.owner)
    assert notice(nothing).startswith("No question about 7.7 waits for you.")
    assert action.ref == "2.4"


def test_question_and_answer_stand_beside_the_update(desk: Desk, action: Action) -> None:
    ask(desk)
    type_line(desk.session, "answer 2.4: the grade is being looked at", by=desk.owner)
    card = words(type_line(desk.session, "about 2.4", by=desk.chair).say[0])
    assert f'The chair asked on Tuesday 10 October: "{QUESTION}"' in card
    assert 'answered on Tuesday 10 October: "the grade is being looked at"' in card
    told = dossier(desk.session, action, NOW, HERE)
    assert told is not None
    (asked,) = told["challenges"]
    assert (asked["question"], asked["state"]) == (QUESTION, "answered")
    assert asked["answers"][0]["words"] == "the grade is being looked at"


def test_while_the_owner_is_away_the_deputy_gets_it(desk: Desk, action: Action) -> None:
    deputy = desk.person("Deputy")
    desk.away(desk.owner, date(2023, 10, 9), date(2023, 10, 20), deputy=deputy)
    ask(desk)
    assert newest(desk).to is deputy
    assert desk.told(deputy)[0].kind == "challenge"
    assert desk.told(desk.owner) == []
    type_line(desk.session, "answer 2.4: the grade", by=deputy)
    assert newest(desk).state is ChallengeState.ANSWERED
    assert action.ref == "2.4"


def test_of_a_vacant_post_the_area_lead_is_asked(desk: Desk) -> None:
    post = desk.person("Commissioning Manager", is_vacant=True)
    desk.asked("6.1", "amber", owner=post)
    ask(desk, "challenge 6.1: who does it now?")
    assert newest(desk).to is desk.lead


def test_where_nobody_is_in_post_it_stands_on_record(desk: Desk) -> None:
    desk.asked("9.1", "amber", owner=None)
    receipt = ask(desk, "challenge 9.1: who does it now?")
    assert receipt.notice.endswith("nobody is in post to answer it.")


def test_nobody_challenges_themselves_and_only_some_may(desk: Desk, action: Action) -> None:
    desk.asked("7.5", "amber", owner=desk.chair)
    assert ask(desk, "challenge 7.5: why?").notice.startswith("7.5 is yours to answer for")
    assert ask(desk, by=desk.owner).notice.startswith("Only the chair, the acting chair,")
    assert desk.session.scalars(select(Challenge)).all() == []
    ask(desk, by=desk.secretary)
    assert newest(desk).level.value == "board"
    assert action.ref == "2.4"


def test_the_same_question_twice_is_one(desk: Desk, action: Action) -> None:
    ask(desk)
    ask(desk)
    assert len(desk.session.scalars(select(Challenge)).all()) == 1
    assert action.ref == "2.4"


def test_open_questions_are_listed_until_they_are_answered_or_withdrawn(
    desk: Desk, action: Action
) -> None:
    desk.asked("2.5", "amber")
    receipt = ask(desk)
    ask(desk, "challenge 2.5: And here?")
    listed = type_line(desk.session, "open challenges", by=desk.chair).say[0]
    assert listed.notice == "Two questions open, the oldest first."
    assert receipt.kind == "challenge_asked"
    withdrawn = type_line(desk.session, "Withdraw the challenge on 2.4", by=desk.chair)
    assert notice(withdrawn).startswith("The question about 2.4 is withdrawn.")
    assert "No question about 2.4" in notice(
        type_line(desk.session, "withdraw my question about 2.4", by=desk.chair)
    )
    type_line(desk.session, "answer 2.5: here too", by=desk.owner)
    listed = type_line(desk.session, "open challenges", by=desk.chair).say[0]
    assert listed.notice.startswith("No question is open")
    assert action.ref == "2.4"


def test_a_withdrawn_question_needs_no_answer_and_never_leaves(desk: Desk, action: Action) -> None:
    receipt = ask(desk)
    (told,) = desk.told(desk.owner)
    answer = button(told, "Answer the question about 2.4")
    press(desk.session, button(receipt, "Withdraw the question of 2.4"), by=desk.chair)
    owed = select(Occasion).where(Occasion.key.startswith("note:challenge:"))
    assert desk.session.scalars(owed).one().state is OccasionState.CANCELLED
    assert notice(press(desk.session, answer, by=desk.owner)) == (
        "The question about 2.4 was withdrawn, so it needs no answer."
    )
    again = press(desk.session, button(receipt, "Withdraw the question of 2.4"), by=desk.chair)
    assert "withdrawn already" in notice(again)
    assert action.ref == "2.4"


def printed(desk: Desk) -> str:
    """The words of the paper's exceptions, what stands as a fact's name with them."""
    section = exceptions(frozen(desk))
    names = [f.name for block in section.blocks if isinstance(block, Entry) for f in block.facts]
    said = "".join(getattr(run, "text", "") for run in section_runs([section]))
    return f"{said} {names}"


def frozen(desk: Desk) -> Frozen:
    at = datetime.fromisoformat("2023-10-16T09:00:00+00:00")
    view = view_of(desk.session, desk.october, now=at, partnership=HERE, before=None)
    return Frozen(freeze(view, version=1))


def test_only_what_is_marked_stands_in_the_paper(desk: Desk, action: Action) -> None:
    receipt = ask(desk)
    desk.asked("2.5", "green", words="Fine.")
    ask(desk, "challenge 2.5 for the paper: How do you know?")
    section = printed(desk)
    assert QUESTION not in section
    assert "How do you know?" in section
    assert "Not answered yet." in section
    press(desk.session, button(receipt, "Put it in the paper, for 2.4"), by=desk.chair)
    type_line(desk.session, "answer 2.4: the grade", by=desk.owner)
    section = printed(desk)
    assert "Asked by the chair" in section
    assert QUESTION in section
    assert "the grade" in section
    assert action.stage is Stage.IN_PROGRESS


def test_an_update_that_begins_with_answer_is_no_answer_to_a_question(
    desk: Desk, action: Action
) -> None:
    ask(desk)
    reply = type_line(desk.session, "answer for 2.4 is green", by=desk.owner)
    assert newest(desk).replies == []
    assert reply.say
    assert action.ref == "2.4"


def test_the_card_that_is_signed_counts_the_open_questions(desk: Desk, action: Action) -> None:
    ask(desk)
    at = datetime.fromisoformat("2023-10-16T09:00:00+00:00")
    (draft,) = do(desk.session, "report.draft", by=desk.chair, at=at).say
    assert "moderated, 1 question open." in words(draft)
    assert action.ref == "2.4"
