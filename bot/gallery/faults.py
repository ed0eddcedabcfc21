"""What is said where something broke: an event that cannot be worked, a clock that stood."""

from __future__ import annotations

from datetime import timedelta

from bot.gallery.player import Player
from handlers.hear import put_aside
from models.delivery import Heard
from models.running import Beat
from models.states import Role
from models.store import transaction
from scheduler.beats import TOLD_AFTER, tell_that_it_stood
from scheduler.hearing import TRIES, why_of
from scheduler.leases import database_now


def break_down(player: Player) -> None:
    """A click that names nothing to do is put aside; then nobody ticks for a while."""
    living = player.demo.living
    person = player.holder(Role.CHAIR)
    now = living.clock.now()
    with transaction(player.demo.engine) as session:
        place = {"platform": "local", "conversation": f"person:{person}"}
        broken = Heard(key="broken", kind="click", person_id=person, body={}, at=now, **place)
        broken.attempts, broken.why = TRIES, why_of(KeyError())
        session.add(broken)
        session.flush()
        put_aside(session, broken, now=now)
        standing = database_now(session) - TOLD_AFTER - timedelta(minutes=5)
        session.add(Beat(replica="gone", started_at=standing, at=standing, ticked_at=standing))
        session.flush()
        tell_that_it_stood(session, now=now)
    living.seats.deliver()
