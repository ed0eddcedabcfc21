"""The Board's report goes out at its hour, signed, once, and not while it is held."""

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from handlers.reporting.reports import draft
from handlers.request import Request
from models.audit import Actor, AuditEvent
from models.cycle import Cycle
from models.delivery import OccasionState, Step
from models.message_json import to_json
from models.people import Person
from models.report import Report, ReportState
from models.states import Door
from models.store import transaction
from tests.handlers.doing import do
from tests.scheduler.month import Month, london
from tests.world import World

PAPERS = "Tuesday 2023-10-17 10:00"


@pytest.fixture
def month(engine: Engine) -> Month:
    month = Month(engine)
    month.build(_plan)
    month.clock.move_to(london("Monday 2023-10-16 12:00"))
    return month


def _plan(world: World) -> None:
    world.action("6.1", owner=world.person("Assessment Manager"))


def sign(month: Month) -> None:
    """The chair signs what is drafted now; it goes at ten of the papers' day, or at once."""
    now = month.clock.now()

    def drafted_and_signed(session: Session) -> None:
        chair = session.scalars(select(Person).where(Person.name == "Independent Chair")).one()
        actor = Actor(chair.name, Door.LOCAL, chair.id)
        request = Request(session, now, actor, chair, month.partnership)
        report = draft(request, session.scalars(select(Cycle)).one())
        report.state, report.signed_at, report.signed_by_id = ReportState.SIGNED, now, chair.id
        report.signed_as, report.signed_name = "chair", chair.name
        report.issue_at = max(now, london(PAPERS))

    month.change(drafted_and_signed)


def posted(month: Month) -> list[str]:
    """What stands in the Board's channel, with its hour."""
    return [
        f"{s.message.kind} {s.at:%a %H:%M}"
        for s in month.courier.sent
        if s.to.conversation == "channel:board"
    ]


def report(month: Month) -> Report:
    with transaction(month.engine) as session:
        found = session.scalars(select(Report).order_by(Report.id.desc())).first()
        assert found is not None
        session.expunge_all()
        return found


def test_a_signed_report_goes_at_ten_of_the_papers_day(month: Month) -> None:
    sign(month)
    month.at("Tuesday 2023-10-17 09:59")
    assert posted(month) == []
    month.at(PAPERS)
    assert posted(month) == ["board_card Tue 09:00"]
    issued = report(month)
    assert issued.state is ReportState.ISSUED
    assert issued.issued_at == london(PAPERS)
    month.at("Tuesday 2023-10-17 10:01")
    assert len(posted(month)) == 1


def reopen(month: Month) -> None:
    """The office reopens the report that was issued."""
    now = month.clock.now()

    def reopened(session: Session) -> None:
        officer = session.scalars(select(Person).where(Person.name == "Programme Officer")).one()
        do(session, "report.reopen", by=officer, at=now, cycle="2023-10", reason="A slip.")

    month.change(reopened)


def test_a_version_that_replaces_another_edits_its_card_and_says_what_differs(
    month: Month,
) -> None:
    sign(month)
    month.at(PAPERS)
    month.go_on_until("Wednesday 2023-10-18 09:00")
    reopen(month)
    sign(month)
    month.at("Wednesday 2023-10-18 11:00")
    month.at("Wednesday 2023-10-18 11:01")
    assert [each.split()[0] for each in posted(month)] == ["board_card", "report_replaced"]
    line = month.last("report_replaced")
    assert line.notice.startswith("October 2023's report is replaced by version 2. ")
    (edited,) = [r for r in month.courier.replaced if r.message.kind == "board_card"]
    assert edited.platform_id == next(
        s.platform_id for s in month.courier.sent if s.message.kind == "board_card"
    )
    assert "It replaces version 1. A slip." in str(to_json(edited.message))
    month.go_on_until("Thursday 2023-10-19 09:00")
    assert len(posted(month)) == 2
    assert len(month.courier.replaced) == 1


def test_its_issue_is_an_event_of_the_record(month: Month) -> None:
    sign(month)
    month.at(PAPERS)
    with transaction(month.engine) as session:
        acts = list(session.scalars(select(AuditEvent.act)))
    assert acts.count("report_issued") == 1


def test_signed_late_it_goes_at_once(month: Month) -> None:
    month.go_on_until("Thursday 2023-10-19 20:30")
    sign(month)
    month.at("Thursday 2023-10-19 20:31")
    assert posted(month) == ["board_card Thu 19:31"]


def test_unsigned_nothing_goes(month: Month) -> None:
    month.go_on_until("Friday 2023-10-20 18:00")
    assert posted(month) == []
    assert "not_signed Tue 17 Oct" in month.steps("Independent Chair")


def test_a_held_report_waits_until_it_is_released(month: Month) -> None:
    sign(month)

    def hold(session: Session) -> None:
        session.scalars(select(Report)).one().held_at = month.clock.now()

    def release(session: Session) -> None:
        session.scalars(select(Report)).one().held_at = None

    month.change(hold)
    month.at(PAPERS)
    assert posted(month) == []
    month.clock.move_to(london("Tuesday 2023-10-17 14:00"))
    month.change(release)
    month.at("Tuesday 2023-10-17 14:01")
    assert posted(month) == ["board_card Tue 13:01"]


def test_a_hold_in_the_last_moment_still_holds(month: Month) -> None:
    sign(month)
    month.plan_at(PAPERS)

    def hold(session: Session) -> None:
        session.scalars(select(Report)).one().held_at = month.clock.now()

    month.change(hold)
    month.deliver()
    assert posted(month) == []
    (board,) = month.occasions(Step.BOARD)
    assert board.state is OccasionState.OWED


def test_a_report_that_was_reopened_in_the_last_moment_does_not_go(month: Month) -> None:
    sign(month)
    month.plan_at(PAPERS)

    def reopen(session: Session) -> None:
        session.scalars(select(Report)).one().state = ReportState.REPLACED

    month.change(reopen)
    month.deliver()
    assert posted(month) == []
    (board,) = month.occasions(Step.BOARD)
    assert board.state is OccasionState.CANCELLED
