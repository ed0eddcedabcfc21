"""The Board's paper as a document: a pure function of the frozen snapshot and its sign-off.

The answer first: what is asked, where the plan stands, the exceptions; everything else is behind.
"""

from __future__ import annotations

from datetime import datetime

from handlers.paper.appendices import key, key_table, method, records, words_and_method
from handlers.paper.areas import by_area
from handlers.paper.earlier import earlier
from handlers.paper.exceptions import exceptions
from handlers.paper.frozen import Frozen
from handlers.paper.measures import measures
from handlers.paper.moderated import moderated
from handlers.paper.opening import differs, recommendation, summary, title_facts
from handlers.paper.progress import date_changes, due_next, late_answers
from handlers.paper.proven import done
from handlers.paper.responses import responses
from handlers.paper.tracker import tracker, workbook
from models.document import Document, Fact, Section, section_runs, words
from models.signature import Signature
from models.snapshot import Snapshot

SHOWN_HASH = 16


def paper_of(snapshot: Snapshot, signature: Signature | None = None) -> Document:
    """The paper, with its tracker as a workbook; without a signature it says that it is a draft."""
    frozen = Frozen(snapshot, signature)
    body = _body(frozen)
    return Document(
        title=f"{snapshot['plan']['title']}: report for {frozen.month}",
        facts=title_facts(frozen),
        sections=(
            *body,
            *tracker(frozen),
            key(frozen),
            records(frozen, section_runs(body)),
            words_and_method(frozen),
        ),
        subject=f"Report {frozen.name}",
        author=snapshot["bodies"]["delivery_group"],
        classification=snapshot["plan"]["classification"],
        foot=f"Report {frozen.name}, hash {_grouped(frozen.sha256)}",
        dated=datetime.fromisoformat(snapshot["frozen_at"]),
        zone=snapshot["zone"],
        workbook=workbook(frozen, key_table(frozen), (*method(frozen), _hash(frozen))),
    )


def _hash(frozen: Frozen) -> Fact:
    return Fact("SHA-256 of the snapshot", words(frozen.sha256))


def _body(frozen: Frozen) -> tuple[Section, ...]:
    return (
        recommendation(frozen),
        *differs(frozen),
        summary(frozen),
        by_area(frozen),
        exceptions(frozen),
        done(frozen),
        date_changes(frozen),
        due_next(frozen),
        *measures(frozen),
        *moderated(frozen),
        *earlier(frozen),
        responses(frozen),
        *late_answers(frozen),
    )


def _grouped(sha256: str) -> str:
    """The start of a hash as people compare it: "4f2c 91aa 07be 5d13"."""
    return " ".join(sha256[at : at + 4] for at in range(0, SHOWN_HASH, 4))
