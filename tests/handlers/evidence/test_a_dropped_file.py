"""A file that is dropped in chat: evidence of the action that is meant, a plan of the office."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.evidence_folder import EvidenceFolder
from bot.files import fetching
from handlers.evidence.file_seam import keep_with
from handlers.hear import work
from handlers.plan_import import reader_seam
from handlers.plan_import.findings import FileRefusedError, Kind
from handlers.plan_import.grid import Book
from handlers.request import RefusedError
from models.audit import AuditEvent
from models.delivery import Heard, Occasion
from models.evidence import EvidenceItem, EvidenceKind
from models.evidence_files import EvidenceSetting
from models.message import Message
from models.message_json import message_from
from models.partnership import Partnership
from models.pending import PendingAct
from models.people import Person
from models.redacting import REDACTED
from models.states import Role, Stage
from tests.handlers.doing import NOW
from tests.handlers.evidence.claimed import Claimed, verbs_on

ON = Partnership(evidence=EvidenceSetting(files=True))
PDF = b"%PDF-1.7 minutes"
SHA256 = hashlib.sha256(PDF).hexdigest()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Path:
    """The data folder's place for files."""
    keep_with(EvidenceFolder(tmp_path / "evidence"))
    return tmp_path / "evidence"


def drop(
    claimed: Claimed, by: Person, name: str, content: bytes = PDF, *, words: str = "",
    partnership: Partnership = ON,
) -> Message:  # fmt: skip
    """Drop a file in one's own conversation; gives what is answered."""
    body = {"name": name, "content": base64.b64encode(content).decode(), "words": words}
    return hear(claimed, by, "file", body, partnership)


def hear(
    claimed: Claimed, by: Person, kind: str, body: dict[str, object], partnership: Partnership = ON
) -> Message:
    count = claimed.session.query(Heard).count()
    heard = Heard(
        key=f"local:{count}", platform="local", conversation=f"person:{by.id}", person_id=by.id,
        kind=kind, body=body, at=NOW,
    )  # fmt: skip
    claimed.session.add(heard)
    claimed.session.flush()
    work(claimed.session, heard, now=NOW, partnership=partnership)
    answer = select(Occasion).where(Occasion.key.startswith(f"answer:{heard.id}:"))
    return message_from(claimed.session.scalars(answer).one().message)


def files(claimed: Claimed) -> list[EvidenceItem]:
    kept = select(EvidenceItem).where(EvidenceItem.kind == EvidenceKind.FILE)
    return list(claimed.session.scalars(kept))


def test_it_goes_to_the_one_action_that_is_delivered(claimed: Claimed, folder: Path) -> None:
    claimed.world.action("2.7", owner=claimed.owner)
    said = drop(claimed, claimed.owner, "Minutes <b>12 October</b>.PDF")
    assert said.notice == "Kept as evidence for 2.4: b.pdf."
    (item,) = files(claimed)
    assert (item.action_id, item.sha256, item.size) == (claimed.action.id, SHA256, len(PDF))
    kept = folder / SHA256[:2] / SHA256
    assert kept.read_bytes() == PDF
    assert kept.stat().st_mode & 0o177 == 0
    (event,) = claimed.session.scalars(
        select(AuditEvent).where(
            AuditEvent.act == "evidence_added", AuditEvent.after.contains(SHA256)
        )
    )
    assert event.after["sha256"] == SHA256


def test_the_verifier_hears_of_it(claimed: Claimed) -> None:
    drop(claimed, claimed.owner, "minutes.pdf")
    told = claimed.told(claimed.verifier)[-1]
    assert told.notice == "More evidence of 2.4 came: minutes.pdf."
    assert verbs_on(told) == ["evidence.show"]


@pytest.mark.parametrize(("name", "words"), [("2.7 minutes.pdf", ""), ("m.pdf", "for 2.7, please")])
def test_it_goes_to_the_action_that_is_named(claimed: Claimed, name: str, words: str) -> None:
    named = claimed.world.action("2.7", owner=claimed.owner)
    said = drop(claimed, claimed.owner, name, words=words)
    assert said.notice.startswith("Kept as evidence for 2.7")
    assert [item.action_id for item in files(claimed)] == [named.id]


def test_where_it_could_be_for_several_it_is_asked_and_then_kept(claimed: Claimed) -> None:
    other = claimed.world.action("2.7", owner=claimed.owner, stage=Stage.DELIVERED)
    asked = drop(claimed, claimed.owner, "minutes.pdf")
    assert asked.notice == "For which action is minutes.pdf evidence?"
    assert verbs_on(asked) == ["evidence.take", "evidence.take"]
    assert files(claimed) == []
    button = next(
        b for block in asked.blocks for b in getattr(block, "buttons", ()) if "2.7" in b.label
    )
    heard = claimed.session.scalars(select(Heard).order_by(Heard.id.desc())).first()
    claimed.do("evidence.take", claimed.second, heard=str(heard.id if heard else 0))
    assert files(claimed) == [], "another's file is not theirs to give"
    assert kept_in_inbox(claimed) == 1
    body = {"verb": button.verb, "args": dict(button.args)}
    heard_click = Heard(
        key="click", platform="local", conversation="person:1", person_id=claimed.owner.id,
        kind="click", body=body, at=NOW,
    )  # fmt: skip
    claimed.session.add(heard_click)
    claimed.session.flush()
    work(claimed.session, heard_click, now=NOW, partnership=ON)
    assert [item.action_id for item in files(claimed)] == [other.id]
    assert kept_in_inbox(claimed) == 0


