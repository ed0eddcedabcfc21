"""One folder for one test run, cleared whatever ends the run.

With pytest-xdist the first process makes the folder and the workers find it in the environment.
A keeper waits on a pipe for the first process to end, even by a kill, then stops the run's
PostgreSQL, which is the only other process that a run leaves behind, and clears the folder.
"""

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

FOLDER = "ROLLCALL_TEST_RUN"
"""The environment variable by which the workers find the run's folder."""

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of the run's own is made in it
ROOM_BYTES = 2_000_000_000

OWN = "own"
"""In the run's folder, that of a second server, which tests may stop."""

KEEPER = """
read -r _
for kept in "$1" "$1/own"; do
    pid=$(head -n 1 "$kept/postgres/data/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid"
    while [ -f "$kept/postgres/data/postmaster.pid" ] && kill -0 "$pid"; do sleep 0.1; done
done
rm -rf "$1"
"""


@dataclass(frozen=True, slots=True)
class Run:
    """The folder of a run, and the keeper that will clear it."""

    folder: Path
    keeper: subprocess.Popen[bytes]

    def close(self) -> None:
        """End the run: let the keeper stop what runs and clear the folder, and wait for it."""
        assert self.keeper.stdin is not None
        self.keeper.stdin.close()
        self.keeper.wait(timeout=60)
        os.environ.pop(FOLDER, None)


def open_run() -> Run:
    """Make the folder of a new run and set its keeper."""
    folder = Path(tempfile.mkdtemp(prefix="rollcall-tests-", dir=_quick_folder()))
    folder.chmod(0o755)  # the database server may run as another user
    keeper = subprocess.Popen(
        ["/bin/sh", "-c", KEEPER, "keeper", str(folder)],
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
    )
    os.environ[FOLDER] = str(folder)
    return Run(folder, keeper)


def run_folder() -> Path:
    """The folder of the run that this process belongs to."""
    return Path(os.environ[FOLDER])


@contextmanager
def locked(run: Path, name: str) -> Iterator[None]:
    """Let one process of the run at a time do what `name` says."""
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _quick_folder() -> Path | None:
    """Memory where the system offers enough: every commit of the tests is synced to disk."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK):
        return MEMORY if shutil.disk_usage(MEMORY).free > ROOM_BYTES else None
    return None
