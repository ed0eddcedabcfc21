"""Who moderated what, and which version was signed by whom, in the paper."""

from __future__ import annotations

from datetime import datetime

from handlers.paper.frozen import Frozen
from models.document import Column, Paragraph, Row, Section, Table, Text, words
from models.message import Moment, Quote
from models.rating_sides import LEVEL_WORDS
from models.snapshot_signed import ModeratedFacts, PreviousFacts
from models.spoken import sentence_start
from models.states import Level


def moderated(frozen: Frozen) -> tuple[Section, ...]:
    """Each rating that somebody other than the owner kept or set; nothing where none was."""
    rows = frozen.snapshot.get("moderated", [])
    if not rows:
        return ()
    lead = Paragraph(
        words(
            "Somebody other than the owner looked at these ratings and kept or set them; the"
            " owner's own rating stays on record and stands in the tracker."
        )
    )
    columns = (
        Column("Ref", key=True, share=10),
        Column("Rating", share=20),
        Column("By", share=34),
        Column("Why", share=36),
    )
    table = Table("Moderated ratings", columns, tuple(_row(frozen, row) for row in rows))
    return (Section("Moderated ratings", (lead, table), anchor="moderated"),)


def _row(frozen: Frozen, row: ModeratedFacts) -> Row:
    tag = frozen.rating(row["rating"])
    assert tag is not None
    level = sentence_start(LEVEL_WORDS[Level(row["level"])])
    did = "kept" if row["kept"] else "set"
    return Row(
        (
            words(frozen.jump(row["ref"])),
            words(tag, f", {did}"),
            words(f"{level} ({row['by']}), ", Moment(datetime.fromisoformat(row["at"]))),
            _why(row),
        )
    )


def _why(row: ModeratedFacts) -> Text:
    """The reason, and beside it what the owner answered."""
    why = words(Quote(row["reason"])) if row["reason"] else words("Not said.")
    answered = row.get("answered", "")
    return (*why, *words(" The owner answered: ", Quote(answered))) if answered else why


def signed_before(before: PreviousFacts) -> Text:
    """Who signed a version that is replaced, and when; nothing where that is not on it."""
    by, at = before.get("signed_by"), before.get("signed_at")
    if not by or not at:
        return ()
    return words(f" It was signed by {by}, on ", Moment(datetime.fromisoformat(at)), ".")
