"""The Board's report from draft to issue, through its verbs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from handlers.request import Reply
from handlers.verbs import call
from models.calendar import plan_cycle
from models.cycle import Ask, Cycle
from models.delivery import Occasion
from models.message import Button, Buttons, Message
from models.people import Person
from models.report import Report, ReportState
from models.snapshot import load, sha256_of
from models.states import Rating, Role
from models.update import Update, UpdateKind
from tests.handlers.doing import asking, do, notice
from tests.world import World

AFTER_CUT_OFF = datetime(2023, 10, 16, 9, tzinfo=UTC)
"""Monday 16 October 2023, the day of the signature."""


@pytest.fixture
def world(session: Session) -> World:
    """October's cycle with two actions, one answered and one silent; a chair and an office."""
    built = World(session)
    built.role(built.person("Chair"), Role.CHAIR)
    built.role(built.person("Programme Officer"), Role.PROGRAMME_OFFICE)
    built.role(built.person("Acting Chair"), Role.ACTING_CHAIR, ends=date(2023, 10, 31))
    owner = built.person("Annual Review Manager")
    cycle = built.cycle(plan_cycle(date(2023, 10, 25)).days())
    for ref in ("6.1", "6.3"):
        action = built.action(ref, owner=owner, due=date(2024, 12, 20))
        session.add(
            Ask(
                cycle_id=cycle.id, action_id=action.id, owner_id=owner.id, asked_id=owner.id,
                made_at=datetime(2023, 9, 29, 8, tzinfo=UTC),
                delivered_at=datetime(2023, 9, 29, 8, tzinfo=UTC),
            )
        )  # fmt: skip
    answered(built, "6.3", at=datetime(2023, 10, 3, 9, tzinfo=UTC), serial=1)
    return built


def answered(world: World, ref: str, *, at: datetime, serial: int, late: bool = False) -> None:
    owner = somebody(world, "Annual Review Manager")
    from models.plan import Action

    action = world.session.scalars(select(Action).where(Action.ref == ref)).one()
    world.session.add(
        Update(
            action_id=action.id, cycle_id=world.session.scalars(select(Cycle)).one().id,
            series="2023-10", serial=serial, kind=UpdateKind.ANSWER, author_id=owner.id,
            door="local", rating=Rating.AMBER, reason="two officers left", received_at=at,
            late=late,
        )
    )  # fmt: skip
    world.session.flush()


def somebody(world: World, name: str) -> Person:
    return world.session.scalars(select(Person).where(Person.name == name)).one()


def the_report(world: World) -> Report:
    return world.session.scalars(select(Report).order_by(Report.version.desc())).first()  # type: ignore[return-value]


def button(message: Message, label: str) -> Button:
    for block in message.blocks:
        if isinstance(block, Buttons):
            for each in block.buttons:
                if each.label == label:
                    return each
    raise AssertionError(f"{message.kind} has no button {label!r}")


def drafted(world: World, *, by: str = "Chair", at: datetime = AFTER_CUT_OFF) -> Message:
    (message,) = do(world.session, "report.draft", by=somebody(world, by), at=at).say
    return message


def signed(world: World, *, by: str = "Chair", at: datetime = AFTER_CUT_OFF) -> str:
    sign = button(drafted(world, at=at), "Sign off")
    return notice(
        do(world.session, "report.sign", by=somebody(world, by), at=at, **dict(sign.args))
    )


def test_a_draft_says_what_is_missing(world: World) -> None:
    message = drafted(world)
    assert message.notice == "October's report is ready to sign: version 1."
    assert "No update has reached us for 6.1." in str(message)


def test_the_chair_signs_what_was_shown(world: World) -> None:
    assert signed(world) == "October's report, version 1, is signed."
    report = the_report(world)
    assert report.state is ReportState.SIGNED
    assert report.signed_as == "chair"
    assert report.issue_at == datetime(2023, 10, 17, 9, tzinfo=UTC), "10 am in London, in summer"


def test_the_paper_keeps_the_name_that_the_signer_had(world: World) -> None:
    signed(world)
    somebody(world, "Chair").name = "Convenor"
    world.session.flush()
    signature = the_report(world).signature
    assert signature is not None
    assert (signature.name, signature.who) == ("Chair", "the chair")


