"""The demo's clock: it runs as time does, from where it was put, and can be put forward."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock


class RunningClock:
    """A clock that was put somewhere and runs on from there.

    It runs, rather than stands, so that what is said one after the other is one after the other.
    """

    def __init__(self, at: datetime, *, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._lock = Lock()
        self._put_to = at
        self._put_when = seconds()

    def now(self) -> datetime:
        """The instant by this clock, in UTC."""
        return self._put_to + timedelta(seconds=self._seconds() - self._put_when)

    def move_to(self, at: datetime) -> None:
        """Put it forward; where it is past that already it stays."""
        with self._lock:
            now = self._seconds()
            reached = self._put_to + timedelta(seconds=now - self._put_when)
            self._put_to, self._put_when = max(at, reached), now
