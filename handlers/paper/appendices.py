"""What stands behind a paper: the key, the records of each figure, the words, and the method."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from handlers.paper.frozen import Frozen, figure_place, instant
from models import document as paper
from models.document import Column, Fact, Facts, Paragraph, Row, Section, Table, words
from models.message import Moment
from models.states import Mark

GLOSSARY = (
    ("Area", "A finding of the inspection that the plan answers"),
    ("Delivered", "The owner reports it as done; its evidence is being looked at"),
    ("EHC plan", "Education, health and care plan; new ones are due within 20 weeks"),
    ("Floor", "The least acceptable value of a measure"),
    ("KPI", "Key performance indicator: a measure with a target and a floor"),
    ("Moderated", "Rated by the programme office, the chair, the delivery group or the Board"),
    ("Proven", "The evidence is accepted by somebody other than the owner"),
    ("Re-dated", "The due date was moved with approval; the first date stays on record"),
    ("SEND", "Special educational needs and disabilities"),
    ("Slipped", "Its due date has passed, or it is expected after it"),
)


def key_table(frozen: Frozen) -> Table:
    """What the ratings and the marks beside them mean, in this partnership."""
    said = frozen.snapshot["words"]
    ratings = [(frozen.rating(r["rating"]), r["meaning"]) for r in frozen.snapshot["scheme"]]
    rows = [Row((words(tag), words(meaning))) for tag, meaning in ratings if tag is not None]
    rows.append(Row((words(said["not_rated"]), words("Nothing has been said of it yet."))))
    rows += [Row((words(said[f"mark.{mark.value}"]), words(MEANINGS[mark]))) for mark in Mark]
    columns = (Column("Words", key=True, share=24), Column("What they mean", share=60))
    return Table("Key to the ratings, and to what stands beside them", columns, tuple(rows))


MEANINGS = {
    Mark.STALE: "Asked in one whole cycle and not answered: at best Amber.",
    Mark.UNREPORTED: "Asked in two cycles running and not answered: Red to the Board.",
    Mark.NOT_ASKED: "The ask did not arrive, the post was vacant, or everybody was away.",
    Mark.EVIDENCE_AWAITED: "Delivered; somebody other than the owner looks at the evidence.",
    Mark.SLIPPED: "Its due date has passed, or it is expected after it.",
    Mark.SLIPPED_AGAIN: "The same, after its due date had been moved.",
    Mark.RE_DATED: "Its due date was moved with approval.",
}


def key(frozen: Frozen) -> Section:
    """Appendix B."""
    return Section(
        "Appendix B: key to the ratings",
        (key_table(frozen),),
        numbered=False,
        anchor="appendix-key",
    )


def records(frozen: Frozen, shown: Iterable[paper.Run]) -> Section:
    """Appendix C: for each figure that the paper shows, the records that it counts."""
    found = dict.fromkeys(run.id for run in shown if isinstance(run, paper.Figure) and run.to)
    columns = (
        Column("What it counts", key=True, share=38),
        Column("Figure", share=14),
        Column("Records", share=60),
    )
    rows = tuple(
        Row(
            (
                words(frozen.figures[name].says),
                words(frozen.figures[name].text),
                frozen.refs(name),
            ),
            anchor=figure_place(name),
        )
        for name in found
    )
    lead = Paragraph(words("Each figure of this report leads here; each record leads to its row."))
    table = Table("The figures of this report and their records", columns, rows)
    title = "Appendix C: the records behind the figures"
    return Section(title, (lead, table), numbered=False, wide=True, anchor="appendix-records")


def method(frozen: Frozen) -> tuple[Fact, ...]:
    """How the report was made, and what names it."""
    snapshot, version = frozen.snapshot, frozen.snapshot["plan"]["version"]
    agreed = words("Not agreed yet")
    if version is not None and version["agreed_by"] and version["agreed_on"]:
        day = Moment(date.fromisoformat(version["agreed_on"]))
        source = f"; source: {version['source']}" if version["source"] else ""
        agreed = words(f"Version {version['number']}, agreed by {version['agreed_by']} on ", day)
        agreed = (*agreed, *words(source)) if source else agreed
    facts = [
        Fact("Report", words(frozen.name)),
        Fact("Signed off", frozen.signed),
        Fact("Plan", agreed),
        Fact("Figures closed", words(instant(snapshot["closed_at"]))),
        Fact("Frozen", words(instant(snapshot["frozen_at"]))),
        Fact("Record", words(f"Entry {snapshot['audit_seq']}, hash {snapshot['audit_head']}")),
    ]
    if before := snapshot["previous"]:
        said = f"{before['cycle']}, version {before['version']}, SHA-256 {before['sha256']}"
        facts.append(Fact("Compared with", words(said)))
    return tuple(facts)


RULE = """
A rating is the moderated one where somebody set it; else the worse of the owner's and the computed
one. Computed from: a due date that has passed, an expected date after it, another action that holds
it up, evidence that waits, and asks without an answer.

Figures close at the cut-off. An answer that comes later is marked late and counts in the next
report. Moderation counts until the report is frozen.

Shares have one decimal and add up to 100.0 by the largest remainder. Each action is counted once.

The report is made from one frozen snapshot of the record. Its SHA-256, below, is what the chair
signs; the sign-off is kept beside it. The same snapshot, signed or not, gives the same paper each
time, byte for byte.
"""


def words_and_method(frozen: Frozen) -> Section:
    """Appendix D."""
    rules = (" ".join(said.split()) for said in RULE.split("\n\n"))
    blocks = [Paragraph(words(said), numbered=False) for said in rules]
    columns = (Column("Word", key=True, share=20), Column("What it means", share=60))
    rows = tuple(Row((words(word), words(meaning))) for word, meaning in GLOSSARY)
    glossary = Table("Words used in this report", columns, rows)
    named = (
        Paragraph(words("SHA-256 of this report's snapshot:"), numbered=False),
        Paragraph(words(frozen.sha256), numbered=False),  # on a line of its own, to be searched for
    )
    return Section(
        "Appendix D: method and words",
        (*blocks, *named, Facts(method(frozen)), glossary),
        numbered=False,
        anchor="appendix-method",
    )
