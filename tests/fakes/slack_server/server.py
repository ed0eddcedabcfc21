"""The server in a thread of a test, or in a process of its own; and a hand to tell it things by.

What it cannot know of Slack:
- the true figures of `chat.postMessage` and of a workspace, which Slack does not publish;
- how all characters of a message's blocks are counted (it refuses above 10,000);
- whether an empty cell, or one of blanks alone, is taken (it takes none that is empty);
- how soon a message is found by history after it was taken (here: at once);
- which rules of a workspace or an organisation stand against an app.
It is stricter than Slack in three things: an argument that a method does not know is an error, a
`text` that would be read as markup is an error, and so is one that would be cut into several posts.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.request import Request, urlopen

from tests.fakes.slack_server.app import SlackServer
from tests.fakes.slack_server.state import TOKEN
from tests.floor.served import any_port, served


@dataclass(frozen=True, slots=True)
class Slack:
    """A running server: `Slack.api` for the product, the rest for the test."""

    address: str
    token: str = TOKEN

    @property
    def api(self) -> str:
        """The base of the Web API, as ROLLCALL_SLACK_API_URL takes it."""
        return f"{self.address}/api/"

    def ask(self, name: str) -> Any:
        """What it holds: messages, views, calls, counts, conversations."""
        with urlopen(f"{self.address}/_test/{name}") as answer:  # noqa: S310 - this machine's own
            return json.load(answer)

    def tell(self, what: str, /, **told: Any) -> dict[str, Any]:
        """Tell it of users, channels, tokens, triggers, moods, pace; calm, reset."""
        request = Request(  # noqa: S310 - this machine's own
            f"{self.address}/_test/{what}",
            json.dumps(told).encode(),
            {"content-type": "application/json"},
        )
        with urlopen(request) as answer:  # noqa: S310
            found: dict[str, Any] = json.load(answer)
            return found

    def mood(self, does: str, method: str = "chat.postMessage", **more: Any) -> None:
        """Do something wrong at the next call of a method, or at the next few."""
        self.tell("moods", does=does, method=method, **more)

    def person(self, name: str, **more: Any) -> str:
        """A user of the workspace; gives the id."""
        email = f"{name.lower().replace(' ', '.')}@example.org"
        return str(self.tell("users", name=name, **{"email": email, **more})["id"])

    def channel(self, name: str, **more: Any) -> str:
        """A channel that the app is in; gives the id."""
        return str(self.tell("channels", name=name, **more)["id"])

    def messages(self) -> list[dict[str, Any]]:
        """Everything that stands there, oldest first."""
        found: list[dict[str, Any]] = self.ask("messages")
        return found

    def texts(self) -> list[str]:
        """What each message says on a lock screen."""
        return [said["text"] for said in self.messages()]


@contextmanager
def slack_served(*, speed: float = 0.0) -> Iterator[Slack]:
    """The server in a thread; `speed` 1 has Slack's own limits, 0 none."""
    server = SlackServer()
    server.pace.speed = speed
    with served(server, any_port()) as address:
        yield Slack(address)


@contextmanager
def slack_process(*, speed: float = 0.0) -> Iterator[Slack]:
    """The server in a process of its own, which outlives whatever a test kills."""
    command = [sys.executable, "-m", "tests.fakes.slack_server", "--speed", str(speed)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield Slack(process.stdout.readline().strip())
    finally:
        process.terminate()
        process.wait(timeout=10)
        if process.stdout is not None:
            process.stdout.close()
