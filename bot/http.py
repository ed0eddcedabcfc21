"""The one web application: each platform's routes, mounted where it is set up."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from bot.web.guard import Guard
from bot.web.local import Local
from bot.web.pages import sorry
from bot.web.routes import routes


def local_app(local: Local, *, hosts: Iterable[str]) -> Starlette:
    """The local platform's application, for the names by which this machine is addressed."""
    app = Starlette(
        routes=routes(),
        middleware=[Middleware(Guard, hosts=tuple(hosts))],
        exception_handlers={HTTPException: sorry},
    )
    app.state.local = local
    return app
