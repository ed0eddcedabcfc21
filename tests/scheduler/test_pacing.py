"""Pacing: replicas share the rows, nothing leaves above the limit, others are not starved."""

import asyncio
import heapq
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.courier import Address, Later, Refused
from models.delivery import Occasion, OccasionState
from models.pacing import Extent, Limit, Way
from models.people import Identity, Person
from models.running import Pace
from models.store import transaction
from scheduler.leases import database_now
from scheduler.outbox import Outbox
from scheduler.pacing import Full, Shut, Slot, Wanted, close_way, take_slots
from tests.scheduler.couriers import Moody
from tests.scheduler.month import Month, london
from tests.scheduler.test_the_outbox import MORNING, OFFICE, _identity, only, owe

START = datetime(2023, 10, 2, 9, tzinfo=UTC)
RATE, BURST = 5.0, 25
BATCH = 20


def ways(conversation: str, rate: float = RATE) -> tuple[Way, ...]:
    return (
        Way("slack/T1", Limit(rate, BURST), Extent.TENANT),
        Way(f"slack/T1/{conversation}", Limit(1, 3), Extent.CONVERSATION),
    )


@dataclass
class Race:
    """Replicas that take from one queue; the clock goes from event to event."""

    engine: Engine
    queue: list[tuple[float, int, str]]
    now: float = 0.0
    left: list[tuple[float, str]] = field(default_factory=list)

    def run(self, replicas: int) -> None:
        behind: list[dict[str, datetime]] = [{} for _ in range(replicas)]
        events = [(0.0, number) for number in range(replicas)]
        while self.queue:
            self.now, number = heapq.heappop(events)
            free = self._batch(behind[number])
            again = min([each[0] for each in self.queue], default=self.now)
            heapq.heappush(events, (max(free, again, self.now + 0.05), number))

    def _batch(self, behind: dict[str, datetime]) -> float:
        due = sorted(each for each in self.queue if each[0] <= self.now)[:BATCH]
        wanted = [Wanted(ways(conversation), conversation) for _, _, conversation in due]
        with transaction(self.engine) as session:
            slots = take_slots(session, wanted, leases=self._clock, behind=behind)
        free = self.now
        for (_, number, conversation), slot in zip(due, slots, strict=True):
            self.queue = [each for each in self.queue if each[1] != number]
            match slot:
                case Slot(seconds):
                    self.left.append((self.now + seconds, conversation))
                    free = max(free, self.now + seconds)
                case Full(seconds):
                    self.queue.append((self.now + seconds, number, conversation))
                case Shut():
                    raise AssertionError("No way is closed here.")
        return free

    def _clock(self, _session: Session) -> datetime:
        return START + timedelta(seconds=self.now)


def most_in(times: list[float], seconds: float) -> int:
    """The most that left in any stretch of so many seconds."""
    return max(sum(first <= at <= first + seconds for at in times) for first in times)


@pytest.mark.parametrize("replicas", [1, 2, 4])
def test_replicas_together_keep_the_limit_full_and_never_pass_it(
    engine: Engine, replicas: int
) -> None:
    count = 200
    race = Race(engine, [(0.0, n, f"C{n}") for n in range(count)])
    race.run(replicas)
    times = sorted(at for at, _ in race.left)
    assert len(times) == count
    for seconds in (1, 5, 20):
        assert most_in(times, seconds) <= BURST + seconds * RATE
    assert count / RATE / (times[-1] or 1) >= 0.95


def test_a_busy_channel_keeps_its_own_pace_and_starves_nobody(engine: Engine) -> None:
    queue = [(0.0, n, "C0") for n in range(30)] + [(0.0, n, f"C{n}") for n in range(30, 130)]
    race = Race(engine, queue)
    race.run(2)
    channel = sorted(at for at, conversation in race.left if conversation == "C0")
    others = sorted(at for at, conversation in race.left if conversation != "C0")
    assert most_in(channel, 10) <= 3 + 10
    assert others[-1] < 100 / RATE * 1.3
    assert channel[-1] < 30 * 1.5


@dataclass(slots=True)
class Paced(Moody):
    """A courier that names its ways."""

    def ways(self, to: Address, *, replaces: bool) -> tuple[Way, ...]:  # noqa: ARG002 - the port's signature
        return ways(to.conversation)


@pytest.fixture
def month(engine: Engine) -> Month:
    month = Month(engine)
    month.build(lambda world: (world.person("Assessment Manager"), _identity(world)))
    month.clock.move_to(london(MORNING))
    return month


