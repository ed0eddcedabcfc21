"""Whom a cell names, and whether they can be reached."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.plan_import.emails import all_addresses, gather, read_address
from handlers.plan_import.findings import Kind
from handlers.plan_import.owners import people_in
from tests.data.books import HEAD, csv_file, findings, good_rows, loud, read, with_cell

SAMPLE = Path(__file__).parents[3] / "bot" / "sample" / "sample_plan.csv"
ONE = (
    "Participation and Co-production Lead",
    "Tribunal and Mediation Lead",
    "Evidence and Assurance Officer",
    "Speech, Language and Communication Programme Lead",
    "Director of Education and SEND",
    "Jane Doe, Head of SEND",
    "Jane Doe, Head of Education and Skills",
    "Jane Doe, Head of SEND, Kent County Council",
    "Assistant Director, SEND",
    "Doe, Jane",
    "Jane Doe\nHead of SEND",
    "Public Health Consultant (Children)",
    "Jane Doe (Head of SEND and Inclusion)",
    "Finance/HR Lead",
    "SEND/Inclusion Lead",
    "Cabinet Member for Education and Skills",
    "Director of Children, Young People and Education",
    "Head of Policy/Strategy",
    "Assistant Director (Education and Skills)",
    "Head of Early Years and Childcare",
    "Parent carer forum",
    "Jane Doe;",
)
TWO = (
    "Jane Doe, Head of SEND; Jo Bloggs, Director",
    "Jane Doe / Jo Bloggs",
    "Jane Doe/Jo Bloggs",
    "Head of SEND / Head of Inclusion",
    "Head of SEND and Head of Inclusion",
    "Jane Doe & Jo Bloggs",
    "Jane Doe and Jo Bloggs",
    "Jane Doe, Jo Bloggs",
    "Jane Doe, Head of SEND, Jo Bloggs, Director",
    "Doe, Jane; Bloggs, Jo",
    "Jane Doe\nJo Bloggs",
    "Head of SEND\nHead of Inclusion",
    "Jane Doe (Head of SEND) and Jo Bloggs (ICB)",
    "Lead: Jane Doe; Support: Jo Bloggs",
    "Jane / Jo",
    "JS/MK",
    "LA/ICB",
    "Jane Doe supported by Jo Bloggs",
    "1. Jane Doe 2. Jo Bloggs",
    "Jane Doe <jane@x.example.org>; Jo Bloggs <jo@x.example.org>",
    "Assistant Director SEND, Assistant Director Education",
    "Principal Educational Psychologist and Designated Clinical Officer",
)


@pytest.mark.parametrize("cell", ONE)
def test_one_post_with_and_or_commas_in_its_name_is_one_owner(cell: str) -> None:
    assert len(people_in(cell)) == 1


@pytest.mark.parametrize("cell", TWO)
def test_two_people_in_one_cell_are_two_owners(cell: str) -> None:
    assert len(people_in(cell)) == 2


@pytest.mark.parametrize("cell", ["", " ", "TBC", "tba", "Vacant", "-", "–", "n/a", "None", "?"])  # noqa: RUF001 - dashes
def test_a_cell_that_says_nobody_names_nobody(cell: str) -> None:
    assert people_in(cell) == ()


@given(st.text(max_size=80))
def test_any_cell_names_somebody_or_nobody(cell: str) -> None:
    assert all(person.name for person in people_in(cell))


def test_two_owners_are_a_warning_that_says_who_was_taken() -> None:
    reading = read("p.csv", csv_file(with_cell(2, "Lead", "Jane Doe, Head; Jo Bloggs, Director")))
    (found,) = findings(reading, Kind.TWO_OWNERS)
    assert (found.severity, found.row, found.column) == ("warning", 2, "Lead")
    assert (found.value, found.read_as) == (
        "Jane Doe, Head; Jo Bloggs, Director",
        "Jane Doe, Head",
    )
    assert [owner.name for owner in reading.actions[0].co_owners] == ["Jo Bloggs, Director"]


@pytest.mark.parametrize("cell", ["", "TBC", "Vacant"])
def test_a_row_without_an_owner_is_an_error_even_with_an_address(cell: str) -> None:
    reading = read("p.csv", csv_file(with_cell(3, "Lead", cell)))
    (found,) = findings(reading, Kind.MISSING_OWNER)
    assert (found.severity, found.row, found.column) == ("error", 3, "Lead")
    assert loud(reading) == [Kind.MISSING_OWNER]


@pytest.mark.parametrize("cell", ["", "TBC", "n/a"])
def test_an_owner_without_an_address_is_a_warning(cell: str) -> None:
    reading = read("p.csv", csv_file(with_cell(3, "E-mail", cell)))
    (found,) = findings(reading, Kind.MISSING_EMAIL)
    assert (found.severity, found.row, found.column) == ("warning", 3, "E-mail")


def test_where_owner_and_address_are_missing_only_the_owner_is_found() -> None:
    rows = with_cell(3, "Lead", "")
    rows[2][HEAD.index("E-mail")] = ""
    assert loud(read("p.csv", csv_file(rows))) == [Kind.MISSING_OWNER]


def test_without_a_column_of_addresses_none_is_missing() -> None:
    rows = [row[:3] + row[4:] for row in good_rows()]
    assert loud(read("p.csv", csv_file(rows))) == []


def test_an_address_that_stands_elsewhere_is_likely() -> None:
    rows = with_cell(3, "E-mail", "")
    rows[2][HEAD.index("Lead")] = "Head of Casework"
    (found,) = findings(read("p.csv", csv_file(rows)), Kind.MISSING_EMAIL)
    assert found.likely == "head-of-casework@kcc.example.org"


@pytest.mark.parametrize(
    ("address", "likely"),
    [
        ("head-of-casework@@kcc.example.org", "head-of-casework@kcc.example.org"),
        ("head-of-casework@kcc.exmaple.org", "head-of-casework@kcc.example.org"),
        ("head-of-casework@kccexample.org", "head-of-casework@kcc.example.org"),
        ("head-of-casework@kcc.example", "head-of-casework@kcc.example.org"),
        ("head-of-casework@kcc", "head-of-casework@kcc.example.org"),
        ("head-of-casework.kcc.example.org", "head-of-casework@kcc.example.org"),
        ("head of casework@kcc.example.org", "head-of-casework@kcc.example.org"),
        ("head-of-casework @kcc.example.org", "head-of-casework@kcc.example.org"),
        ("head-of-casework@kcc.example,org", "head-of-casework@kcc.example.org"),
        ("head-of-casework@kcc..example.org", "head-of-casework@kcc.example.org"),
        ("head-of-casework(at)kcc.example.org", "head-of-casework@kcc.example.org"),
        ("head\u2013of\u2013casework@kcc.example.org", "head-of-casework@kcc.example.org"),
        ("head-of-caseworrk@kcc.example.org", "head-of-casework@kcc.example.org"),
        ("head-of-casewrok@kcc.example.org", "head-of-casework@kcc.example.org"),
        ("head-of-casework@kcc.example.ogr", "head-of-casework@kcc.example.org"),
        ("Head of Casework", None),
        ("@", None),
        ("=HYPERLINK(1)", None),
        ("a@kcc.example.org; b@kcc.example.org", None),
    ],
)
def test_an_address_that_would_bounce_is_an_error_with_what_was_meant(
    address: str, likely: str | None
) -> None:
    reading = read("p.csv", csv_file(with_cell(2, "E-mail", address)))
    (found,) = findings(reading, Kind.BAD_EMAIL)
    assert (found.severity, found.row, found.column) == ("error", 2, "E-mail")
    assert (found.value, found.likely) == (address, likely)
    assert not reading.actions[0].valid


@pytest.mark.parametrize("name", ["R McInnes", ""])
def test_a_letter_three_times_running_is_the_seed_paper_s_slip(name: str) -> None:
    among = gather([], known={}, domains=())
    reading = read_address("r.mcinnnes@council.example.org", name=name, body="", among=among)
    assert reading.likely == "r.mcinnes@council.example.org"


@pytest.mark.parametrize(
    "address",
    [
        "mailto:head-of-casework@kcc.example.org",
        "Head of Casework <head-of-casework@kcc.example.org>",
        " HEAD-OF-CASEWORK@KCC.example.org ",
    ],
)
def test_what_people_put_around_an_address_is_no_fault(address: str) -> None:
    reading = read("p.csv", csv_file(with_cell(2, "E-mail", address)))
    assert loud(reading) == []
    owner = reading.actions[0].owner
    assert owner is not None
    assert owner.email == "head-of-casework@kcc.example.org"


def test_a_list_that_answers_to_two_owners_is_no_fault() -> None:
    rows = with_cell(2, "Lead", "Head of Casework; Hub Manager")
    rows[1][HEAD.index("E-mail")] = "hub-manager@kcc.example.org, head-of-casework@kcc.example.org"
    reading = read("p.csv", csv_file(rows))
    assert loud(reading) == [Kind.TWO_OWNERS]
    action = reading.actions[0]
    assert action.owner is not None
    assert action.owner.email == "head-of-casework@kcc.example.org"
    assert action.co_owners[0].email == "hub-manager@kcc.example.org"


def test_an_address_beside_the_name_is_checked_and_kept_in_small_letters() -> None:
    rows = [["Ref", "Action", "Lead"], ["1", "Do", "Jane Doe <Jane.Doe@KCC.example.org>"]]
    owner = read("p.csv", csv_file(rows)).actions[0].owner
    assert owner is not None
    assert (owner.name, owner.email) == ("Jane Doe", "jane.doe@kcc.example.org")
    rows[1][2] = "Jane Doe <jane.doe@kcc>"
    (found,) = findings(read("p.csv", csv_file(rows)), Kind.BAD_EMAIL)
    assert found.column == "Lead"


def test_two_addresses_run_together_are_told_apart() -> None:
    assert all_addresses("a@x.org b@x.org") == ["a@x.org", "b@x.org"]
    assert all_addresses("a b@x.org") == ["a b@x.org"]


def test_no_address_of_the_sample_is_doubted() -> None:
    with SAMPLE.open(encoding="utf-8") as file:
        rows = [
            (row["owner_role"], row["owner_email"], row["owner_organisation"])
            for row in csv.DictReader(file)
        ]
    among = gather(rows, known={}, domains=())
    for name, address, body in rows:
        reading = read_address(address, name=name, body=body, among=among)
        assert (reading.email, reading.doubt) == (address, None)


@given(st.text(max_size=60), st.text(max_size=30))
def test_any_address_is_usable_or_not(address: str, name: str) -> None:
    among = gather([("Jane Doe", "jane.doe@kcc.example.org", "")], known={}, domains=())
    read_address(address, name=name, body="", among=among)
