"""Deciding: keep, set, levels, two at the same moment, and what the owner gets and answers."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.reporting.reports import newest
from models.audit import AuditEvent
from models.cycle import Cycle
from models.delivery import Posted
from models.message import Button, Message
from models.message_json import to_json
from models.partnership import Partnership
from models.people import Person, RoleAssignment
from models.plan import Action
from models.snapshot import load
from models.standing import standings
from models.states import Rating
from models.update import Moderation
from tests.handlers.doing import do, notice
from tests.handlers.moderating.desk import NOW, Desk, button, buttons, press, send, type_line, words

HERE = Partnership()
SIGNING = datetime.fromisoformat("2023-10-16T09:00:00+00:00")


@pytest.fixture
def desk(session: Session) -> Desk:
    return Desk(session)


@pytest.fixture
def action(desk: Desk) -> Action:
    return desk.asked("6.1", "amber", words="Two left.", recovery="Two start.")


def queue(desk: Desk, person: Person, *, at: datetime = NOW) -> Message:
    (message,) = do(desk.session, "moderation", by=person, at=at).say
    return message


def keep(desk: Desk, person: Person) -> Button:
    return button(queue(desk, person), "Keep Amber, at risk, for 6.1")


def setting(desk: Desk, person: Person, rating: str = "Red, off track") -> Button:
    return button(queue(desk, person), f"Set {rating}, for 6.1")


def set_it(desk: Desk, person: Person, rating: str, reason: str, level: str = "") -> None:
    form = press(desk.session, setting(desk, person, rating), by=person).form
    if level:
        send(desk.session, form, by=person, reason=reason, level=level)
    else:
        send(desk.session, form, by=person, reason=reason)


def reported(desk: Desk, action: Action, *, at: datetime = NOW) -> Rating | None:
    return standings(desk.session, desk.plan.id, at, HERE)[action.id].ratings.value


def test_one_press_keeps_the_owners_rating(desk: Desk, action: Action) -> None:
    reply = press(desk.session, keep(desk, desk.chair), by=desk.chair)
    assert notice(reply) == "6.1: Amber, at risk, kept."
    (row,) = desk.moderations(action)
    assert (row.kept, row.rating, row.level.value) == (True, Rating.AMBER, "chair")
    assert desk.told(desk.owner) == []


def test_setting_another_asks_for_a_reason_and_keeps_what_was_typed(
    desk: Desk, action: Action
) -> None:
    form = press(desk.session, setting(desk, desk.chair), by=desk.chair).form
    assert form is not None
    assert {f.name: f.value for f in form.fields}["rating"] == "red"
    for empty in ("", " . "):
        reply = send(desk.session, form, by=desk.chair, reason=empty)
        assert reply.errors == {"reason": "Write why; the owner and the Board read it."}
    send(desk.session, form, by=desk.chair, reason="No way back is named.")
    (row,) = desk.moderations(action)
    assert (row.rating, row.reason, row.kept) == (Rating.RED, "No way back is named.", False)
    assert reported(desk, action) is Rating.RED
    both = standings(desk.session, desk.plan.id, NOW, HERE)[action.id].ratings
    assert both.owner is not None
    assert both.owner.value is Rating.AMBER


def test_the_owner_is_told_privately_and_may_answer(desk: Desk, action: Action) -> None:
    set_it(desk, desk.chair, "Red, off track", "No way back is named.")
    (told,) = desk.told(desk.owner)
    head = "6.1 goes to the Board as Red, off track: the chair has set that rating."
    assert told.notice == head
    assert '"No way back is named."' in words(told)
    form = press(desk.session, button(told, "Answer about 6.1"), by=desk.owner).form
    assert send(desk.session, form, by=desk.owner, words="").errors
    answer = send(desk.session, form, by=desk.owner, words="Two start on 6 November.")
    assert answer.say[0].kind == "moderation_answered"
    (row,) = desk.moderations(action)
    assert [reply.words for reply in row.replies] == ["Two start on 6 November."]
    (passed,) = desk.told(desk.chair)
    assert (
        passed.notice == "The Annual Review Manager has answered about the moderated rating of 6.1."
    )
    assert reported(desk, action) is Rating.RED
    about = type_line(desk.session, "about 6.1", by=desk.chair).say[0]
    assert 'answered: "Two start on 6 November."' in words(about)


def test_a_line_under_the_message_is_the_answer(desk: Desk, action: Action) -> None:
    set_it(desk, desk.chair, "Red, off track", "No way back is named.")
    (told,) = desk.told(desk.owner)
    posted = Posted(platform="local", conversation="person:1", platform_id="1", kind="moderated",
                    person_id=desk.owner.id, message=to_json(told), at=NOW)  # fmt: skip
    desk.session.add(posted)
    desk.session.flush()
    reply = type_line(desk.session, "Two start on 6 November.", by=desk.owner, posted_id=posted.id)
    assert reply.say[0].kind == "moderation_answered"
    (row,) = desk.moderations(action)
    assert [answer.words for answer in row.replies] == ["Two start on 6 November."]


def test_an_answer_sent_twice_is_one(desk: Desk, action: Action) -> None:
    set_it(desk, desk.chair, "Red, off track", "No way back is named.")
    form = press(desk.session, button(desk.told(desk.owner)[0], "Answer about 6.1"),
                 by=desk.owner).form  # fmt: skip
    for _ in range(2):
        send(desk.session, form, by=desk.owner, words="Two start.")
    (row,) = desk.moderations(action)
    assert len(row.replies) == 1


def test_nobody_else_answers_for_the_owner(desk: Desk, action: Action) -> None:
    set_it(desk, desk.chair, "Red, off track", "No way back is named.")
    pressed = button(desk.told(desk.owner)[0], "Answer about 6.1")
    stranger = desk.person("SENCO Forum Lead")
    for person in (stranger, desk.office):
        assert notice(press(desk.session, pressed, by=person)).startswith("6.1 belongs to the")
    assert action.ref == "6.1"


def test_the_later_level_wins_whoever_is_quicker(desk: Desk, action: Action) -> None:
    set_it(desk, desk.chair, "Red, off track", "No way back is named.")
    decided = press(desk.session, button(queue(desk, desk.office), "Decided: 1"), by=desk.office)
    form = press(desk.session, button(decided.say[0], "Set Green, on track, for 6.1"),
                 by=desk.office).form  # fmt: skip
    reply = send(desk.session, form, by=desk.office, reason="Seen in the minutes.")
    assert notice(reply) == (
        "6.1: set to Green, on track. Red, off track by the chair still counts: a later level wins."
    )
    assert reported(desk, action) is Rating.RED
    assert len(desk.moderations(action)) == 2
    told = desk.told(desk.owner)[-1].notice
    assert told.startswith("6.1 stays Red, off track for the Board: the programme office has set")


@pytest.mark.parametrize(
    ("who", "level"), [("chair", "pdg"), ("secretary", "board")],
)  # fmt: skip
def test_a_meetings_decision_is_recorded_by_who_records_it(
    desk: Desk, action: Action, who: str, level: str
) -> None:
    person = getattr(desk, who)
    set_it(
        desk, person, "Red, off track", "Minute 4.", **({"level": level} if who == "chair" else {})
    )
    (row,) = desk.moderations(action)
    assert row.level.value == level


def test_the_office_cannot_decide_as_the_chair(desk: Desk, action: Action) -> None:
    reply = press(desk.session, keep(desk, desk.chair), by=desk.office)
    assert notice(reply) == (
        "You can decide as the programme office, not as the chair, so nothing is recorded."
    )
    assert desk.moderations(action) == []


def test_a_role_that_ended_decides_nothing(desk: Desk, action: Action) -> None:
    pressed = keep(desk, desk.chair)
    for role in desk.session.scalars(select(RoleAssignment)):
        role.ends = date(2023, 10, 9)
    desk.session.flush()
    assert notice(press(desk.session, pressed, by=desk.chair)).startswith("Only the programme")
    assert desk.moderations(action) == []
    refusals = select(func.count()).select_from(AuditEvent).where(AuditEvent.act == "refused")
    assert desk.session.scalar(refusals) == 1


def test_who_keeps_a_moment_later_is_told_and_can_decide_again(desk: Desk, action: Action) -> None:
    mine = keep(desk, desk.office)
    set_it(desk, desk.chair, "Red, off track", "No way back is named.")
    reply = press(desk.session, mine, by=desk.office)
    said = words(reply.say[0])
    assert "The chair (Independent Chair) set Red, off track" in said
    assert "You wanted to keep Amber, at risk." in said
    assert len(desk.moderations(action)) == 1
    again = button(reply.say[0], "Keep Amber all the same, for 6.1")
    press(desk.session, again, by=desk.office)
    assert [row.level.value for row in desk.moderations(action)] == ["chair", "programme_office"]


def test_who_sets_a_moment_later_keeps_every_word(desk: Desk, action: Action) -> None:
    form = press(desk.session, setting(desk, desk.office), by=desk.office).form
    press(desk.session, keep(desk, desk.chair), by=desk.chair)
    again = send(desk.session, form, by=desk.office, reason="Seen in the minutes.").form
    assert again is not None
    values = {field.name: field.value for field in again.fields}
    assert (values["rating"], values["reason"]) == ("red", "Seen in the minutes.")
    assert "".join(getattr(run, "text", "") for run in again.intro).startswith("The chair")
    assert len(desk.moderations(action)) == 1
    send(desk.session, again, by=desk.office)
    assert len(desk.moderations(action)) == 2


def test_the_same_press_twice_is_one_decision(desk: Desk, action: Action) -> None:
    pressed = keep(desk, desk.chair)
    for _ in range(2):
        press(desk.session, pressed, by=desk.chair)
    form = press(
        desk.session, button(item(desk), "Set Red, off track, for 6.1"), by=desk.chair
    ).form
    for _ in range(2):
        send(desk.session, form, by=desk.chair, reason="No way back.")
    assert len(desk.moderations(action)) == 2


def item(desk: Desk) -> Message:
    return type_line(desk.session, "moderate 6.1", by=desk.chair).say[0]


def test_one_action_is_looked_at_and_set_by_a_line(desk: Desk, action: Action) -> None:
    assert item(desk).kind == "moderation_item"
    said = type_line(desk.session, "Moderate 6.1 to Red: No way back is named.", by=desk.chair)
    assert notice(said) == "6.1 is moderated to Red, off track for 2023-10. The owner is told."
    (row,) = desk.moderations(action)
    assert row.reason == "No way back is named."
    missing = notice(type_line(desk.session, "moderate 6.1 red", by=desk.chair))
    assert missing.startswith("Say why, too")


def test_after_the_board_has_met_its_report_is_moderated_no_more(
    desk: Desk, action: Action
) -> None:
    pressed = keep(desk, desk.chair)
    reply = press(desk.session, pressed, by=desk.chair, at=NOW + timedelta(days=16))
    assert notice(reply).startswith("October's Board met on Wednesday 25 October")
    assert desk.moderations(action) == []


def test_who_signs_sees_what_is_not_moderated_and_overrides_it_by_name(
    desk: Desk, action: Action
) -> None:
    assert action.ref == "6.1"
    (draft,) = do(desk.session, "report.draft", by=desk.chair, at=SIGNING).say
    assert "Not moderated, so that signing overrides it by name: 6.1." in words(draft)
    press(desk.session, button(draft, _sign_off(draft)), by=desk.chair, at=SIGNING)
    cycle = desk.session.get_one(Cycle, desk.october.id)
    report = newest(desk.session, cycle)
    assert report is not None
    assert load(report.snapshot)["unmoderated"] == ["6.1"]
    event = desk.session.scalars(select(AuditEvent).where(AuditEvent.act == "report_signed")).one()
    assert event.after["unmoderated"] == ["6.1"]
    signed = queue(desk, desk.chair, at=SIGNING)
    assert "Version 1 of this report is signed and stays as it is." in words(signed)


def _sign_off(draft: Message) -> str:
    return next(b.speak for b in buttons(draft) if b.verb == "report.sign")


def test_every_decision_has_its_event(desk: Desk, action: Action) -> None:
    press(desk.session, keep(desk, desk.chair), by=desk.chair)
    set_it_again = press(desk.session, button(item(desk), "Set Red, off track, for 6.1"),
                         by=desk.chair)  # fmt: skip
    send(desk.session, set_it_again.form, by=desk.chair, reason="No way back.")
    acts = [e.act for e in desk.session.scalars(select(AuditEvent).order_by(AuditEvent.seq))]
    assert acts == ["rating_kept", "rating_moderated"]
    assert desk.session.scalar(select(func.count()).select_from(Moderation)) == 2
    assert action.ref == "6.1"
