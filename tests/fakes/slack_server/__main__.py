"""`python -m tests.fakes.slack_server --port 8766`: the server until it is stopped.

Its first line is its address. `--speed 1` has Slack's own limits of rate, 0 none.
"""

import argparse
import socket

import uvicorn

from tests.fakes.slack_server.app import SlackServer


def main() -> None:
    """Serve on this machine."""
    wants = argparse.ArgumentParser(prog="python -m tests.fakes.slack_server")
    wants.add_argument("--port", type=int, default=0, help="0: any that is free")
    wants.add_argument("--speed", type=float, default=1.0)
    wanted = wants.parse_args()
    opened = socket.socket()
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.bind(("127.0.0.1", wanted.port))
    opened.listen(512)
    server = SlackServer()
    server.pace.speed = wanted.speed
    print(f"http://127.0.0.1:{opened.getsockname()[1]}", flush=True)  # noqa: T201 - its one line
    config = uvicorn.Config(
        server, log_level="critical", lifespan="off", timeout_graceful_shutdown=1
    )
    uvicorn.Server(config).run(sockets=[opened])


if __name__ == "__main__":
    main()
