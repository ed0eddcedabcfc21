"""Serving the one web application on this machine."""

from __future__ import annotations

import secrets
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import uvicorn

from bot.app import House, deliver_now, works_of
from bot.files import fetching
from bot.http import local_app
from bot.web.guard import hosts_of
from bot.web.local import Local, Show
from bot.web.receive import Inlet
from handlers.request import RefusedError

GRACE_SECONDS = 3


def listen(host: str, port: int) -> socket.socket:
    """A socket on this machine; port 0 takes any that is free.

    Raises:
        RefusedError: the port is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((host, port))
        opened.listen()  # who opens the page before it is served waits instead of being refused
    except OSError as error:
        opened.close()
        raise RefusedError(
            f"Port {port} of {host} could not be opened ({error.strerror});"
            " choose another with --port."
        ) from None
    return opened


def address_of(opened: socket.socket) -> str:
    """The address of a page that is served there."""
    host, port = opened.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def serve_local(
    house: House,
    opened: socket.socket,
    *,
    show: Show | None = None,
    deliver: Callable[[], object] | None = None,
    started: Callable[[], None] = lambda: None,
) -> None:
    """Serve the local platform until it is stopped; it ticks by itself unless a show does.

    `deliver` lets what is owed leave after each act, where it is not the house's own outbox.
    """
    port = opened.getsockname()[1]
    inlet = Inlet(
        house.engine, house.partnership, house.clock, deliver or (lambda: deliver_now(house))
    )
    inlet.hearing.work_waiting()
    local = Local(inlet, fetching(house.partnership), token=secrets.token_urlsafe(24), show=show)
    works = works_of(house) if show is None else None
    app = local_app(local, hosts=hosts_of(port), works=works)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    started()
    with _ended_quietly():
        uvicorn.Server(config).run(sockets=[opened])


@contextmanager
def _ended_quietly() -> Iterator[None]:
    """Ctrl-C and SIGTERM, which uvicorn raises again once it has stopped, end the block."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        signal.signal(signal.SIGTERM, before)
