"""Who answered: by organisation, in neutral words. There is no table of names."""

from __future__ import annotations

from handlers.paper.frozen import Frozen
from models.document import Bullets, Column, Paragraph, Row, Section, Table, Text, words
from models.rollup_answers import organisation_keys
from models.states import Silence

COUNTED = (
    ("asked", "Asked for"),
    ("in", "Answers in"),
    ("late", "Of them late"),
    ("silent", "No answer"),
    ("not_expected", "Not expected"),
)
SAID = {
    Silence.WAITS_FOR_CONFIRMATION: "An answer waits for its sender's confirmation",
    Silence.WORDS_AWAITED: "Rated, reason and recovery awaited",
    Silence.NOT_DELIVERED: "The ask did not arrive",
    Silence.VACANT: "The post is vacant",
    Silence.ABSENT: "Owner and deputy were away",
    Silence.DISPUTED: "It is disputed whose action it is",
}
"""States of the ledger that the Board should know of; absence and vacancy are nobody's fault."""


def responses(frozen: Frozen) -> Section:
    """The section."""
    if not frozen.snapshot["ledger"]:
        said = words("No update was asked for in this cycle.")
        return Section("Who answered", (Paragraph(said),), anchor="responses")
    lead = words(
        "Updates in: ", frozen.figure("response.in"), " actions asked for."
        " Where nobody could be expected to answer (away, vacant, disputed, or the ask did not"
        " arrive), the action is not counted as asked for.",
    )  # fmt: skip
    found = _notes(frozen)
    notes = (Bullets(found),) if found else ()
    return Section("Who answered", (Paragraph(lead), _table(frozen), *notes), anchor="responses")


def _table(frozen: Frozen) -> Table:
    names = tuple(dict.fromkeys(row["organisation"] for row in frozen.snapshot["ledger"]))
    keyed = sorted(zip(names, organisation_keys(names), strict=True))
    columns = (
        Column("Organisation", key=True, share=28),
        *(Column(head, numeric=True, share=14) for _, head in COUNTED),
    )
    rows = tuple(Row((words(name), *_numbers(frozen, f"response.{key}"))) for name, key in keyed)
    total = Row((words("All organisations"), *_numbers(frozen, "response")))
    return Table("Updates by organisation", columns, rows, total)


def _numbers(frozen: Frozen, name: str) -> tuple[Text, ...]:
    return tuple(words(frozen.figure(f"{name}.{key}", based=False)) for key, _ in COUNTED)


def _notes(frozen: Frozen) -> tuple[Text, ...]:
    found = []
    for state, said in SAID.items():
        refs = [row["ref"] for row in frozen.snapshot["ledger"] if row["state"] == state]
        if refs:
            found.append(words(f"{said}: ", *frozen.jumps(refs), "."))
    return tuple(found)
