"""The one web application: each platform's routes, mounted where it is set up."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from bot.web.accounts import who_may_come
from bot.web.guard import Guard
from bot.web.local import Local
from bot.web.pages import broke, sorry
from bot.web.routes import routes
from scheduler.ticker import Works, start_ticking


GRACE_SECONDS = 3


def local_app(local: Local, *, hosts: Iterable[str], works: Works | None = None) -> Starlette:
    """The local platform's application, for the names by which this machine is addressed.

    With `works` it also ticks for as long as it serves.
    """
    app = Starlette(
        routes=routes(),
        middleware=[Middleware(Guard, hosts=tuple(hosts), is_ours=who_may_come())],
        exception_handlers={HTTPException: sorry, Exception: broke},
        lifespan=_ticking(works) if works is not None else None,
    )
    app.state.local = local
    return app


def _ticking(works: Works) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        ticking = start_ticking(works)
        try:
            yield
        finally:
            await ticking.stop(GRACE_SECONDS)

    return lifespan
