"""The index of evidence as a document: one numbered list for each area, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.evidence.index import ActionJson, AreaJson, IndexJson, ItemJson
from handlers.wording.evidence import as_link
from handlers.wording.phrases import begun
from models.document import (
    Block,
    Column,
    Document,
    Fact,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
    Workbook,
    words,
)
from models.evidence_files import size_in_words
from models.evidence_need import Need
from models.evidence_rules import ItemState
from models.message import Moment, Quote

NEEDS = {
    Need.READY: "ready",
    Need.WAITING: "evidence waits to be accepted",
    Need.RETURNED: "evidence was returned",
    Need.MISSING: "no evidence has come",
    Need.NOT_DELIVERED: "due by then and not delivered",
}
STATES = {
    ItemState.WAITING: "to be looked at",
    ItemState.HALF: "accepted by one of two",
    ItemState.ACCEPTED: "accepted",
    ItemState.RETURNED: "returned",
}
COLUMNS = (
    Column("No.", key=True, share=10),
    Column("What it is", share=36),
    Column("From", share=18),
    Column("Came on", share=14),
    Column("State", share=22),
)


def index_paper(index: IndexJson) -> Document:
    """The index, with the same lists as a workbook."""
    at = datetime.fromisoformat(index["as_at"])
    facts = (
        Fact("Return", words(index["name"])),
        Fact("Review", words(Moment(date.fromisoformat(index["review_on"])))),
        Fact("Evidence due", words(Moment(date.fromisoformat(index["evidence_due"])))),
        Fact("As at", words(Moment(at))),
    )
    return Document(
        title=f"{index['title']}: index of evidence, {index['name']}",
        facts=facts,
        sections=(_summary(index), *(_area(index, area) for area in index["areas"])),
        subject=f"Index of evidence: {index['name']}",
        foot=f"Index of evidence, {index['name']}",
        dated=at,
        zone=index["zone"],
        workbook=Workbook(tracker=_whole(index), key=_key(), method=facts),
    )


def _summary(index: IndexJson) -> Section:
    ready = sum(area["ready"] for area in index["areas"])
    needed = sum(area["needed"] for area in index["areas"])
    lead = (
        f"Ready: {ready:,} of {needed:,} actions. Ready means that somebody other than the owner"
        " has accepted the evidence. Counted are actions in formal monitoring that are done, or"
        " fall due by the day on which evidence is due."
    )
    columns = (
        Column("Area", key=True, share=50),
        Column("Ready", numeric=True, share=14),
        Column("Needed", numeric=True, share=14),
        Column("Per cent", numeric=True, share=14),
    )
    rows = tuple(
        Row(
            (
                words(f"{area['no']} {area['title']}"),
                words(f"{area['ready']:,}"),
                words(f"{area['needed']:,}"),
                words(f"{area['per_cent']} %"),
            )
        )
        for area in index["areas"]
    )
    blocks: tuple[Block, ...] = (Paragraph(words(lead)),)
    blocks += (Table("How ready each area is", columns, rows),) if rows else ()
    return Section("How ready the evidence is", blocks, anchor="ready")


def _area(index: IndexJson, area: AreaJson) -> Section:
    rows = tuple(_row(index, item) for action in area["actions"] for item in action["items"])
    blocks: list[Block] = [
        Paragraph(words(f"Ready: {area['ready']:,} of {area['needed']:,} actions."))
    ]
    if rows:
        blocks.append(Table(f"Evidence of area {area['no']}", COLUMNS, rows))
    if lacking := [a for a in area["actions"] if a["need"] != Need.READY]:
        blocks.append(_lacking(area, lacking))
    return Section(f"Area {area['no']}: {area['title']}", tuple(blocks))


def _row(index: IndexJson, item: ItemJson) -> Row:
    came = datetime.fromisoformat(item["at"]).astimezone(ZoneInfo(index["zone"])).date()
    by = f" by {', '.join(item['accepted_by'])}" if item["accepted_by"] else ""
    return Row(
        (
            words(item["no"]),
            _what(item),
            words(item["by"] or "The plan's file"),
            words(Moment(came)),
            words(begun(STATES[ItemState(item["state"])]) + by),
        )
    )


def _what(item: ItemJson) -> Text:
    if item["link"]:
        named = f"{item['title']}: " if item["title"] else ""
        return words(named, as_link(item["link"])) if named else words(as_link(item["link"]))
    size = f", {size_in_words(item['size'])}" if item["size"] else ""
    return words(f"{item['title']}{size}, SHA-256 {item['sha256']}")


def _lacking(area: AreaJson, actions: list[ActionJson]) -> Table:
    columns = (
        Column("Ref", key=True, share=10),
        Column("Action", share=34),
        Column("Expected", share=32),
        Column("What is missing", share=24),
    )
    rows = tuple(
        Row(
            (
                words(action["ref"]),
                words(action["title"]),
                words(action["expected"] or "The plan does not say."),
                words(begun(NEEDS[Need(action["need"])])),
            )
        )
        for action in actions
    )
    return Table(f"Not ready in area {area['no']}", columns, rows)


def _whole(index: IndexJson) -> Table:
    columns = (
        *(Column("No.", key=True), Column("Area"), Column("Ref"), Column("Action", share=30)),
        *(Column("Expected", share=30), Column("What it is", share=40), Column("From", share=20)),
        *(Column("Came on"), Column("State", share=20), Column("SHA-256", share=30)),
    )
    rows = tuple(
        Row((words(no), words(area["no"]), words(a["ref"]), words(a["title"]),
             words(Quote(a["expected"])) if a["expected"] else (), *rest))
        for area in index["areas"]
        for a in area["actions"]
        for no, rest in _lines(index, a)
    )  # fmt: skip
    return Table("Index of evidence", columns, rows)


def _lines(index: IndexJson, action: ActionJson) -> Iterator[tuple[str, tuple[Text, ...]]]:
    for item in action["items"]:
        _, what, by, came, state = _row(index, item).cells
        sha256 = words(item["sha256"]) if item["sha256"] else ()
        yield item["no"], (what, by, came, state, sha256)
    if not action["items"]:
        missing = words(begun(NEEDS[Need(action["need"])]))
        yield f"{action['ref']}/-", ((), (), (), missing, ())


def _key() -> Table:
    columns = (Column("Words", key=True, share=24), Column("What they mean", share=60))
    said = (
        ("Accepted", "By somebody other than the owner; formal monitoring needs two people"),
        ("To be looked at", "It has come; nobody has judged it yet"),
        ("Returned", "Something is missing; the owner knows what"),
    )
    return Table("Key", columns, tuple(Row((words(a), words(b))) for a, b in said))
