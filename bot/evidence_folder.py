"""Files of evidence in the data folder: each once, by its SHA-256; never run."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

READ_BY_US = 0o600
"""Nobody else reads it, and nobody can run it."""


class EvidenceFolder:
    """Keeps each file as `FOLDER/ab/abcd…`: the first two digits of its hash, then all of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, sha256: str, content: bytes) -> None:
        """Write the file whole or not at all."""
        place = self._place(sha256)
        if place.exists():
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=place.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(unfinished).chmod(READ_BY_US)
            Path(unfinished).replace(place)
        finally:
            Path(unfinished).unlink(missing_ok=True)

    def fetch(self, sha256: str) -> bytes | None:
        """The file's bytes; None where it is not there or was changed."""
        place = self._place(sha256)
        if not place.is_file():
            return None
        content = place.read_bytes()
        return content if hashlib.sha256(content).hexdigest() == sha256 else None

    def forget(self, sha256: str) -> None:
        """Take the file away."""
        self._place(sha256).unlink(missing_ok=True)

    def _place(self, sha256: str) -> Path:
        if len(sha256) != hashlib.sha256().digest_size * 2 or not sha256.isalnum():
            raise ValueError(f"A SHA-256 in hex was expected; found {sha256[:70]!r}.")
        return self.folder / sha256[:2] / sha256
