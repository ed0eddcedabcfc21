"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from enum import StrEnum


class Content(StrEnum):
    """What the bytes look like; the value is how it is named to a person."""

    NOTHING = "nothing"
    ZIP = "a zip archive"
    OLD_EXCEL = "the old Excel format"
    ENCRYPTED = "a file locked with a password"
    PDF = "a PDF"
    HTML = "a web page"
    XML = "XML"
    RICH_TEXT = "rich text"
    PICTURE = "a picture"
    ARCHIVE = "a compressed archive"
    BINARY = "something that is not text"
    TEXT = "text"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_UNICODE_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SIGNS = (
    (b"PK\x03\x04", Content.ZIP),
    (b"PK\x05\x06", Content.ZIP),
    (b"PK\x07\x08", Content.ZIP),
    (b"%PDF", Content.PDF),
    (b"{\\rtf", Content.RICH_TEXT),
    (b"\x89PNG", Content.PICTURE),
    (b"\xff\xd8\xff", Content.PICTURE),
    (b"GIF8", Content.PICTURE),
    (b"\x1f\x8b", Content.ARCHIVE),
    (b"7z\xbc\xaf", Content.ARCHIVE),
    (b"Rar!", Content.ARCHIVE),
)
_MARKUP = (
    (b"<!doctype html", Content.HTML),
    (b"<html", Content.HTML),
    (b"<table", Content.HTML),
    (b"<meta", Content.HTML),
    (b"<?xml", Content.XML),
)
_SAMPLE = 65_536
_MOST_CONTROL_SIGNS = 0.02
_TEXT_CONTROLS = frozenset(b"\t\n\r\x0b\x0c\x1a\x1b")


def content_of(content: bytes) -> Content:
    """What the bytes are."""
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe\x1a"):
        return Content.NOTHING
    if content.startswith(_OLE):
        return Content.ENCRYPTED if _ENCRYPTED_STREAM in content else Content.OLD_EXCEL
    for sign, found in _SIGNS:
        if content.startswith(sign):
            return found
    head = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for sign, found in _MARKUP:
        if head.startswith(sign):
            return found
    return Content.BINARY if _is_binary(content[:_SAMPLE]) else Content.TEXT


def _is_binary(sample: bytes) -> bool:
    """Whether control signs are too many for text; UTF-16, half of which is NUL, is text."""
    if sample.startswith(_UNICODE_MARKS) or looks_like_utf_16(sample):
        return False
    controls = sum(1 for byte in sample if byte < 0x20 and byte not in _TEXT_CONTROLS)  # noqa: PLR2004 - the space
    return controls > len(sample) * _MOST_CONTROL_SIGNS


def looks_like_utf_16(sample: bytes) -> str | None:
    """The byte order of UTF-16 without its mark: nearly every other byte is NUL."""
    even, odd = sample[0::2], sample[1::2]
    if not odd:
        return None
    for mostly, rarely, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if mostly.count(0) > len(mostly) * 0.7 and rarely.count(0) < len(rarely) * 0.05:
            return name
    return None
