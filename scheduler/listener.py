"""The thread that works what the inbox holds, for as long as a process serves.

It looks every few seconds, since another replica may have died with an event in its hands, and at
once when a door says that something came. While the database is away it waits longer each time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from scheduler.hearing import Hearing

LOG = logging.getLogger(__name__)
EVERY_SECONDS = 5.0
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0


class Listener:
    """Works the inbox until it is stopped."""

    def __init__(
        self,
        hearing: Hearing,
        *,
        worked: Callable[[], object] = lambda: None,
        every_seconds: float = EVERY_SECONDS,
    ) -> None:
        self._hearing = hearing
        self._worked = worked
        self._every = every_seconds
        self._look = Event()
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="listener", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def soon(self) -> None:
        """Look now: something came."""
        self._look.set()

    def stop(self, grace_seconds: float) -> bool:
        """Take nothing more, and finish what is in hand; gives whether it came to its end."""
        self._stopping.set()
        self._hearing.halt.set()
        self._look.set()
        if self._thread.is_alive():
            self._thread.join(grace_seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        pause = 0.0
        while not self._stopping.is_set():
            self._look.clear()
            pause = 0.0 if self._one_round() else _longer(pause)
            if pause:
                self._stopping.wait(pause)
            else:
                self._look.wait(self._every)

    def _one_round(self) -> bool:
        """Work all that waits; gives whether the database could be used."""
        try:
            if self._hearing.work_waiting():
                self._worked()
        except SQLAlchemyError as error:
            LOG.warning("the inbox could not be read", extra={"fault": type(error).__name__})
            return False
        except Exception:
            LOG.exception("the inbox was not worked")
            return False
        return True


def _longer(pause: float) -> float:
    return min(pause * 2 or FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS)