def kept_in_inbox(claimed: Claimed) -> int:
    """How many files the inbox still holds."""
    return sum("content" in (row.body or {}) for row in claimed.session.scalars(select(Heard)))


@pytest.mark.parametrize("partnership", [ON, Partnership()], ids=["on", "off"])
def test_the_inbox_keeps_no_file_that_was_kept_or_refused(
    claimed: Claimed, partnership: Partnership
) -> None:
    drop(claimed, claimed.owner, "minutes.pdf", partnership=partnership)
    assert kept_in_inbox(claimed) == 0


def test_files_are_off_by_default(claimed: Claimed, folder: Path) -> None:
    said = drop(claimed, claimed.owner, "minutes.pdf", partnership=Partnership())
    assert said.notice.startswith("Files are not kept here.")
    assert not folder.exists()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("run.exe", b"MZ", "Evidence may come as"),
        ("page.pdf", b"<html>", "is called .pdf, but is none inside"),
    ],
)
def test_what_is_no_document_is_refused(
    claimed: Claimed, folder: Path, name: str, content: bytes, says: str
) -> None:
    assert says in drop(claimed, claimed.owner, name, content).notice
    assert not folder.exists()


def test_another_owner_cannot_add_to_it(claimed: Claimed) -> None:
    said = drop(claimed, claimed.world.person("Somebody Else"), "2.4 minutes.pdf")
    assert said.notice.startswith("Only the owner, their deputy, the area lead")
    assert files(claimed) == []


def test_the_offices_own_spreadsheet_is_a_plan(
    claimed: Claimed, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def reader(name: str, _content: bytes) -> Book:
        opened.append(name)
        raise FileRefusedError(Kind.UNREADABLE_FILE, "It is read as a plan.")

    monkeypatch.setattr(reader_seam, "_SEAM", [reader])
    said = drop(claimed, claimed.office, "plan.csv", b"Ref,Action\n1.1,x\n")
    assert (opened, said.notice) == (["plan.csv"], "It is read as a plan.")


def test_the_offices_spreadsheet_with_a_number_is_evidence(claimed: Claimed) -> None:
    said = drop(claimed, claimed.office, "2.4 figures.csv", b"school,yes\n")
    assert said.notice == "Kept as evidence for 2.4: 2.4 figures.csv."


def test_an_owners_spreadsheet_is_no_plan(claimed: Claimed) -> None:
    said = drop(
        claimed, claimed.owner, "plan.csv", b"Ref,Action\n1.1,x\n", partnership=Partnership()
    )
    assert "Only the programme office can import a plan." in said.notice


def test_the_same_file_is_kept_once(claimed: Claimed) -> None:
    drop(claimed, claimed.owner, "minutes.pdf")
    said = drop(claimed, claimed.owner, "again.pdf")
    assert said.notice == "That file is kept for 2.4 already, as minutes.pdf."


def test_it_is_handed_out_to_be_saved_and_never_as_a_page(claimed: Claimed) -> None:
    drop(claimed, claimed.owner, "minutes.pdf")
    (item,) = files(claimed)
    fetch = fetching(ON)
    found = fetch(claimed.session, claimed.verifier, f"evidence/{item.id}", NOW)
    assert (found.name, found.content) == ("minutes.pdf", PDF)
    assert found.media_type == "application/octet-stream"
    with pytest.raises(RefusedError, match="Only"):
        fetch(claimed.session, claimed.world.person("Outsider"), f"evidence/{item.id}", NOW)
    with pytest.raises(RefusedError, match="There is no such file"):
        fetch(claimed.session, claimed.verifier, "evidence/999", NOW)


def test_a_file_that_was_changed_on_the_disk_is_not_handed_out(
    claimed: Claimed, folder: Path
) -> None:
    drop(claimed, claimed.owner, "minutes.pdf")
    (item,) = files(claimed)
    place = folder / SHA256[:2] / SHA256
    place.chmod(0o600)
    place.write_bytes(b"%PDF-1.7 bent")
    with pytest.raises(RefusedError, match="it is not the one that was kept"):
        fetching(ON)(claimed.session, claimed.verifier, f"evidence/{item.id}", NOW)


def test_a_place_outside_the_folder_cannot_be_named(folder: Path) -> None:
    with pytest.raises(ValueError, match="A SHA-256 in hex was expected"):
        EvidenceFolder(folder).fetch("../" * 20 + "etc/passwd")


def test_a_redacted_file_leaves_the_folder_and_its_mark_stays(
    claimed: Claimed, folder: Path
) -> None:
    admin = claimed.holding("Administrator", Role.ADMINISTRATOR)
    drop(claimed, claimed.owner, "2.4 Alpha Example review.pdf")
    (item,) = files(claimed)
    claimed.do("audit.redact", claimed.office, item=str(item.id), reason="It names a child")
    pending = claimed.session.scalars(select(PendingAct)).one()
    reply = claimed.do("second.confirm", admin, item="", pending=str(pending.id))
    assert reply.say[0].notice.startswith("Redaction ")
    assert not (folder / SHA256[:2] / SHA256).exists()
    (item,) = files(claimed)
    assert (item.title, item.link) == (REDACTED, f"{REDACTED} {item.id}")
    (card,) = claimed.do("evidence.show", claimed.verifier).say
    assert "Alpha" not in str(card)
    with pytest.raises(RefusedError, match="is not in the data folder any more"):
        fetching(ON)(claimed.session, claimed.verifier, f"evidence/{item.id}", NOW)