def send(month: Month, courier: Moody, *others: Moody) -> Outbox:
    """Let what is due leave, without waiting for real."""
    couriers = {each.platform: each for each in (courier, *others)}
    outbox = Outbox(month.engine, month.clock, couriers, month.partnership, threads=False)

    async def at_once(_seconds: float) -> None:
        pass

    outbox.sleep = at_once
    asyncio.run(outbox.deliver())
    return outbox


def paces(month: Month) -> dict[str, Pace]:
    with transaction(month.engine) as session:
        rows = session.scalars(select(Pace)).all()
        session.expunge_all()
        return {row.way: row for row in rows}


def test_what_the_platform_asks_to_wait_closes_that_way_and_is_no_attempt(month: Month) -> None:
    owe(month, "6.1 is disputed.")
    owe(month, "7.1 is disputed.", to="Assessment Manager")
    courier = Paced(moods=[Later(30, extent=Extent.CONVERSATION)])
    send(month, courier)
    assert courier.sent == ["7.1 is disputed."]
    with transaction(month.engine) as session:
        slots = take_slots(
            session,
            [Wanted(ways(name), name, in_bulk=False) for name in ("U1", "U9")],
            leases=database_now,
        )
    assert isinstance(slots[0], Full)
    assert 25 < slots[0].seconds < 31
    assert isinstance(slots[1], Slot)


def test_a_wait_of_the_whole_workspace_holds_the_rest_of_the_batch(month: Month) -> None:
    owe(month, "6.1 is disputed.", "6.2 is disputed.")
    courier = Paced(moods=[Later(30, extent=Extent.TENANT)])
    outbox = send(month, courier)
    assert not courier.sent
    assert outbox.outcomes == {"postponed": 2}


REVOKED = Refused("Slack does not let Rollcall in: the token was revoked.", extent=Extent.TENANT)


def test_a_revoked_token_closes_the_workspace_and_its_queue_waits(month: Month) -> None:
    owe(month, "6.1 is disputed.", to="Assessment Manager")
    courier = Paced(moods=[REVOKED])
    send(month, courier)
    closed = paces(month)["slack/T1"]
    assert closed.closed_why is not None
    assert "token was revoked" in closed.closed_why
    with transaction(month.engine) as session:
        waiting = session.scalars(select(Occasion).where(Occasion.key == "note:6.1 is disputed."))
        row = waiting.one()
        assert row.state is OccasionState.OWED
        assert row.attempts == 0
        assert "token was revoked" in row.why
        told = session.scalars(select(Occasion).where(Occasion.key.startswith("note:way:"))).all()
        assert len(told) == 1
    month.clock.advance(timedelta(minutes=6))
    send(month, courier)
    assert not courier.sent  # nothing is tried while the way is closed


def test_a_closed_way_is_tried_after_a_quarter_of_an_hour_and_opens_by_itself(
    month: Month,
) -> None:
    owe(month, "6.1 is disputed.")
    with transaction(month.engine) as session:
        long_ago = datetime(2020, 1, 1, tzinfo=UTC)
        close_way(session, ways("U1")[0], "The token was revoked.", leases=lambda _s: long_ago)
    courier = Paced()
    send(month, courier)
    assert courier.sent == ["6.1 is disputed."]
    assert paces(month)["slack/T1"].closed_why is None


def test_who_has_another_way_is_reached_by_it_and_the_record_says_why(month: Month) -> None:
    with transaction(month.engine) as session:
        person = session.scalars(select(Person).where(Person.name == OFFICE)).one()
        session.add(Identity(person_id=person.id, platform="teams", user_id="T1", tenant="T"))
    owe(month, "6.1 is disputed.")
    closed = Refused("Slack has no account for this person.", extent=Extent.CONVERSATION)
    teams = Moody(platform="teams")
    send(month, Paced(moods=[closed]), teams)
    assert teams.sent == ["6.1 is disputed."]
    why = "Reached by Teams, since another way was refused: Slack has no account for this person."
    assert only(month).why == why
    with transaction(month.engine) as session:
        slack = session.scalars(select(Identity).where(Identity.platform == "slack")).first()
        assert slack is not None
        assert slack.is_reachable is False
    owe(month, "6.2 is disputed.")
    slack_courier = Paced()
    send(month, slack_courier, teams)
    assert teams.sent[-1] == "6.2 is disputed."
    assert not slack_courier.sent
