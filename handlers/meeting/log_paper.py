"""The decision log as a paper: a pure function of the log, so the same log gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from handlers.meeting.log import ArisingJson, DecisionJson, LogJson
from handlers.wording.arising import STATES
from models.document import (
    Block,
    Bullets,
    Column,
    Document,
    Fact,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
    words,
)
from models.meeting_states import ArisingState, ItemState
from models.message import Moment, Quote, Strong
from models.spoken import count_in_words, day_in_words


def log_paper(log: LogJson) -> Document:
    """Decisions first, then notes, actions, and what was put off."""
    on = day_in_words(date.fromisoformat(log["held_on"]))
    return Document(
        title=f"{log['body_name']}, {on}: decisions and actions",
        facts=_facts(log),
        sections=(
            _decisions(log),
            *_notes(log),
            _actions(log),
            *_not_taken(log),
        ),
        subject=f"Decision log {log['name']}",
        author=log["body_name"],
        classification=log["classification"],
        foot=f"Decision log {log['name']}",
        dated=datetime.fromisoformat(_last(log)),
        zone=log["zone"],
    )


def _last(log: LogJson) -> str:
    return log["closed_at"] or max([log["opened_at"], *(d["at"] for d in log["decisions"])])


def _facts(log: LogJson) -> tuple[Fact, ...]:
    minutes = log["minutes_by"] or log["opened_by"]
    state = words("Open: more may come")
    if log["closed_at"] is not None:
        at = Moment(datetime.fromisoformat(log["closed_at"]))
        state = words(f"Closed by the {log['closed_by']}, " if log["closed_by"] else "Closed, ", at)
    return (
        Fact("Meeting", words(log["name"])),
        Fact("Plan", words(log["plan"])),
        Fact("Held on", words(Moment(date.fromisoformat(log["held_on"])))),
        Fact("Opened by", words(log["opened_by"])),
        Fact("Minutes", words(minutes)),
        Fact("State", state),
    )


def _decisions(log: LogJson) -> Section:
    made = [each for each in log["decisions"] if not each["is_note"]]
    if not made:
        return Section("Decisions", (Paragraph(words("Nothing was decided.")),))
    count = count_in_words(sum(not each["replaced_by"] for each in made), "decision")
    lead = Paragraph(words(Strong(f"{count} in force."), " Each is named by its number."))
    return Section("Decisions", (lead, _table("Decisions", "Decided", made, log)))


def _notes(log: LogJson) -> tuple[Section, ...]:
    noted = [each for each in log["decisions"] if each["is_note"]]
    return (Section("Notes", (_table("Notes", "Noted", noted, log),)),) if noted else ()


def _table(caption: str, said: str, rows: Iterable[DecisionJson], log: LogJson) -> Table:
    columns = (
        Column("Number", key=True, share=16),
        Column("About", share=26),
        Column(said, share=38),
        Column("Recorded", share=20),
    )
    titles = {item["position"]: item["title"] for item in log["items"]}
    made = tuple(
        Row(
            (
                words(each["name"]),
                words(titles.get(each["item"] or 0, each["action"] or "Other business")),
                _said(each),
                words(f"{each['by']}, ", Moment(datetime.fromisoformat(each["at"]))),
            )
        )
        for each in rows
    )
    return Table(caption, columns, made)


def _said(each: DecisionJson) -> Text:
    said = words(Quote(each["words"]))
    if each["replaces"]:
        said = (*said, *words(f" Replaces {each['replaces']}."))
    if each["replaced_by"]:
        said = (*said, *words(f" Replaced by {each['replaced_by']}."))
    return said


def _actions(log: LogJson) -> Section:
    if not log["actions"]:
        return Section("Actions", (Paragraph(words("No action arose.")),))
    columns = (
        Column("Ref", key=True, share=10),
        Column("What", share=38),
        Column("Owner", share=22),
        Column("Due", share=18),
        Column("State", share=12),
    )
    return Section("Actions", (Table("Actions that arose", columns, _rows(log["actions"])),))


def _rows(actions: Iterable[ArisingJson]) -> tuple[Row, ...]:
    return tuple(
        Row(
            (
                words(each["ref"]),
                words(
                    Quote(each["words"]),
                    f" About {each['about']}." if each["about"] else "",
                ),
                words(each["owner"]),
                words(Moment(date.fromisoformat(each["due"]))),
                words(STATES[ArisingState(each["state"])]),
            )
        )
        for each in actions
    )


def _not_taken(log: LogJson) -> tuple[Section, ...]:
    """What was put off or not reached: open matters come back on the next agenda."""
    blocks: list[Block] = []
    for state, lead in (
        (ItemState.DEFERRED, "Put off to the next meeting:"),
        (ItemState.OPEN, "Not taken:"),
    ):
        rows = [i for i in log["items"] if i["state"] == state.value]
        if rows:
            lines = tuple(words(f"{i['position']}. {i['title']}") for i in rows)
            blocks += [Paragraph(words(lead)), Bullets(lines)]
    return (Section("Put off, and not taken", tuple(blocks)),) if blocks else ()
