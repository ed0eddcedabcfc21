"""The messages and forms of the gallery: played in a scratch database, one of each kind kept."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from bot.demo.opening import Told, open_demo
from bot.evidence_folder import EvidenceFolder
from bot.gallery.player import ClockOf, Courier, Player
from bot.gallery.scenes import LAST_OF_OCTOBER, play
from handlers.evidence.file_seam import keep_with
from models.canonical import canonical
from models.evidence_files import EvidenceSetting
from models.message import Form, Message
from models.message_json import to_json
from models.partnership import Partnership
from scheduler.clock import Clock

Prepare = Callable[[Engine, Clock], object]


@dataclass(frozen=True, slots=True)
class Shown:
    """A message or a form as it came up, and when."""

    name: str
    what: Message | Form
    at: datetime


def gallery(
    *, partnership: Partnership, prepare: Prepare, told: Told = lambda _words: None
) -> list[Shown]:
    """Each kind of message and each form once, by name; the fullest that October brought.

    Args:
        partnership: its words and rules; files are allowed, so that what is said of them is seen.
        prepare: called with the engine and the clock before anything is done with them.
        told: called with what is being played.
    """
    clock = ClockOf()
    courier = Courier(clock)
    partnership = partnership.model_copy(update={"evidence": EvidenceSetting(files=True)})

    def prepared(engine: Engine, running: Clock) -> None:
        clock.clock = running
        prepare(engine, running)
        keep_with(EvidenceFolder(Path(folder) / "evidence"))

    with tempfile.TemporaryDirectory(prefix="rollcall-gallery-") as folder:
        demo = open_demo(
            Path(folder), courier, partnership=partnership, prepare=prepared, empty=True
        )
        player = Player(demo, courier, told)
        try:
            play(player)
        finally:
            demo.close()
    return _one_of_each(player)


def _one_of_each(player: Player) -> list[Shown]:
    sent = (*player.courier.sent, *player.courier.replaced)
    shown = [Shown(s.message.kind, s.message, s.at) for s in sent]
    shown += [Shown(f"form-{form.verb}", form, at) for form, at in player.forms]
    return sorted(_fullest(shown), key=lambda each: each.name)


def _fullest(shown: Iterable[Shown]) -> Iterable[Shown]:
    """One of each name: the fullest of the month in which everybody plays, else the fullest."""
    found: dict[str, tuple[bool, int, Shown]] = {}
    for each in shown:
        in_october = each.at.date() <= LAST_OF_OCTOBER
        size = len(canonical(to_json(each.what)))
        if each.name not in found or (in_october, size) > found[each.name][:2]:
            found[each.name] = (in_october, size, each)
    return (each for _, _, each in found.values())
