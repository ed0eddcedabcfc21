"""October's report over the 56 actions of the example, frozen: with all that a month brings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from models.scheme import DEFAULT_SCHEME
from models.snapshot import ActionFacts, Snapshot
from models.states import Rating
from tests.bot.papers.plan import Line, lines
from tests.handlers.paper.snapshots import action, answer, area, kpi, ledger, rated, snapshot

WORDS = (
    "Two officers left in August; their cases have gone to agency staff until November.",
    "The data feed from two academies is outstanding.",
    "The supplier's contract was signed three weeks later than planned.",
    "Advice from health partners comes late in four cases of ten.",
)
RECOVERY = (
    "A weekly clinic with the psychology service starts on Monday 6 November.",
    "A second team works through the oldest cases; half are done by Christmas.",
    "",
)
NOT_ASKED = {"3.2": "vacant", "7.7": "absent", "4.3": "not_delivered"}
SILENT = {"8.4": "delivered", "9.1": "opened", "6.4": "waits_for_confirmation"}
OTHERS = {"1.5": "late", "9.4": "words_awaited", "2.6": "disputed", **NOT_ASKED, **SILENT}


def october(**other: Any) -> Snapshot:
    """The frozen report."""
    actions = [_action(n, line) for n, line in enumerate(lines())]
    shorts = dict(zip((a["area"] for a in actions), (line.area for line in lines()), strict=True))
    asked = [a for a in actions if a["ledger"] is not None]
    made: dict[str, Any] = {
        "areas": [_area(number, short, actions) for number, short in shorts.items()],
        "ledger": [ledger(a["ref"], a["ledger"], a["organisation"]) for a in asked],
        "kpis": _kpis(),
        "dates": [_date("7.7", "asked", "2023-12-20", "2024-01-26"),
                  _date("3.5", "moved", "2024-03-29", "2024-05-31")],
        "decisions": [{"ref": "7.7", "text": "Move 7.7 to Friday 26 January 2024 (first move)."}],
        "late": [answer(number="2023-10/041", at="2023-10-09T08:10:00+00:00", late=True,
                        rating="amber", reason="Figures came from the district on Monday.")],
        "late_refs": ["1.5"],
    }  # fmt: skip
    return snapshot(*actions, **(made | other))


def _action(n: int, line: Line) -> ActionFacts:
    is_open = line.stage in {"in_progress", "delivered"}
    marks = {"8.4": ["stale"], "9.1": ["unreported"], "3.5": ["re_dated"]}.get(line.ref, [])
    marks += ["not_asked"] if line.ref in NOT_ASKED else []
    marks += ["evidence_awaited"] if line.stage == "delivered" else []
    said = answer(
        number=f"2023-10/{n:03d}",
        by=line.owner,
        rating=None if line.stage != "in_progress" else line.rating,
        delivered=line.stage == "delivered",
        reason=WORDS[n % 4] if line.rating in {"amber", "red"} else "",
        words="" if line.rating in {"amber", "red"} else "The first session ran; 28 people came.",
        recovery=RECOVERY[n % 3] if line.rating in {"amber", "red"} else "",
        help_needed="A decision on agency costs." if n % 5 == 0 else "",
        delay_reason="Recruitment or capacity" if n % 4 == 0 else None,
    )
    made = action(
        line.ref,
        rating=line.rating,
        title=line.title,
        owner=None if line.ref == "3.2" else line.owner,
        organisation=line.organisation,
        stage=line.stage,
        due=line.due.isoformat(),
        original_due="2024-03-29" if line.ref == "3.5" else line.due.isoformat(),
        moves=1 if line.ref == "3.5" else 0,
        forecast=(line.due + timedelta(days=40)).isoformat() if line.rating == "red" else None,
        marks=marks,
        depends_on={"6.2": ["6.1", "6.6"], "7.4": ["5.1", "7.7"]}.get(line.ref, []),
        answer=said if is_open and line.ref not in SILENT else None,
        ledger=OTHERS.get(line.ref, "answered") if is_open else None,
        sentence=_sentence(line, said["reason"]),
        before={"rating": _before(n, line), "stage": line.stage, "due": line.due.isoformat()},
    )
    if line.ref == "8.4":
        made["ratings"]["owner"] = rated("green", "The owner said Green, on track.")
        made["reported_is"] = "computed"
    return made


def _sentence(line: Line, reason: str) -> str:
    phrase = DEFAULT_SCHEME.ratings[Rating(line.rating)].phrase
    return f"{phrase.capitalize()}. {reason}".strip()


def _before(n: int, line: Line) -> str:
    """Three better and five worse than in September."""
    if line.rating == "amber" and n % 6 == 0:
        return "green"
    return "amber" if line.rating == "green" and n % 15 == 1 else line.rating


def _area(number: str, short: str, actions: list[ActionFacts]) -> Any:
    values = {_value(a) for a in actions if a["area"] == number}
    worst = next((v for v in ("red", "amber", "green") if v in values), "blue")
    return area(number, short_title=short, title=short, rating=worst)


def _value(of: ActionFacts) -> str | None:
    reported = of["ratings"]["reported"]
    return reported["value"] if reported else None


def _date(ref: str, kind: str, before: str, after: str) -> dict[str, Any]:
    return {
        "ref": ref, "kind": kind, "at": "2023-10-13T10:00:00+00:00", "before": before,
        "after": after, "original": before, "moves": int(kind == "moved"),
        "reason": "The NHS signs after its board of 18 January.", "by": "Information Lead",
    }  # fmt: skip


def _kpis() -> list[Any]:
    months = [date(2023, month, 28).isoformat() for month in range(4, 10)]
    falling = list(zip(months, ("18.4", "16.1", "13.2", "8.7", "2.3", "3.9"), strict=True))
    rising = list(zip(months, ("1410", "1350", "1290", "1204", "1130", "1080"), strict=True))
    return [
        kpi("K6.1", name="New EHC plans issued within 20 weeks", trend="worsening",
            series=[list(point) for point in falling],
            reading_note="It falls while old cases are being cleared, so read it with K6.2."),
        kpi("K6.2", name="Overdue EHC needs assessments", unit="count", baseline="1080",
            target="0", floor="432", now="1080", rating="red", trend="improving",
            direction="lower_is_better", series=[list(point) for point in rising],
            reading_note="Its action 6.1 is off track while the measure gets better."),
        kpi("K7.1", area="7", name="Actions with an update by the cut-off", target="100",
            baseline="62", floor="84.8", now="88.4", rating="amber"),
        kpi("K8.4", area="8", name="Typical wait from referral to treatment", unit="weeks",
            baseline="14", target="8", floor="10.4", now="7.9", rating="green"),
        kpi("K9.2", area="9", name="Catch-up reviews completed", baseline="0", target="90",
            floor="54", now=None, now_of=None, rating=None, series=[]),
    ]  # fmt: skip
