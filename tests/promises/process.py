"""A real `rollcall` process for a test, which must end as it should."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parents[2]
PATIENCE_SECONDS = 30


@dataclass(slots=True)
class Process:
    """A process that serves, and the address that it printed."""

    popen: subprocess.Popen[str]
    address: str
    log: str = field(default="")
    """What it wrote to its log; there once it has ended."""

    def signal(self, number: int) -> None:
        """Send it a signal."""
        self.popen.send_signal(number)

    def wait(self) -> int:
        """Wait for its end; gives how it ended, below zero where a signal ended it."""
        _, self.log = self.popen.communicate(timeout=PATIENCE_SECONDS)
        return self.popen.returncode

    def kill(self) -> None:
        """Kill it outright."""
        self.popen.kill()
        self.wait()


def command(*words: str, **settings: str) -> subprocess.Popen[str]:
    """Start a command with these settings and no others."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("ROLLCALL_")}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "bot", *words],
        cwd=HERE,
        env=inherited | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def started(*words: str, **settings: str) -> Iterator[Process]:
    """Run a command that serves; whoever asked ends it, else it is killed.

    Raises:
        AssertionError: it printed no address.
    """
    with command(*words, "--port", "0", **settings) as popen:
        assert popen.stdout is not None
        assert popen.stderr is not None
        said = popen.stdout.readline()
        found = re.search(r"http://\S+/", said)
        try:
            assert found, said + popen.stderr.read()
            yield Process(popen, found[0])
        finally:
            if popen.poll() is None:
                popen.kill()
                popen.communicate(timeout=PATIENCE_SECONDS)


@contextmanager
def running(*words: str, **settings: str) -> Iterator[str]:
    """Run a command that serves; gives the address that it prints, and stops it at the end.

    Raises:
        AssertionError: it printed none, or did not end with 0.
    """
    with started(*words, **settings) as process:
        yield process.address
        process.signal(signal.SIGTERM)
        assert process.wait() == 0, process.log
