"""The zip that an XLSX is, opened with suspicion.

Refused before anything is unpacked: more parts or bytes than any plan has, a ratio that only a zip
bomb reaches, macros, passwords, and other formats in a zip (Word, OpenDocument, .xlsb). Parts are
read as streams that stop at a limit.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from xml.etree.ElementTree import Element

from bot.sheets.xml_stream import RefusedXmlError, elements, local_name
from handlers.plan_import.findings import FileRefusedError, Kind
from handlers.plan_import.grid import FileType

MOST_PARTS = 2_000
MOST_UNPACKED = 400 * 1024 * 1024
MOST_IN_A_PART = 40 * 1024 * 1024
_BOMB_FROM = 4 * 1024 * 1024
_BOMB_RATIO = 250
_OTHERS = (
    ("word/", "a Word document"),
    ("ppt/", "a PowerPoint presentation"),
    ("xl/workbook.bin", "the binary Excel format"),
    ("content.xml", "an OpenDocument file"),
    ("Index/", "a Numbers file"),
)
SAVE_AS = "Open it in a spreadsheet program, save it as .xlsx and send that."


def refused(kind: Kind, sentence: str) -> FileRefusedError:
    """A refusal of an XLSX."""
    return FileRefusedError(kind, sentence, file_type=FileType.XLSX)


def damaged(why: str) -> FileRefusedError:
    """A refusal of an XLSX that cannot be read."""
    return refused(Kind.UNREADABLE_FILE, f"A whole Excel workbook was expected; {why}. {SAVE_AS}")


class _Limited:
    """A part that refuses to be longer than any plan's."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._stream = stream
        self._left = MOST_IN_A_PART
        self._name = name

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, at most 64 KB."""
        chunk = self._stream.read(min(size, 65_536) if size > 0 else 65_536)
        self._left -= len(chunk)
        if self._left < 0:
            raise damaged(
                f"its part {self._name} is larger than {MOST_IN_A_PART // 2**20} MB unpacked,"
                " far beyond any plan"
            )
        return chunk


class Package:
    """An opened workbook file."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise damaged("this one is damaged or was cut short") from error
        self.names = {entry.filename.lower(): entry for entry in entries}
        _refuse_bombs(entries)
        _refuse_others(entries)

    def has(self, name: str) -> bool:
        """Whether there is such a part (Office compares names without case)."""
        return name.lower() in self.names

    @contextmanager
    def open(self, name: str) -> Iterator[_Limited]:
        """A part as a stream, at most 40 MB long.

        Raises:
            FileRefusedError: the part is missing, damaged or too long.
        """
        entry = self.names.get(name.lower())
        if entry is None:
            raise damaged(f"its part {name} is missing")
        try:
            with self._zip.open(entry) as stream:
                yield _Limited(stream, name)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise damaged(f"its part {name} is damaged") from error

    def elements(
        self, name: str, ends: frozenset[str], starts: frozenset[str] = frozenset()
    ) -> Iterator[tuple[str, Element]]:
        """The elements of a part with these local names, as they end or start."""
        with self.open(name) as stream:
            try:
                yield from elements(stream, ends, starts)
            except RefusedXmlError as error:
                raise damaged(f"its part {name} {error}") from error

    def tree(self, name: str, wanted: frozenset[str]) -> Iterator[Element]:
        """The elements of a small part with these local names, with their children."""
        return (element for _, element in self.elements(name, wanted))

    def relations(self, of: str) -> dict[str, tuple[str, str]]:
        """What a part refers to within the file: id → (kind, part's name). Outside is ignored."""
        folder, base = posixpath.split(of)
        name = posixpath.join(folder, "_rels", base + ".rels")
        found: dict[str, tuple[str, str]] = {}
        if not self.has(name):
            return found
        for relation in self.tree(name, frozenset({"Relationship"})):
            if relation.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            kind = relation.get("Type", "").rsplit("/", 1)[-1]
            found[relation.get("Id", "")] = (kind, target.lstrip("/"))
        return found


def attribute(element: Element, local: str, default: str = "") -> str:
    """An attribute by its local name, whatever its prefix."""
    return next((v for k, v in element.attrib.items() if local_name(k) == local), default)


def _refuse_bombs(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_PARTS:
        raise damaged(f"this one has {len(entries)} parts, far beyond any plan")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise damaged(
            f"this one unpacks to more than {MOST_UNPACKED // 2**20} MB, far beyond any plan"
        )
    for entry in entries:
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > _BOMB_FROM and ratio > _BOMB_RATIO:
            raise damaged(f"its part {entry.filename[:80]} unpacks to {ratio:.0f} times its size")
        if entry.flag_bits & 1:
            raise damaged("this one is locked with a password; take the password off")


def _refuse_others(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if any("vbaproject" in name.lower() or "/macrosheets/" in name.lower() for name in names):
        raise refused(
            Kind.WRONG_FILE_TYPE,
            "A workbook without macros was expected; this one carries macros, which are never"
            " opened. Save it as .xlsx (Excel Workbook) and send that.",
        )
    if any(name.lower() == "xl/workbook.xml" for name in names):
        return
    for start, what in _OTHERS:
        if any(name.startswith(start) for name in names):
            raise refused(
                Kind.WRONG_FILE_TYPE,
                f"An Excel workbook (.xlsx) was expected; this is {what}. {SAVE_AS}",
            )
