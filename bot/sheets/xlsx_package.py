"""The zip that an XLSX is, opened with suspicion.

Refused before anything is unpacked: more parts or bytes than any plan has, a ratio that only a zip
bomb reaches, macros, passwords, and other formats in a zip (Word, OpenDocument, .xlsb). Parts are
read as streams that stop at a limit; XML with a DTD or an entity of its own is refused by
defusedxml, so that nothing outside is ever fetched or expanded.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any, TypeVar
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from handlers.plan_import.findings import FileRefusedError, Kind
from handlers.plan_import.grid import FileType

Read = TypeVar("Read")

MOST_PARTS = 2_000
MOST_UNPACKED = 400 * 1024 * 1024
MOST_IN_A_PART = 40 * 1024 * 1024
MOST_ELEMENTS = 1_000_000
MOST_IN_A_TREE = 400_000
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
        """The elements with these local names as they end (or start), each forgotten afterwards.

        What is not asked for is dropped at once, so that memory stays small.
        """
        return self._parsed(name, lambda stream: _walk(stream, ends, starts))

    def _parsed(self, name: str, read: Callable[[_Limited], Iterator[Read]]) -> Iterator[Read]:
        with self.open(name) as stream:
            try:
                yield from read(stream)
            except DefusedXmlException as error:
                raise damaged(
                    f"its part {name} defines entities of its own, which Excel never writes"
                ) from error
            except (ParseError, ValueError, LookupError) as error:
                raise damaged(f"its part {name} is damaged") from error

    def tree(self, name: str) -> Element:
        """A small part as a whole.

        Raises:
            FileRefusedError: the part is missing, damaged or too long.
        """
        root: Element | None = None
        for count, element in enumerate(self._parsed(name, _whole)):
            root = element if root is None else root
            if count > MOST_IN_A_TREE:
                raise damaged(f"its part {name} holds more than any plan's")
        if root is None:
            raise damaged(f"its part {name} is empty")
        return root

    def relations(self, of: str) -> dict[str, tuple[str, str]]:
        """What a part refers to within the file: id → (kind, part's name). Outside is ignored."""
        folder, base = posixpath.split(of)
        name = posixpath.join(folder, "_rels", base + ".rels")
        found: dict[str, tuple[str, str]] = {}
        if not self.has(name):
            return found
        for relation in self.tree(name):
            if relation.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            kind = relation.get("Type", "").rsplit("/", 1)[-1]
            found[relation.get("Id", "")] = (kind, target.lstrip("/"))
        return found


def _whole(stream: _Limited) -> Iterator[Element]:
    return (element for _, element in iterparse(stream, ("start",), forbid_dtd=True))


def _walk(
    stream: _Limited, ends: frozenset[str], starts: frozenset[str]
) -> Iterator[tuple[str, Element]]:
    locals_by_tag: dict[str, str] = {}
    open_elements: list[Element] = []
    wanted_open = seen = 0
    for event, element in iterparse(stream, ("start", "end"), forbid_dtd=True):
        local = locals_by_tag.get(element.tag) or locals_by_tag.setdefault(
            element.tag, local_name(element)
        )
        if event == "start":
            seen += 1
            open_elements.append(element)
            wanted_open += local in ends
            if local in starts:
                yield local, element
            continue
        open_elements.pop()
        if local in ends:
            wanted_open -= 1
            yield local, element
        if not wanted_open and open_elements:
            open_elements[-1].clear()
        if seen > MOST_ELEMENTS:
            raise damaged(
                "it holds more cells than any plan, empty ones counted; delete the empty rows"
            )


def local_name(element: Element) -> str:
    """An element's name without its namespace (strict workbooks have another one)."""
    return str(element.tag).rsplit("}", 1)[-1]


def children(element: Element, name: str) -> Iterator[Element]:
    """The direct children of a local name."""
    return (child for child in element if local_name(child) == name)


def attribute(element: Element, local: str, default: str = "") -> str:
    """An attribute by its local name, whatever its namespace."""
    values: dict[str, Any] = element.attrib
    return str(next((v for k, v in values.items() if k.rsplit("}", 1)[-1] == local), default))


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
