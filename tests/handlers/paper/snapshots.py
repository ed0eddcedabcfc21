"""Frozen snapshots for tests, built in words: `snapshot(action("6.1", rating="red"))`."""

from __future__ import annotations

from typing import Any

from models.rating_view import RatedJson
from models.scheme import DEFAULT_SCHEME
from models.snapshot import ActionFacts, AnswerFacts, AreaFacts, KpiFacts, LedgerFacts, Snapshot
from models.states import Mark, Rating, Silence, Stage

CLOSED = "2023-10-06T16:00:00+00:00"
FROZEN = "2023-10-16T09:30:00+00:00"


def rated(rating: str | None, *reasons: str) -> RatedJson | None:
    """One side of a rating."""
    return {"value": rating, "at": CLOSED, "reasons": list(reasons)} if rating else None


def action(ref: str, *, rating: str | None = "green", **other: Any) -> ActionFacts:
    """An action; what is not said is plain."""
    stage = Stage(other.get("stage", "in_progress"))
    value = Rating(rating) if rating else None
    made: dict[str, Any] = {
        "ref": ref,
        "title": f"Title of {ref}",
        "area": ref.split(".", maxsplit=1)[0],
        "owner": "Head of Casework",
        "organisation": "County Council",
        "deputy": None,
        "accountable": None,
        "stage": stage.value,
        "start": "2023-09-04",
        "original_due": other.get("due", "2024-03-28"),
        "due": "2024-03-28",
        "due_words": None,
        "moves": 0,
        "forecast": None,
        "delivered_on": None,
        "verified_on": None,
        "embedded_on": None,
        "monitoring": "formal",
        "evidence_expected": "",
        "success_measure": "",
        "kpis": [],
        "depends_on": [],
        "marks": [],
        "ratings": {
            "owner": rated(rating, "The owner said so."),
            "computed": rated(rating, "No rule makes it worse than the owner says."),
            "moderated": None,
            "reported": rated(rating, "The owner's rating and the computed one are the same."),
        },
        "reported_is": "agreed" if rating else None,
        "label": DEFAULT_SCHEME.brag(stage, value).label,
        "sentence": "On track.",
        "answer": None,
        "evidence": [],
        "ledger": "answered",
        "before": {"rating": rating, "stage": stage.value, "due": other.get("due", "2024-03-28")},
        "challenges": [],
    }
    return {**made, **other}  # type: ignore[typeddict-item] - the builder takes any field


def answer(**other: Any) -> AnswerFacts:
    """An answer; what is not said is empty."""
    made: dict[str, Any] = {
        "number": "2023-10/014",
        "at": "2023-10-04T10:15:00+00:00",
        "by": "Head of Casework",
        "on_behalf_of": None,
        "cycle": "2023-10",
        "in_cycle": True,
        "late": False,
        "rating": None,
        "delivered": False,
        "no_change": False,
        "words": "",
        "next_steps": "",
        "reason": "",
        "delay_reason": None,
        "recovery": "",
        "forecast": None,
        "help_needed": "",
        "evidence": [],
    }
    return {**made, **other}  # type: ignore[typeddict-item] - the builder takes any field


def kpi(ref: str, **other: Any) -> KpiFacts:
    """A measure with one figure."""
    made: dict[str, Any] = {
        "ref": ref,
        "area": "6",
        "name": f"Name of {ref}",
        "unit": "per_cent",
        "direction": "higher_is_better",
        "owner": None,
        "baseline": "13.2",
        "baseline_on": "2023-06-30",
        "target": "80",
        "target_by": "2024-12-20",
        "floor": "53.3",
        "now": "3.9",
        "now_of": "2023-09-30",
        "basis": "",
        "source": "",
        "rating": "red",
        "trend": "not_enough_data",
        "trend_words": "Not enough data: a trend needs 4 figures and there is 1.",
        "reading_note": "",
        "series": [["2023-09-30", "3.9"]],
    }
    return {**made, **other}  # type: ignore[typeddict-item] - the builder takes any field


def snapshot(*actions: ActionFacts, **other: Any) -> Snapshot:
    """A report over the actions, with an area for each that they name."""
    numbers = dict.fromkeys(a["area"] for a in actions)
    asked = [a for a in actions if a["ledger"] is not None]
    made: dict[str, Any] = {
        "format": 1,
        "report": {"kind": "board", "cycle": "2023-10", "version": 1},
        "plan": {
            "code": "APP",
            "title": "SEND improvement plan",
            "classification": "Unrestricted",
            "version": {
                "number": 2,
                "agreed_by": "Department for Education and NHS England",
                "agreed_on": "2023-07-31",
                "source": "Letter of 31 July 2023",
                "summary": "First agreed version",
            },
        },
        "bodies": {
            "partnership": "Local Area Partnership",
            "board": "Strategic Improvement and Assurance Board",
            "board_short": "the Board",
            "delivery_group": "Partnership Delivery Group",
            "delivery_group_short": "PDG",
            "programme_office": "the programme office",
            "plan": "SEND improvement plan",
        },
        "zone": "Europe/London",
        "closed_at": CLOSED,
        "frozen_at": FROZEN,
        "days": DAYS,
        "scheme": [
            {"rating": r.value, "word": w.word, "letter": w.letter, "phrase": w.phrase,
             "meaning": w.meaning, "colour": w.colour}
            for r, w in DEFAULT_SCHEME.ratings.items()
        ],
        "words": words(),
        "areas": [area(number) for number in numbers],
        "actions": list(actions),
        "kpis": [],
        "organisations": [],
        "ledger": [ledger(a["ref"], a["ledger"], a["organisation"]) for a in asked],
        "dates": [],
        "decisions": [],
        "late": [],
        "late_refs": [],
        "unmoderated": [],
        "previous": {"cycle": "2023-09", "version": 1, "sha256": "ab" * 32},
        "replaces": None,
        "reopened_because": "",
        "differs": [],
        "audit_seq": 412,
        "audit_head": "cd" * 32,
    }  # fmt: skip
    return {**made, **other}  # type: ignore[typeddict-item] - the builder takes any field


DAYS = {
    "collection_opens": "2023-09-29",
    "first_reminder": "2023-10-04",
    "update_cut_off": "2023-10-06",
    "chair_sign_off": "2023-10-16",
    "papers_issued": "2023-10-17",
    "board_meeting": "2023-10-25",
    "cut_off_at": "17:00",
    "papers_at": "10:00",
}


def words() -> dict[str, str]:
    """How stages, marks and states are said."""
    said = {f"stage.{stage.value}": DEFAULT_SCHEME.stages[stage] for stage in Stage}
    said |= {f"mark.{mark.value}": DEFAULT_SCHEME.marks[mark] for mark in Mark}
    said |= {f"ledger.{state.value}": state.value.replace("_", " ") for state in Silence}
    return said | {"not_rated": DEFAULT_SCHEME.not_rated}


def area(number: str, **other: Any) -> AreaFacts:
    """An area."""
    made: dict[str, Any] = {
        "no": number,
        "title": f"Title of area {number}",
        "short_title": f"Area {number}",
        "lead": "Assistant Director",
        "rating": "green",
        "reason": "No action in the area is at risk or off track.",
    }
    return {**made, **other}  # type: ignore[typeddict-item] - the builder takes any field


def ledger(ref: str, state: str | None, organisation: str | None) -> LedgerFacts:
    """A line of the ledger of silence."""
    return {"ref": ref, "state": state or "answered", "organisation": organisation or "None"}
