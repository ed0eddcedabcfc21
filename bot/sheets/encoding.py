"""Which encoding a CSV was saved in, and its text.

A person expects utf-8, utf-8-sig (what Excel calls "CSV UTF-8"), utf-16, or the old code page of
the program: windows-1252 from Excel, macintosh from Excel for Mac, cp850 from a DOS export. Bytes
decide where they can; between code pages it is which one gives text that people write.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from bot.sheets.kinds import looks_like_utf_16

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODE_PAGES = (("windows-1252", "cp1252"), ("macintosh", "mac_roman"), ("cp850", "cp850"))
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH = re.compile(rb"[\x80-\xff]")
_SIGNS = frozenset("’‘“”–—…£€•·°½¼¾×®©™«»\xa0²³")  # noqa: RUF001 - the signs themselves
_LETTERS = frozenset("àáâäãåçèéêëìíîïñóòôöõúùûüýÿæœøßšžÉÀÂÊÎÔÖÜÄÇÑŠŽŒÆØÅ")
_NUMBER_SIGNS = frozenset("·°½¼¾²³")
_SAMPLE = 400_000
_DOUBT = re.compile(r"[^\x00-\x7f]")


def decode(content: bytes, *, cut: bool = False) -> tuple[str, str]:
    """The text, and the encoding's name as a person expects it; undecodable bytes are replaced.

    `cut` says that the bytes end before the file does, perhaps within a sign.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, errors="replace"), name
    wide = looks_like_utf_16(content[:_SAMPLE])
    if wide:
        return content.decode(wide, errors="replace"), wide
    if cut:
        content = content[: content.rfind(b"\n") + 1] or content
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if _is_mostly_utf_8(content):
        return content.decode("utf-8", errors="windows_1252_within"), "utf-8"
    return _from_code_page(content)


def _is_mostly_utf_8(content: bytes) -> bool:
    """Whether a few stray bytes stand in what is otherwise UTF-8 (pasted by another program)."""
    whole = len(_MULTIBYTE.findall(content))
    stray = len(_HIGH.findall(_MULTIBYTE.sub(b"", content)))
    return whole > 4 * stray


def _stray(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", errors="replace"), error.end


codecs.register_error("windows_1252_within", _stray)


def _from_code_page(content: bytes) -> tuple[str, str]:
    scores = {
        name: _plausibility(content[:_SAMPLE].decode(codec, errors="replace"))
        for name, codec in _CODE_PAGES
    }
    best = max(scores, key=lambda name: scores[name])
    if scores[best] < 0:
        guessed = from_bytes(content[:_SAMPLE]).best()
        if guessed is not None:
            return content.decode(guessed.encoding, errors="replace"), guessed.encoding
    codec = dict(_CODE_PAGES)[best]
    return content.decode(codec, errors="replace"), best


def _plausibility(text: str) -> int:
    """How much the signs beyond ASCII look like what people write: one point each, or minus one."""
    return sum(_points(text, found.start()) for found in _DOUBT.finditer(text))


def _points(text: str, at: int) -> int:
    sign = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if sign in _SIGNS:
        within_a_word = sign in _NUMBER_SIGNS and before.isalpha() and after.isalpha()
        return -1 if within_a_word else 1
    if sign not in _LETTERS or not (before.isalpha() or after.isalpha()):
        return -1
    if sign.isupper() and before.islower():
        return -1  # "childrenÕs": an apostrophe of another code page
    return 1
