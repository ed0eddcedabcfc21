"""The addresses of the local platform."""

from __future__ import annotations

from pathlib import Path

from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.web import acts, pages

STATIC = Path(__file__).parent / "static"


def routes() -> list[BaseRoute]:
    """Every address; only POST changes anything."""
    places = ("/as/{person:int}", "/as/{person:int}/channel/{channel}")
    return [
        Route("/", pages.start),
        Route("/people", pages.people),
        Route("/clock", acts.clock, methods=["POST"]),
        *(route for place in places for route in _conversation(place)),
        Route("/as/{person:int}/file/{key:path}", pages.file),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]


def _conversation(place: str) -> list[BaseRoute]:
    return [
        Route(place, pages.conversation),
        Route(f"{place}/new", pages.new),
        Route(f"{place}/form/{{heard:int}}", pages.form),
        Route(f"{place}/say", acts.say, methods=["POST"]),
        Route(f"{place}/press", acts.press, methods=["POST"]),
        Route(f"{place}/send", acts.send, methods=["POST"]),
    ]