def test_an_acting_chair_signs_by_name_within_their_dates(world: World) -> None:
    signed(world, by="Acting Chair")
    assert the_report(world).signed_as == "acting_chair"


def test_an_acting_chair_whose_time_is_over_cannot_sign(world: World) -> None:
    after = datetime(2023, 11, 1, 9, tzinfo=UTC)
    sign = button(drafted(world), "Sign off")
    reply = do(
        world.session,
        "report.sign",
        by=somebody(world, "Acting Chair"),
        at=after,
        **dict(sign.args),
    )
    assert notice(reply) == "Only the chair or the acting chair can sign off the Board's report."
    assert the_report(world).state is ReportState.DRAFT


def test_the_programme_office_can_draft_and_cannot_sign(world: World) -> None:
    message = drafted(world, by="Programme Officer")
    with pytest.raises(AssertionError):
        button(message, "Sign off")
    reply = do(
        world.session, "report.sign", by=somebody(world, "Programme Officer"), at=AFTER_CUT_OFF,
        report=str(the_report(world).id), sha256=the_report(world).sha256,
    )  # fmt: skip
    assert "Only the chair" in notice(reply)


def test_a_command_can_draft_and_can_never_sign(world: World) -> None:
    do(world.session, "report.draft", at=AFTER_CUT_OFF, cycle="2023-10")
    report = the_report(world)
    reply = do(
        world.session, "report.sign", at=AFTER_CUT_OFF, report=str(report.id), sha256=report.sha256
    )
    assert notice(reply).startswith("A command can never sign off the Board's report.")


def test_a_draft_that_changed_since_it_was_shown_is_not_signed(world: World) -> None:
    sign = button(drafted(world), "Sign off")
    drafted(world, by="Programme Officer", at=AFTER_CUT_OFF.replace(hour=10))
    reply = do(
        world.session, "report.sign", by=somebody(world, "Chair"), at=AFTER_CUT_OFF,
        **dict(sign.args),
    )  # fmt: skip
    assert "drafted anew" in notice(reply)


def test_nothing_is_signed_before_the_figures_have_closed(world: World) -> None:
    early = datetime(2023, 10, 4, 9, tzinfo=UTC)
    message = drafted(world, at=early)
    with pytest.raises(AssertionError):
        button(message, "Sign off")
    report = the_report(world)
    reply = do(
        world.session, "report.sign", by=somebody(world, "Chair"), at=early,
        report=str(report.id), sha256=report.sha256,
    )  # fmt: skip
    assert "They close on Friday 6 October 2023, 5 pm" in notice(reply)


def test_a_late_answer_stands_in_the_addendum_and_not_in_the_figures(world: World) -> None:
    answered(world, "6.1", at=datetime(2023, 10, 9, 9, tzinfo=UTC), serial=2, late=True)
    drafted(world)
    snapshot = load(the_report(world).snapshot)
    assert snapshot["late_refs"] == ["6.1"]
    action = next(a for a in snapshot["actions"] if a["ref"] == "6.1")
    assert action["answer"] is None
    assert action["marks"] == ["stale"]


def test_a_signed_report_is_held_and_released(world: World) -> None:
    signed(world)
    office = somebody(world, "Programme Officer")
    do(world.session, "report.hold", by=office, at=AFTER_CUT_OFF, reason="a figure is in doubt")
    assert the_report(world).held_at == AFTER_CUT_OFF
    do(world.session, "report.release", by=office, at=AFTER_CUT_OFF)
    assert the_report(world).held_at is None


