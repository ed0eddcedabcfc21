"""Which files may be kept as evidence, under which name: pure.

A file is kept as it came and never opened by Rollcall; it is only looked at whether it is what its
name says, so that no program and no web page is handed on as a document.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from typing import Annotated

from pydantic import Field, field_validator

from models.setting import Setting

LONGEST_NAME = 80
MEGABYTE = 1_000_000
_KEPT_SIGNS = frozenset(" .-_()&,+'")
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}
)
"""Names that Windows keeps for devices."""
_PAGES = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml", b"<?php", b"#!", b"mz")
_MARK = b"\xef\xbb\xbf"


def _is_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-")


def _is_png(content: bytes) -> bool:
    return content.startswith(b"\x89PNG\r\n\x1a\n")


def _is_jpeg(content: bytes) -> bool:
    return content.startswith(b"\xff\xd8\xff")


def _is_text(content: bytes) -> bool:
    start = content.removeprefix(_MARK).lstrip()[:16].lower()
    return b"\0" not in content and not start.startswith(_PAGES)


def _package_of(part: str) -> Callable[[bytes], bool]:
    """Whether it is an office package that has this part, and no macros."""

    def is_package(content: bytes) -> bool:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                names = package.namelist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
            return False
        has_macros = any(
            n.lower().endswith("vbaproject.bin") or "basic/" in n.lower() for n in names
        )
        return not has_macros and any(name.startswith(part) for name in names)

    return is_package


CHECKS: Mapping[str, Callable[[bytes], bool]] = {
    "pdf": _is_pdf,
    "docx": _package_of("word/"),
    "xlsx": _package_of("xl/"),
    "pptx": _package_of("ppt/"),
    "odt": _package_of("content.xml"),
    "ods": _package_of("content.xml"),
    "png": _is_png,
    "jpg": _is_jpeg,
    "jpeg": _is_jpeg,
    "csv": _is_text,
    "txt": _is_text,
}
"""Every kind that can be allowed, with how it is known."""


class EvidenceSetting(Setting):
    """Whether files are kept as evidence; links always are."""

    files: bool = False
    """Off: people send links, and the papers stay where the partnership keeps them."""
    largest_mb: Annotated[int, Field(ge=1, le=20)] = 10
    """Megabytes that one file may have; the page takes requests of up to 25 in all."""
    kinds: tuple[str, ...] = tuple(CHECKS)
    """The endings that are taken."""

    @field_validator("kinds")
    @classmethod
    def _known(cls, kinds: tuple[str, ...]) -> tuple[str, ...]:
        known = tuple(kind.strip().lower().lstrip(".") for kind in kinds)
        for kind in known:
            if kind not in CHECKS:
                raise ValueError(f"{kind!r} is none of {', '.join(CHECKS)}")
        if not known:
            raise ValueError("at least one kind was expected; files = false takes none")
        return known


def refusal(name: str, content: bytes, setting: EvidenceSetting) -> str:
    """Why a file is not kept, in a sentence; "" where it may be."""
    if not setting.files:
        return (
            "Files are not kept here. Put it where your partnership keeps its papers, and send me"
            " the link."
        )
    kind = ending_of(name)
    if kind not in setting.kinds:
        found = f".{kind}" if kind else "no ending"
        return (
            f"Evidence may come as {', '.join(setting.kinds)}; found {found}. Send a link instead."
        )
    if not content:
        return "That file is empty. Look at it, and drop it again."
    if len(content) > setting.largest_mb * MEGABYTE:
        found = f"{len(content) / MEGABYTE:.1f} MB"
        return (
            f"A file may have up to {setting.largest_mb} MB; this has {found}. Send a link instead."
        )
    if not CHECKS[kind](content):
        return (
            f"That file is called .{kind}, but is none inside, or it holds macros. Save it again as"
            f" {kind}, or send a link."
        )
    return ""


def ending_of(name: str) -> str:
    """The ending of a file's name, in small letters without its dot; "" where it has none."""
    _, dot, ending = harmless_name(name).rpartition(".")
    return ending.lower() if dot else ""


def harmless_name(name: str) -> str:
    """A name that does nothing anywhere: no folders, no signs that steer, no device's name.

    >>> harmless_name("../../etc/Minutes\u202efdp.exe")
    'Minutesfdp.exe'
    """
    last = unicodedata.normalize("NFKC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in last if c.isalnum() or c in _KEPT_SIGNS)
    stem, dot, ending = " ".join(kept.split()).rpartition(".")
    stem, ending = (stem, ending.strip()[:8].strip().lower()) if dot else (ending, "")
    stem = stem.strip(" .")[:LONGEST_NAME].strip(" .")
    if not stem or stem.lower() in _RESERVED:
        stem = f"file {stem}".strip()
    return f"{stem}.{ending}" if ending else stem


def size_in_words(size: int) -> str:
    """How large a file is: "12 kB", "1.4 MB"."""
    if size < MEGABYTE:
        return f"{max(1, round(size / 1000)):,} kB"
    return f"{size / MEGABYTE:.1f} MB"
