"""A web application served on this machine for a test, over a real socket."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn
from starlette.types import ASGIApp


def any_port() -> socket.socket:
    """A listening socket on a free port of this machine."""
    opened = socket.socket()
    opened.bind(("127.0.0.1", 0))
    opened.listen(64)
    return opened


@contextmanager
def served(app: ASGIApp, opened: socket.socket) -> Iterator[str]:
    """Serve the application at the socket; gives its address, without a slash at the end."""
    config = uvicorn.Config(app, log_level="critical", lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, kwargs={"sockets": [opened]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{opened.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        opened.close()