def test_reopening_makes_the_next_version_and_keeps_the_first(world: World) -> None:
    signed(world)
    first = the_report(world)
    text_before = first.snapshot
    answered(world, "6.1", at=datetime(2023, 10, 16, 8, tzinfo=UTC), serial=2, late=True)
    later = AFTER_CUT_OFF.replace(hour=12)
    reply = do(
        world.session, "report.reopen", by=somebody(world, "Programme Officer"), at=later,
        cycle="2023-10", reason="A late answer changes it.",
    )  # fmt: skip
    assert notice(reply) == "October's report is reopened: version 2 is a draft."
    assert the_report(world).version == 2
    told = world.session.scalars(
        select(Occasion.message).where(Occasion.key.startswith("note:reopened:"))
    ).all()
    assert len(told) == 2, "the chair and the acting chair, each with the button that signs"
    assert all("report.sign" in str(message) for message in told)
    assert first.snapshot == text_before
    assert load(the_report(world).snapshot)["replaces"] == {
        "cycle": "2023-10", "version": 1, "sha256": first.sha256,
            "signed_by": "the chair", "signed_at": "2023-10-16T09:00:00+00:00",
    }  # fmt: skip


def test_the_hash_is_that_of_the_stored_snapshot(world: World) -> None:
    signed(world)
    report = the_report(world)
    assert sha256_of(report.snapshot) == report.sha256


def test_a_report_is_reopened_from_the_desk(world: World) -> None:
    signed(world)
    desk = do(world.session, "desk", by=somebody(world, "Chair")).say[0]
    args = dict(button(desk, "Reopen a signed report").args)
    opened = call("desk.open", asking(world.session, somebody(world, "Chair"), **args))
    assert opened.form is not None
    assert opened.form.verb == "report.reopen"
    assert [field.name for field in opened.form.fields if field.required] == ["reason"]


def pressed(world: World, verb: str, message: Message, label: str) -> Reply:
    """Press a button of a message that is posted."""
    found = dict(button(message, label).args)
    asked = asking(world.session, somebody(world, "Chair"), at=AFTER_CUT_OFF)
    return call(verb, replace(asked, args=found, fields={}, posted_id=1))


def test_no_button_is_left_that_acts_no_more(world: World) -> None:
    signing = pressed(world, "report.sign", drafted(world), "Sign off")
    assert signing.instead is not None
    assert signing.instead.notice == "October's report, version 1, as it was signed."
    assert "Signed by the chair." in str(signing.instead)
    assert "report.sign" not in str(signing.instead)
    held = pressed(world, "report.hold", signing.say[0], "Hold")
    assert held.instead is not None
    assert "report.hold" not in str(held.instead)
    released = pressed(world, "report.release", held.instead, "Release")
    assert released.instead is not None
    issued = pressed(world, "report.issue", released.instead, "Issue now")
    assert issued.instead is not None
    assert issued.instead.notice == "October's report, version 1, goes to the Board's channel now."
    assert not any(reply.say for reply in (held, released, issued))
    assert "report.issue" not in str(issued.instead)


def test_no_hand_can_change_a_signature(world: World) -> None:
    signed(world)
    world.session.flush()
    with pytest.raises(DBAPIError, match="append-only"):
        world.session.execute(text("UPDATE report SET signed_name = 'Somebody else'"))


def test_no_hand_can_change_a_signed_snapshot(world: World) -> None:
    signed(world)
    world.session.flush()
    with pytest.raises(DBAPIError, match="append-only"):
        world.session.execute(text("UPDATE report SET snapshot = '{}'"))


def test_the_chair_moderates_a_rating_and_both_stay(world: World) -> None:
    reply = do(
        world.session, "rating.moderate", by=somebody(world, "Chair"), at=AFTER_CUT_OFF,
        ref="6.3", rating="red", reason="No date for the second officer.",
    )  # fmt: skip
    assert notice(reply) == "6.3 is moderated to Red, off track for 2023-10. The owner is told."
    drafted(world)
    action = load(the_report(world).snapshot)["actions"][1]
    values = {side: rated and rated["value"] for side, rated in action["ratings"].items()}
    assert values == {"owner": "amber", "computed": "amber", "moderated": "red", "reported": "red"}
    assert action["reported_is"] == "moderated"


def test_an_owner_cannot_moderate(world: World) -> None:
    reply = do(
        world.session, "rating.moderate", by=somebody(world, "Annual Review Manager"),
        at=AFTER_CUT_OFF, ref="6.3", rating="green", reason="It is fine.",
    )  # fmt: skip
    assert notice(reply).startswith("Only the programme office, the chair")
