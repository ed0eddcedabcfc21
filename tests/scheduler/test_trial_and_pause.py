"""Trial, live and paused: to whom messages go, and what follows when that is changed."""

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from handlers.running.modes import starts_as
from handlers.running.outlook import look_ahead_with
from models.audit import AuditEvent
from models.cycle import Ask
from models.delivery import OccasionState, Step
from models.message import Message
from models.message_json import to_json
from models.people import Person
from models.running import Mode
from models.store import transaction
from scheduler.outlook import Ahead
from scheduler.simulate.reading import arg, buttons_in
from tests.handlers.doing import do
from tests.scheduler.month import Month
from tests.world import World

OWNER, OFFICE = "Assessment Manager", "Programme Officer"


@pytest.fixture
def month(engine: Engine) -> Month:
    month = Month(engine)
    month.build(_one)
    look_ahead_with(Ahead(frozenset({"local"})))
    return month


def _one(world: World) -> None:
    world.area("6", lead=world.person("Area Lead"))
    world.action("6.1", owner=world.person(OWNER))


@pytest.fixture
def trial(month: Month) -> Month:
    """As on a real platform that nobody has set live."""
    starts_as(Mode.TRIAL)
    return month


@pytest.fixture(autouse=True)
def _starts_live() -> object:
    yield
    starts_as(Mode.LIVE)


def office(session: Session) -> Person:
    return session.scalars(select(Person).where(Person.name == OFFICE)).one()


def act(month: Month, verb: str, **fields: str) -> Message:
    """The programme officer does a verb now; gives what is said."""
    with transaction(month.engine) as session:
        reply = do(session, verb, by=office(session), at=month.clock.now(), **fields)
        return reply.say[0]


def who_got(month: Month) -> set[str]:
    """The conversations in which anything was said."""
    with transaction(month.engine) as session:
        names = {f"person:{p.id}": p.name for p in session.scalars(select(Person))}
    return {names.get(s.to.conversation, s.to.conversation) for s in month.courier.sent}


def test_in_trial_everything_goes_to_the_office_with_its_true_recipient_on_it(
    trial: Month,
) -> None:
    trial.go_on_until("Tuesday 2023-10-10 18:00")
    assert who_got(trial) == {OFFICE}
    copy = next(
        s.message
        for s in trial.courier.sent
        if "actions to update" in s.message.notice or "6.1" in s.message.notice
    )
    assert copy.notice.startswith(f"Trial: this would go to the {OWNER}. ")
    assert "its buttons do nothing" in str(to_json(copy))
    with transaction(trial.engine) as session:
        assert session.scalars(select(Ask.delivered_at)).all() == [None]


def test_a_button_of_a_trials_copy_says_what_it_would_do(trial: Month) -> None:
    trial.go_on_until("Friday 2023-09-29 18:00")
    copy = next(s.message for s in trial.courier.sent if buttons_in(s.message, "trial.press"))
    button = buttons_in(copy, "trial.press")[0]
    said = act(trial, "trial.press", label=arg(button, "label"), of=arg(button, "of"))
    assert said.notice.startswith("In trial this does nothing. Once live, the ")


def test_going_live_shows_the_first_day_and_then_people_are_asked_themselves(
    trial: Month,
) -> None:
    trial.go_on_until("Monday 2023-10-02 10:00")
    preview = act(trial, "mode.live")
    assert preview.kind == "live_preview"
    (button,) = buttons_in(preview, "mode.live_now")
    count = int(arg(button, "count"))
    assert count > 0
    assert f"the {OWNER}".capitalize() in str(to_json(preview)) or OWNER in str(to_json(preview))
    changed = act(trial, "mode.live_now", count=str(count + 1))
    assert changed.kind == "live_preview"  # the list is not the one that was confirmed
    live = act(trial, "mode.live_now", count=str(count))
    assert live.notice.startswith("Live: ")
    before = len(trial.courier.sent)
    trial.go_on_until("Tuesday 2023-10-03 18:00")
    assert OWNER in who_got(trial)
    kinds = [s.message.kind for s in trial.courier.sent[before:]]
    assert kinds.count("ask") == 1
    assert trial.asked("6.1").delivered_at is not None


def test_nothing_leaves_while_paused_and_resuming_shows_what_goes_and_what_lapsed(
    month: Month,
) -> None:
    assert act(month, "mode.pause", reason="An election.").notice.startswith("Paused: ")
    month.go_on_until("Monday 2023-10-02 12:00")
    assert month.courier.sent == []
    preview = act(month, "mode.resume")
    assert "go at once if you resume, and 0 lapsed" in preview.notice
    month.go_on_until("Friday 2023-10-06 17:30")
    lapsed = act(month, "mode.resume")
    assert "Lapsed" in str(to_json(lapsed))
    assert "The cut-off has passed." in str(to_json(lapsed))
    act(month, "mode.resume_now")
    month.go_on_until("Monday 2023-10-09 08:00")
    (ask,) = month.occasions(Step.ASK)
    assert ask.state is OccasionState.CANCELLED


def test_the_office_is_answered_while_everything_is_paused(month: Month) -> None:
    from handlers.hear import work
    from models.delivery import Heard

    act(month, "mode.pause")
    with transaction(month.engine) as session:
        person = office(session)
        for key, sender in (("a", person), ("b", session.get_one(Person, 4))):
            heard = Heard(
                key=key,
                platform="local",
                conversation=f"person:{sender.id}",
                person_id=sender.id,
                kind="line",
                body={"words": "mode"},
                at=month.clock.now(),
            )
            session.add(heard)
            session.flush()
            work(session, heard, now=month.clock.now(), partnership=month.partnership)
    month.deliver()
    assert who_got(month) == {OFFICE}


def test_each_change_of_mode_is_an_event_with_who_and_why(month: Month) -> None:
    act(month, "mode.pause", reason="An election.")
    act(month, "mode.resume_now")
    with transaction(month.engine) as session:
        events = session.scalars(
            select(AuditEvent).where(AuditEvent.act == "mode_changed").order_by(AuditEvent.seq)
        ).all()
        assert [event.after for event in events] == [{"mode": "paused"}, {"mode": "live"}]
        assert events[0].reason == "An election."


@pytest.mark.parametrize(
    ("verb", "sentence"),
    [
        ("mode.resume", "Nothing is paused"),
        ("mode.resume_now", "Nothing is paused"),
        ("mode.live", "It is live already."),
    ],
)
def test_what_does_not_fit_the_mode_is_refused(month: Month, verb: str, sentence: str) -> None:
    assert act(month, verb).notice.startswith(sentence)


def test_only_the_office_changes_the_mode(month: Month) -> None:
    with transaction(month.engine) as session:
        owner = session.scalars(select(Person).where(Person.name == OWNER)).one()
        reply = do(session, "mode.pause", by=owner, at=month.clock.now())
    assert reply.say[0].notice.startswith("Only the programme office or an administrator can")
