"""Files from strangers: refused with one sentence, in bounded time and memory."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.sheets.read import read_book
from handlers.plan_import.findings import FileRefusedError
from tests.data.books import (
    SHEET,
    SHEET_HEAD,
    SHEET_TAIL,
    csv_file,
    good_rows,
    refused,
    with_parts,
    xlsx_file,
    xlsx_of,
)

GOOD_CSV = csv_file(good_rows())
GOOD_XLSX = xlsx_of(good_rows())
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def zipped(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/"), part)
    return out.getvalue()


def with_sheet(xml: bytes, *, stored: bool = False) -> bytes:
    return with_parts(GOOD_XLSX, {SHEET: SHEET_HEAD + xml + SHEET_TAIL}, stored=stored)


@pytest.mark.parametrize(
    ("name", "content", "kind", "words"),
    [
        ("plan.csv", b"", "empty_file", "nothing in it"),
        ("plan.xlsx", b"", "empty_file", "nothing in it"),
        ("plan.csv", b"\xef\xbb\xbf\r\n \r\n", "empty_file", "nothing in it"),
        ("plan.csv", b"\xff\xfe", "empty_file", "nothing in it"),
        ("plan.csv", b",,,\r\n,,,\r\n", "empty_file", "no cell"),
        ("plan.csv", b"Ref,Action,Lead,By when\n", "empty_file", "no action below"),
        ("plan.xlsx", xlsx_of([]), "empty_file", "empty"),
        ("plan.xlsx", xlsx_of(good_rows()[:1]), "empty_file", "no action below"),
        ("plan.csv", b"just some words\nand more of them\n", "unreadable_file", "plan map"),
        ("plan.xlsx", GOOD_XLSX[:2000], "unreadable_file", "damaged"),
        ("plan.xlsx", b"PK\x03\x04 nonsense", "unreadable_file", "damaged"),
        ("plan.xlsx", GOOD_CSV, "wrong_file_type", "holds text"),
        ("plan.csv", GOOD_XLSX, "wrong_file_type", "a zip archive"),
        ("plan.xlsx", OLE, "wrong_file_type", "save it as .xlsx"),
        ("plan.xls", OLE, "wrong_file_type", "save it as .xlsx"),
        ("plan.csv", OLE, "wrong_file_type", "old Excel"),
        ("plan.xls", GOOD_CSV, "wrong_file_type", "save it as .xlsx"),
        ("plan.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "unreadable_file", "password"),
        ("plan.csv", b"%PDF-1.7 and so on", "wrong_file_type", "a PDF"),
        ("plan.csv", b"<!DOCTYPE html><table>", "wrong_file_type", "a web page"),
        ("plan.csv", b"{\\rtf1 Ref", "wrong_file_type", "rich text"),
        ("plan.csv", b"\x89PNG\r\n\x1a\n" + bytes(100), "wrong_file_type", "a picture"),
        ("plan.csv", bytes(range(32)) * 50, "wrong_file_type", "not text"),
        ("plan.pdf", GOOD_CSV, "wrong_file_type", ".csv or .xlsx"),
        ("plan.xlsm", GOOD_XLSX, "wrong_file_type", "macros"),
        ("plan.ods", zipped(content__xml=b"x"), "wrong_file_type", "save it as .xlsx"),
        ("plan.xlsx", zipped(word__document=b"x"), "wrong_file_type", "Word"),
        ("plan.xlsx", zipped(xl__workbook=b"x"), "wrong_file_type", "zip archive"),
        (
            "plan.xlsx",
            with_parts(GOOD_XLSX, {"xl/vbaProject.bin": b"x"}),
            "wrong_file_type",
            "macros",
        ),
        ("plan.xlsx", with_sheet(b"<row><c>"), "unreadable_file", "damaged"),
        ("plan.xlsx", with_parts(GOOD_XLSX, {}, without=SHEET), "unreadable_file", "missing"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_a_sentence(
    name: str, content: bytes, kind: str, words: str
) -> None:
    found = refused(name, content)
    assert found.kind == kind
    assert words in found.message
    assert found.message.count(". ") <= 2


def test_an_external_entity_is_refused_and_never_fetched() -> None:
    content = with_parts(
        GOOD_XLSX,
        {
            SHEET: b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
            + SHEET_HEAD
            + b'<row><c t="inlineStr"><is><t>&e;</t></is></c></row>'
            + SHEET_TAIL
        },
    )
    assert "entities" in refused("plan.xlsx", content).message


def test_entities_that_multiply_are_refused() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
    content = with_parts(GOOD_XLSX, {"xl/workbook.xml": laughs + b"<workbook>&c;</workbook>"})
    assert "entities" in refused("plan.xlsx", content).message


def test_a_part_that_unpacks_to_a_thousand_times_its_size_is_refused_unread() -> None:
    content = with_sheet(b" " * 20_000_000)
    assert len(content) < 100_000
    assert "times its size" in refused("plan.xlsx", content).message


def test_more_parts_than_any_plan_are_refused() -> None:
    parts = {f"xl/media/{n}.png": b"" for n in range(2_100)}
    assert "parts" in refused("plan.xlsx", with_parts(GOOD_XLSX, parts)).message


def test_a_claim_of_sixteen_billion_cells_costs_nothing() -> None:
    sheet = SHEET_HEAD.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    rows = (
        b'<row r="1" spans="1:16384"><c r="A1" t="inlineStr"><is><t>Ref</t></is></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    content = with_parts(GOOD_XLSX, {SHEET: sheet + rows + SHEET_TAIL})
    rows_read = read_book("plan.xlsx", content).sheets[0].rows
    assert [row.number for row in rows_read] == [1, 1048576]


def test_5001_rows_are_refused_and_5000_are_read() -> None:
    row = ["Do", "Head of SEND", "2024-03-28"]
    head = ["Ref", "Action", "Lead", "By when"]
    rows = [head, *([f"1.{n}", *row] for n in range(5_001))]
    assert refused("plan.csv", csv_file(rows)).kind == "too_many_rows"
    assert len(read_book("plan.csv", csv_file(rows[:-1])).sheets[0].rows) == 5_001


MEASURE = """
import pathlib, re, sys, time
from tests.data.books import refused
content = pathlib.Path(sys.argv[1]).read_bytes()
start = time.process_time()
found = refused(sys.argv[1], content)
took = time.process_time() - start
peak = re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())
print(found.kind, took, int(peak[1]) // 1024)
"""


@pytest.mark.parametrize("which", ["rows", "cells", "csv", "deep"])
def test_fifty_megabytes_are_refused_in_seconds_and_under_300_mb(
    which: str, tmp_path: object
) -> None:
    match which:
        case "rows":
            row = b'<row><c t="inlineStr"><is><t>An action of some forty signs</t></is></c></row>'
            content = with_sheet(row * 600_000, stored=True)
        case "cells":
            content = with_sheet(b"<row>" + b'<c r="A1" s="1"/>' * 2_500_000, stored=True)
        case "csv":
            content = b"Ref,Action,Lead\n" + b"1.1,Do something useful,Head\n" * 1_800_000
        case _:
            content = with_sheet(b"<a>" * 13_000_000, stored=True)
    path = f"{tmp_path}/large.{'csv' if which == 'csv' else 'xlsx'}"
    with open(path, "wb") as file:  # noqa: PTH123 - a string path
        file.write(content)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, path], capture_output=True, text=True, check=True
    )
    kind, seconds, megabytes = done.stdout.split()
    assert kind in {"too_many_rows", "unreadable_file"}
    assert float(seconds) < 10
    assert int(megabytes) < 300


def assert_read_or_refused(name: str, content: bytes) -> None:
    sentence = "."
    try:
        read_book(name, content)
    except FileRefusedError as error:
        sentence = error.sentence
    assert sentence.endswith(".")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=3_000), st.sampled_from(["p.csv", "p.xlsx", "p.txt", "p", "p.xls"]))
def test_any_bytes_give_rows_or_a_sentence(content: bytes, name: str) -> None:
    assert_read_or_refused(name, content)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_damage_to_a_workbook_gives_rows_or_a_sentence(data: st.DataObject) -> None:
    content = bytearray(GOOD_XLSX)
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert_read_or_refused("plan.xlsx", bytes(content))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([SHEET, "xl/styles.xml", "xl/workbook.xml"]))
def test_any_bytes_in_a_part_give_rows_or_a_sentence(part: bytes, name: str) -> None:
    assert_read_or_refused("plan.xlsx", with_parts(GOOD_XLSX, {name: part}))


def test_more_sheets_than_any_plan_are_refused_and_none_is_left_out_in_silence() -> None:
    def fill(book: Workbook) -> None:
        for number in range(201):
            book.create_sheet(f"S{number}")

    with pytest.raises(FileRefusedError, match="202 sheets"):
        read_book("plan.xlsx", xlsx_file(fill))
