"""Where kept files lie: their keeper belongs to another room and is handed in at the start."""

from __future__ import annotations

from typing import Protocol


class Keeper(Protocol):
    """Keeps the bytes of files under their SHA-256."""

    def keep(self, sha256: str, content: bytes) -> None:
        """Keep them; nothing where they are kept already."""

    def fetch(self, sha256: str) -> bytes | None:
        """The bytes as they came; None where they are not there, or are others."""

    def forget(self, sha256: str) -> None:
        """Keep them no longer."""


_SEAM: list[Keeper] = []


def keep_with(keeper: Keeper) -> None:
    """Let this keeper hold the files."""
    _SEAM[:] = [keeper]


def keeper() -> Keeper:
    """Who holds the files."""
    (found,) = _SEAM
    return found
