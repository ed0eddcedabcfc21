"""Serving this installation: a socket, the doors that are set up, and what runs beside them."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable

from bot.app import House, deliver_now
from bot.files import fetching
from bot.http import local_app, whole_app
from bot.replica import Replica, run
from bot.sole import sole_server
from bot.web.guard import hosts_of
from bot.web.local import Local, Show
from bot.web.receive import Inlet
from handlers.request import RefusedError


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
    ticks: bool = True,
    started: Callable[[], None] = lambda: None,
) -> None:
    """Serve the local platform until it is stopped; a show around it has a clock of its own.

    `deliver` lets what is owed leave after each act, where it is not the house's own outbox.

    Raises:
        RefusedError: another process serves the same SQLite file.
    """
    with sole_server(house.engine):
        replica = Replica(house, ticks=ticks and show is None, lives=show is None)
        inlet = Inlet(
            house.engine,
            house.partnership,
            house.clock,
            deliver or (lambda: deliver_now(house)),
            replica.inbox,
            house.settings.inbox_tries,
        )
        token = secrets.token_urlsafe(24)
        local = Local(inlet, fetching(house.partnership), token=token, show=show)
        doors = local_app(local, hosts=hosts_of(opened.getsockname()[1]))
        with replica.hearing_signals():
            started()
            run(whole_app(replica.figures, doors=doors, lifespan=replica.lifespan), replica, opened)


def serve_no_door(
    house: House, opened: socket.socket, *, started: Callable[[], None] = lambda: None
) -> None:
    """Tick and work the inbox until stopped; of HTTP there is only how the process is.

    Raises:
        RefusedError: another process serves the same SQLite file.
    """
    with sole_server(house.engine):
        replica = Replica(house, ticks=True)
        with replica.hearing_signals():
            started()
            run(whole_app(replica.figures, doors=None, lifespan=replica.lifespan), replica, opened)
