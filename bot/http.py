"""The one web application: how the process is, then each platform's doors where they are set up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from bot.metrics import Figures, exposition
from bot.web.accounts import who_may_come
from bot.web.guard import Guard
from bot.web.local import Local
from bot.web.pages import broke, sorry
from bot.web.routes import routes

METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


def local_app(local: Local, *, hosts: Iterable[str]) -> Starlette:
    """The local platform's application, for the names by which this machine is addressed."""
    app = Starlette(
        routes=routes(),
        middleware=[Middleware(Guard, hosts=tuple(hosts), is_ours=who_may_come())],
        exception_handlers={HTTPException: sorry, Exception: broke},
    )
    app.state.local = local
    return app


def whole_app(figures: Figures, *, doors: ASGIApp | None, lifespan: Lifespan) -> Starlette:
    """How the process is, for whatever watches over it, and the doors behind their own guards."""
    mounted: list[BaseRoute] = [Mount("/", app=doors)] if doors is not None else []
    app = Starlette(
        routes=[
            Route("/healthz", alive),
            Route("/readyz", ready),
            Route("/metrics", metrics),
            *mounted,
        ],
        lifespan=lifespan,
    )
    app.state.figures = figures
    return app


async def alive(_request: Request) -> Response:
    """That the event loop turns."""
    return PlainTextResponse("alive\n")


async def ready(request: Request) -> Response:
    """200 where all is well, 503 where something is not; each with its sentence."""
    status = request.app.state.figures.status
    checks = await run_in_threadpool(status.checks)
    is_ready = all(check.is_well for check in checks)
    told = {check.name: {"well": check.is_well, "message": check.sentence} for check in checks}
    return JSONResponse({"ready": is_ready, "checks": told}, 200 if is_ready else 503)


async def metrics(request: Request) -> Response:
    """Every figure, in Prometheus's text format."""
    figures = request.app.state.figures
    return Response(await run_in_threadpool(exposition, figures), media_type=METRICS_TYPE)
