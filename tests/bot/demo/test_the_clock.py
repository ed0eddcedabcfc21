from datetime import UTC, datetime, timedelta

from bot.demo.clock import RunningClock

MORNING = datetime(2023, 10, 3, 9, tzinfo=UTC)


class Seconds:
    """A stopwatch that a test holds."""

    def __init__(self) -> None:
        self.passed = 100.0

    def __call__(self) -> float:
        return self.passed


def test_it_runs_from_where_it_was_put() -> None:
    seconds = Seconds()
    clock = RunningClock(MORNING, seconds=seconds)
    seconds.passed += 90
    assert clock.now() == MORNING + timedelta(seconds=90)


def test_it_can_be_put_forward_and_runs_on_from_there() -> None:
    seconds = Seconds()
    clock = RunningClock(MORNING, seconds=seconds)
    clock.move_to(MORNING + timedelta(days=1))
    seconds.passed += 5
    assert clock.now() == MORNING + timedelta(days=1, seconds=5)


def test_it_never_goes_back() -> None:
    seconds = Seconds()
    clock = RunningClock(MORNING, seconds=seconds)
    seconds.passed += 60
    clock.move_to(MORNING)
    assert clock.now() == MORNING + timedelta(seconds=60)
