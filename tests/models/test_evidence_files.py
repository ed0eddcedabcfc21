"""Which files may be kept as evidence, and under which name."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.evidence_files import (
    CHECKS,
    EvidenceSetting,
    ending_of,
    harmless_name,
    refusal,
    size_in_words,
)

ON = EvidenceSetting(files=True, largest_mb=1)
PDF = b"%PDF-1.7\n..."


def package(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return made.getvalue()


def test_files_are_off_unless_they_are_set() -> None:
    assert refusal("minutes.pdf", PDF, EvidenceSetting()).startswith("Files are not kept here.")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("minutes.pdf", PDF),
        ("Minutes 12 October.PDF", PDF),
        ("a.png", b"\x89PNG\r\n\x1a\n.."),
        ("a.jpg", b"\xff\xd8\xff\xe0"),
        ("a.csv", "ref,état\n1,2".encode()),
        ("a.docx", package("[Content_Types].xml", "word/document.xml")),
        ("a.xlsx", package("xl/workbook.xml")),
        ("a.odt", package("mimetype", "content.xml")),
    ],
)
def test_a_file_that_is_what_it_says_is_taken(name: str, content: bytes) -> None:
    assert refusal(name, content, ON) == ""


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.exe", b"MZ", "found .exe"),
        ("a.html", b"<html>", "found .html"),
        ("a.svg", b"<svg>", "found .svg"),
        ("a.docm", package("word/document.xml"), "found .docm"),
        ("a", b"x", "found no ending"),
        ("a.pdf.exe", PDF, "found .exe"),
        ("a.pdf", b"", "That file is empty"),
        ("a.pdf", b"<html><script>", "is called .pdf, but is none inside"),
        ("a.pdf", b"MZ\x90", "is called .pdf, but is none inside"),
        ("a.txt", b"<!DOCTYPE html><script>", "is called .txt, but is none inside"),
        ("a.csv", b"\xef\xbb\xbf <svg onload=x>", "is called .csv, but is none inside"),
        ("a.txt", b"MZ\x00\x01", "is called .txt, but is none inside"),
        ("a.docx", b"PK\x03\x04 broken", "is called .docx, but is none inside"),
        ("a.docx", package("xl/workbook.xml"), "is called .docx, but is none inside"),
        ("a.xlsx", package("xl/workbook.xml", "xl/vbaProject.bin"), "or it holds macros"),
        ("a.ods", package("content.xml", "Basic/Standard/Module1.xml"), "or it holds macros"),
        ("a.pdf", PDF + b"x" * 1_000_001, "up to 1 MB; this has 1.0 MB"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(name: str, content: bytes, says: str) -> None:
    assert says in refusal(name, content, ON)


def test_kinds_are_a_setting() -> None:
    only = EvidenceSetting(files=True, kinds=(".PDF",))
    assert refusal("a.pdf", PDF, only) == ""
    assert "Evidence may come as pdf; found .png" in refusal("a.png", b"\x89PNG\r\n\x1a\n", only)
    with pytest.raises(ValidationError, match="'exe' is none of"):
        EvidenceSetting(kinds=("exe",))
    with pytest.raises(ValidationError, match="at least one kind"):
        EvidenceSetting(kinds=())


@pytest.mark.parametrize(
    ("name", "harmless"),
    [
        ("Minutes of 12 October.pdf", "Minutes of 12 October.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\a.PDF", "a.pdf"),
        (".htaccess", "file.htaccess"),
        ("CON.pdf", "file CON.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("<b>.pdf", "b.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("???.pdf", "file.pdf"),
        ("", "file"),
    ],
)
def test_a_name_is_made_harmless(name: str, harmless: str) -> None:
    assert harmless_name(name) == harmless


@given(st.text(max_size=200))
def test_no_name_leads_out_of_a_folder_or_steers_anything(name: str) -> None:
    found = harmless_name(name)
    assert found == harmless_name(found)
    assert 0 < len(found) <= 100
    assert not set(found) & set('/\\:*?"<>|\r\n\t\0')
    assert not found.startswith(".")
    assert all(c.isprintable() for c in found)


@given(st.binary(max_size=300), st.sampled_from(sorted(CHECKS)))
def test_any_bytes_are_looked_at_without_a_crash(content: bytes, kind: str) -> None:
    assert isinstance(refusal(f"a.{kind}", content, ON), str)


def test_a_size_is_said_as_people_say_it() -> None:
    assert [size_in_words(n) for n in (1, 12_400, 1_400_000)] == ["1 kB", "12 kB", "1.4 MB"]
    assert ending_of("a.tar.gz") == "gz"
