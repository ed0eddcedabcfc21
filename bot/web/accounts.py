"""Whose the other end of a connection is: other accounts of a shared machine stay outside.

Linux tells of every TCP socket who opened it (proc(5), /proc/net/tcp and tcp6). A socket that is
closed already names nobody, so only one that stands open speaks for its account. Where a machine
does not tell, loopback is all that protects the page.
"""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

Place = tuple[str, int]
"""A host and a port."""
IsOurs = Callable[[Place, Place], bool]
"""Whether the socket from one place to another is of an account that may act here."""
TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
STANDS_OPEN = "01"
ROOT = 0
MAPPED = b"\0" * 10 + b"\xff" * 2
"""How an IPv4 address stands in a socket of both kinds (RFC 4291, 2.5.5.2)."""


def account_of(there: Place, here: Place, tables: tuple[Path, ...] = TABLES) -> int | None:
    """The account that opened the socket from `there` to `here`; None where none is found open."""
    wanted = set(zip(_written(there), _written(here), strict=True))
    for table in tables:
        with suppress(OSError):
            for line in table.read_text(encoding="ascii").splitlines()[1:]:
                _, local, remote, state, _, _, _, account, *_ = line.split()
                if (local, remote) in wanted and state == STANDS_OPEN:
                    return int(account)
    return None


def _written(place: Place) -> Iterator[str]:
    """How the tables write a place: words of the machine's own order of bytes, as hexadecimals."""
    host, port = place
    if ":" in host:
        packed = [socket.inet_pton(socket.AF_INET6, host)]
    else:
        packed = [socket.inet_aton(host), MAPPED + socket.inet_aton(host)]
    for each in packed:
        words = struct.unpack(f"={len(each) // 4}I", each)
        yield f"{''.join(f'{word:08X}' for word in words)}:{port:04X}"


def anybody(_there: Place, _here: Place) -> bool:
    """Whoever reaches the page: what is left where the machine does not tell."""
    return True


def this_account(there: Place, here: Place) -> bool:
    """Whether it is the account that serves, or the machine's administrator."""
    return account_of(there, here) in {os.getuid(), ROOT}


def who_may_come() -> IsOurs:
    """This account alone, where the machine tells the accounts of its connections."""
    with (
        socket.create_server(("127.0.0.1", 0)) as listening,
        socket.create_connection(listening.getsockname()) as knocking,
    ):
        told = account_of(knocking.getsockname(), listening.getsockname())
    return this_account if told is not None and told == os.getuid() else anybody
