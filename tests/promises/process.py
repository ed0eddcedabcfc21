"""A real `rollcall` process for a test, which must end as it should."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parents[2]
PATIENCE_SECONDS = 30


@contextmanager
def running(*words: str, **settings: str) -> Iterator[str]:
    """Run a command that serves; gives the address that it prints, and stops it at the end.

    Raises:
        AssertionError: it printed none, or did not end with 0.
    """
    command = [sys.executable, "-P", "-m", "bot", *words, "--port", "0"]
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("ROLLCALL_")}
    environment = inherited | settings
    with subprocess.Popen(
        command,
        cwd=HERE,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        said = process.stdout.readline()
        found = re.search(r"http://\S+/", said)
        try:
            assert found, said + process.stderr.read()
            yield found[0]
        finally:
            process.send_signal(signal.SIGTERM)
            _, complained = process.communicate(timeout=PATIENCE_SECONDS)
        assert process.returncode == 0, complained
