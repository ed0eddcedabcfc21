"""How a file becomes sheets: the readers belong to another room and are handed in at the start."""

from __future__ import annotations

from collections.abc import Callable

from handlers.plan_import.grid import Book

ReadBook = Callable[[str, bytes], Book]
"""Gives the sheets of a file by its name and content, or raises FileRefusedError."""
_SEAM: list[ReadBook] = []


def read_with(reader: ReadBook) -> None:
    """Let this reader open what is dropped on the bot."""
    _SEAM[:] = [reader]


def book_from(name: str, content: bytes) -> Book:
    """The sheets of a file.

    Raises:
        FileRefusedError: it cannot be taken.
    """
    (reader,) = _SEAM
    return reader(name, content)
