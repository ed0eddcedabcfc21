"""What is proven, what waits for evidence, what was returned or reopened, and what has lasted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.paper.frozen import Frozen, day
from handlers.wording.evidence import as_link
from models.document import Block, Column, Fact, Facts, Paragraph, Row, Section, Table, Text, words
from models.message import Quote
from models.snapshot import ActionFacts
from models.snapshot_proof import OfferedFacts, ProofFacts, SaidFacts
from models.states import Mark, Stage

NAMED = (
    ("movement.proven", "Proven since the last report"),
    (f"mark.{Mark.EVIDENCE_AWAITED.value}", "Delivered, evidence awaited"),
    ("proof.bare", "Delivered, and no evidence has come"),
    ("proof.returned", "Evidence returned to the owner"),
    ("proof.reopened", "Reopened: proven before, and found not to hold"),
    ("movement.reopened", "Done before and open again"),
    ("proof.embedded", "Embedded: the effect is shown"),
    ("headline.blue", "Proven in all"),
)
LEAD = (
    "Delivered means that the owner reports it as done. Proven means that somebody other than the"
    " owner has accepted the evidence. Embedded means that its effect has been shown since."
)
STATES = {
    "waiting": "to be looked at",
    "half": "accepted by one of two",
    "accepted": "accepted",
    "returned": "returned",
}


def done(frozen: Frozen) -> Section:
    """Proven since last time, delivered and awaiting evidence, returned, open again, embedded."""
    facts = tuple(
        Fact(said, words(frozen.figure(name, based=False), ": ", *frozen.refs(name), "."))
        for name, said in NAMED
        if frozen.number_of(name)
    )
    blocks: tuple[Block, ...] = (Paragraph(words(LEAD)),)
    blocks += (Facts(facts),) if facts else (Paragraph(words("No action is delivered yet.")),)
    tables = (_proven(frozen), _awaited(frozen), _set_back(frozen), _embedded(frozen))
    blocks += tuple(table for table in tables if table is not None)
    return Section("Proven, and awaiting evidence", blocks, anchor="done")


def _proofs(
    frozen: Frozen, wanted: Callable[[ActionFacts, ProofFacts], bool]
) -> list[tuple[ActionFacts, ProofFacts]]:
    pairs = ((frozen.actions[p["ref"]], p) for p in frozen.snapshot.get("proofs", []))
    return [(action, proof) for action, proof in pairs if wanted(action, proof)]


def _proven(frozen: Frozen) -> Table | None:
    """Proven since the report before; at the first report all that is proven."""
    new = frozen.figures.get("movement.proven")

    def is_new(action: ActionFacts, _proof: ProofFacts) -> bool:
        is_proven = Stage(action["stage"]).is_proven
        return is_proven if new is None else action["ref"] in new.refs

    found = _proofs(frozen, is_new)
    columns = (
        Column("Ref", key=True, share=8),
        Column("What", share=30),
        Column("Proven on", share=16),
        Column("Accepted by", share=22),
        Column("Marked by", share=16),
    )
    rows = tuple(
        Row(
            (
                words(frozen.jump(action["ref"])),
                words(action["title"]),
                day(action["verified_on"], "Not said."),
                words(", ".join(proof["accepted_by"]) or "Not on this record."),
                words(proof["marked_by"] or "Not on this record."),
            )
        )
        for action, proof in found
    )
    return Table("Proven since the last report", columns, rows) if rows else None


def _awaited(frozen: Frozen) -> Table | None:
    """What was expected beside what came, the longest wait first."""
    found = _proofs(frozen, lambda action, _proof: action["stage"] == Stage.DELIVERED)
    found.sort(key=lambda pair: pair[0]["delivered_on"] or "")
    columns = (
        Column("Ref", key=True, share=8),
        Column("Delivered", share=16),
        Column("Expected", share=30),
        Column("What came", share=38),
    )
    rows = tuple(
        Row(
            (
                words(frozen.jump(action["ref"])),
                (*day(action["delivered_on"], "Not said."), *_waits(frozen, action)),
                words(action["evidence_expected"] or "The plan does not say."),
                _came(proof["items"]),
            )
        )
        for action, proof in found
    )
    return Table("Delivered: what was expected and what came", columns, rows) if rows else None


def _waits(frozen: Frozen, action: ActionFacts) -> Text:
    if action["delivered_on"] is None:
        return ()
    days = (frozen.closed_on - datetime.fromisoformat(action["delivered_on"]).date()).days
    return words(f", {days:,} days ago" if days > 1 else "")


def _came(items: list[OfferedFacts]) -> Text:
    if not items:
        return words("Nothing yet.")
    parts: list[Text] = []
    for item in items:
        shown = as_link(item["link"]) if item["link"] else Quote(item["what"])
        parts.append(words(shown, f" ({STATES[item['state']]})"))
    return _joined(parts)


def _joined(parts: Iterable[Text]) -> Text:
    made: Text = ()
    for part in parts:
        made = (*made, *words("; "), *part) if made else part
    return (*made, *words("."))


def _set_back(frozen: Frozen) -> Table | None:
    """What was returned, and what was proven and is open again, each with why."""
    found = _proofs(frozen, lambda _action, proof: bool(proof["returned"] or proof["reopened"]))
    columns = (
        Column("Ref", key=True, share=8),
        Column("What", share=18),
        Column("When", share=16),
        Column("By", share=18),
        Column("Why", share=36),
    )
    rows = []
    for action, proof in found:
        rows += [_back(frozen, action, "Reopened", each) for each in proof["reopened"]]
        rows += [_back(frozen, action, "Evidence returned", each) for each in proof["returned"]]
    return Table("Returned and reopened", columns, tuple(rows)) if rows else None


def _back(frozen: Frozen, action: ActionFacts, what: str, said: SaidFacts) -> Row:
    at = datetime.fromisoformat(said["at"]).astimezone(ZoneInfo(frozen.snapshot["zone"]))
    return Row(
        (
            words(frozen.jump(action["ref"])),
            words(what),
            day(at.date().isoformat()),
            words(said["by"] or "Not said."),
            words(Quote(said["reason"])) if said["reason"] else words("Not said."),
        )
    )


def _embedded(frozen: Frozen) -> Table | None:
    """What is different for families, with the figure that shows it or why there is none."""
    found = _proofs(
        frozen, lambda action, proof: action["stage"] == Stage.EMBEDDED and bool(proof["impact"])
    )
    columns = (
        Column("Ref", key=True, share=8),
        Column("What is different", share=46),
        Column("Shown by", share=38),
    )
    rows = []
    for action, proof in found:
        if (impact := proof["impact"]) is not None:
            none = words("No figure: ", Quote(impact["why_none"]))
            shown = words(impact["figure"]) if impact["figure"] else none
            said = words(Quote(impact["words"]))
            rows.append(Row((words(frozen.jump(action["ref"])), said, shown)))
    return Table("Embedded: the effect", columns, tuple(rows)) if rows else None
