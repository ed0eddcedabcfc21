"""What is said around the Board's report: what is missing, what is signed, when it goes."""

from __future__ import annotations

from collections import Counter
from datetime import date, time
from zoneinfo import ZoneInfo

from handlers.wording.phrases import few
from models.message import (
    Block,
    Button,
    Buttons,
    Download,
    Downloads,
    Fact,
    Facts,
    Heading,
    Item,
    Items,
    Message,
    Note,
    Paragraph,
    Strong,
    Weight,
    args,
    text,
)
from models.partnership import Partnership
from models.rating_sides import LEVEL_WORDS
from models.report import Report
from models.silence import IN
from models.snapshot import ActionFacts, Snapshot, load
from models.snapshot_signed import ModeratedFacts
from models.spoken import (
    count_in_words,
    day_in_words,
    hour_in_words,
    moment_in_words,
)
from models.states import Level, Rating, Silence

FORMATS = (("docx", "Paper (Word)"), ("pdf", "Paper (PDF)"), ("html", "Paper (web page)"),
           ("xlsx", "Tracker (Excel)"))  # fmt: skip
SHOWN_HASH = 8


def hash_in_words(sha256: str) -> str:
    """The start of a hash as people compare it: "4f2c 91aa"."""
    return f"{sha256[:4]} {sha256[4:SHOWN_HASH]}"


def papers(report: Report) -> Downloads:
    """The report's renditions, to fetch; permission is checked then."""
    return Downloads(
        tuple(Download(label, f"report/{report.id}.{kind}") for kind, label in FORMATS)
    )


def draft_message(
    report: Report, partnership: Partnership, *, may_sign: bool, questions: int = 0
) -> Message:
    """A draft with what is missing, and for the chair the button that signs what is shown."""
    snapshot = load(report.snapshot)
    closed = snapshot["closed_at"] < snapshot["frozen_at"]
    notice = _drafted(report, closed=closed)
    goes = _papers_moment(snapshot)
    hashed, came = hash_in_words(report.sha256), _answers_in(snapshot, questions)
    blocks: list[Block] = [
        Paragraph((Strong(notice),)),
        Paragraph(text(f"{came} It goes to the Board on {goes}. Hash {hashed}.")),
        Facts(_counts(snapshot, partnership)),
    ]  # fmt: skip
    blocks += [*moderated_blocks(snapshot), *missing_blocks(snapshot), papers(report)]
    named = args(report=report.id, sha256=report.sha256)
    if report.signature is not None:
        blocks.append(Note(text(f"Signed by {report.signature.who}.")))
    elif may_sign and closed:
        sign = Button("Sign off", "report.sign", named, weight=Weight.PRIMARY,
                      speak=f"Sign off version {report.version} with hash {hashed}")  # fmt: skip
        blocks.append(Buttons((sign,)))
    else:
        until = "" if closed else " It can be signed once the figures have closed."
        blocks.append(Note(text(f"The chair or the acting chair signs it.{until}")))
    return Message("report_draft", notice, tuple(blocks))


def missing_blocks(snapshot: Snapshot) -> tuple[Block, ...]:
    """What is missing, a line each."""
    missing = missing_in(snapshot)
    if not missing:
        return (Paragraph(text("Nothing is missing.")),)
    return (Heading("Still missing"), Items(tuple(Item(text(line)) for line in missing)))


MOST_MODERATED = 8
"""So many moderations are told one by one; the paper lists all of them."""


def moderated_blocks(snapshot: Snapshot) -> tuple[Block, ...]:
    """Who moderated what; nothing where nobody did."""
    rows = snapshot.get("moderated", [])
    if not rows:
        return ()
    lines = [moderated_in_words(snapshot, row) for row in rows[:MOST_MODERATED]]
    if more := len(rows) - MOST_MODERATED if len(rows) > MOST_MODERATED else 0:
        lines.append(f"{count_in_words(more, 'more stands', 'more stand')} in the paper.")
    return (Heading("Who moderated what"), Items(tuple(Item(text(line)) for line in lines)))


def moderated_in_words(snapshot: Snapshot, row: ModeratedFacts) -> str:
    """One moderation: "6.1: the chair (Independent Chair) set Red, off track."."""
    key = next(r for r in snapshot["scheme"] if r["rating"] == row["rating"])
    did = "kept" if row["kept"] else "set"
    who = f"{LEVEL_WORDS[Level(row['level'])]} ({row['by']})"
    return f"{row['ref']}: {who} {did} {key['word']}, {key['phrase']}."


def _drafted(report: Report, *, closed: bool) -> str:
    if report.signature is not None:
        return f"{report_in_words(report)}, as it was signed."
    month = month_in(load(report.snapshot))
    if closed:
        return f"{month}'s report is ready to sign: version {report.version}."
    return f"{month}'s report as it stands now: version {report.version}, not closed yet."


def report_in_words(report: Report) -> str:
    """How a sentence names a report: "October's report, version 1"."""
    return f"{month_in(load(report.snapshot))}'s report, version {report.version}"


def month_in(snapshot: Snapshot) -> str:
    """The month of a report: "October"."""
    return month_of(snapshot["days"]["board_meeting"])


def month_of(board_meeting: str) -> str:
    """The month of a Board, as a report is named: "October"."""
    return day_in_words(date.fromisoformat(board_meeting)).split()[2]


def _papers_moment(snapshot: Snapshot) -> str:
    hour = snapshot["days"]["papers_at"]
    day = date.fromisoformat(snapshot["days"]["papers_issued"])
    return f"{day_in_words(day, seen_from=day)}, {hour_in_words(time.fromisoformat(hour))}"


def _answers_in(snapshot: Snapshot, questions: int) -> str:
    states = Counter(row["state"] for row in snapshot["ledger"])
    came = sum(states[state.value] for state in IN)
    moderated = sum(a["reported_is"] == "moderated" for a in snapshot["actions"])
    asked = f", {count_in_words(questions, 'question')} open" if questions else ""
    return f"{came} of {len(snapshot['ledger'])} answers in, {moderated} moderated{asked}."


def _counts(snapshot: Snapshot, partnership: Partnership) -> tuple[Fact, ...]:
    values = Counter(rating_of(action) for action in snapshot["actions"])
    total = len(snapshot["actions"])
    scheme = partnership.scheme
    facts = [
        Fact(scheme.said(rating), text(f"{values[rating.value]} of {total}"))
        for rating in reversed(Rating)
    ]
    if unrated := values[None]:
        facts.append(Fact("Without a rating", text(f"{unrated} of {total}")))
    return tuple(facts)


def rating_of(action: ActionFacts) -> str | None:
    """The rating that is reported of an action."""
    reported = action["ratings"]["reported"]
    return reported["value"] if reported else None


def missing_in(snapshot: Snapshot) -> tuple[str, ...]:
    """What a chair wants to know is missing before signing, a sentence each."""
    ledger: dict[str, list[str]] = {}
    for row in snapshot["ledger"]:
        ledger.setdefault(row["state"], []).append(row["ref"])
    silent = [r for s in (Silence.DELIVERED, Silence.OPENED) for r in ledger.get(s.value, [])]
    lines = (
        (silent, "No update has reached us for {}."),
        (ledger.get(Silence.NOT_DELIVERED.value, []), "The ask did not arrive for {}."),
        (ledger.get(Silence.WORDS_AWAITED.value, []), "Reason or recovery is awaited for {}."),
        (ledger.get(Silence.WAITS_FOR_CONFIRMATION.value, []), "A reading waits for a word: {}."),
        (ledger.get(Silence.VACANT.value, []), "The post is vacant for {}."),
        (ledger.get(Silence.ABSENT.value, []), "Owner and deputy are away for {}."),
        (ledger.get(Silence.DISPUTED.value, []), "It is disputed whose these are: {}."),
        (snapshot["unmoderated"], "Not moderated, so that signing overrides it by name: {}."),
        (_better_than_computed(snapshot), "The owner rates better than the rule: {}."),
        (_unanswered(snapshot), "The paper's question is not answered for {}."),
        ([d["ref"] for d in snapshot["dates"] if d["kind"] == "asked"],
         "A new date is asked for and not decided: {}."),
        (list(dict.fromkeys(snapshot["late_refs"])), "Came after the figures closed: {}."),
    )  # fmt: skip
    return tuple(line.format(few(refs)) for refs, line in lines if refs)


def _unanswered(snapshot: Snapshot) -> list[str]:
    """The actions with a question for the paper that nobody has answered."""
    return [
        action["ref"]
        for action in snapshot["actions"]
        if any(not asked["replies"] for asked in action["challenges"])
    ]


def _better_than_computed(snapshot: Snapshot) -> list[str]:
    order = {rating.value: rating.severity for rating in Rating}
    found = []
    for action in snapshot["actions"]:
        owner, computed = action["ratings"]["owner"], action["ratings"]["computed"]
        is_better = owner and computed and order[owner["value"]] < order[computed["value"]]
        if is_better and action["reported_is"] != "moderated":
            found.append(action["ref"])
    return found


def signed_message(report: Report, zone: ZoneInfo) -> Message:
    """What was signed, by whom, and when it goes."""
    assert report.signature is not None
    assert report.issue_at is not None
    goes = moment_in_words(report.issue_at, zone, seen_from=report.issue_at.date())
    notice = f"{report_in_words(report)}, is signed."
    named = args(report=report.id)
    return Message(
        "report_signed",
        notice,
        (
            Paragraph((Strong(notice),)),
            Paragraph(
                text(
                    f"It was signed by {report.signature.who}, and goes to the Board's channel on"
                    f" {goes}. Hash {hash_in_words(report.sha256)}.{_overridden(report)}"
                )
            ),
            papers(report),
            Buttons(
                (
                    Button("Hold", "report.hold", named, speak="Hold the report back"),
                    Button("Issue now", "report.issue", named),
                )
            ),
        ),
    )


def _overridden(report: Report) -> str:
    """Whose moderation the signature overrides: nobody had decided on these."""
    names = load(report.snapshot)["unmoderated"]
    if not names:
        return ""
    return f" Not moderated, and signed over by name: {few(names)}."


def issued_message(report: Report) -> Message:
    """That a signed report goes out at once."""
    notice = f"{report_in_words(report)}, goes to the Board's channel now."
    return Message("report_issued", notice, (Paragraph((Strong(notice),)), papers(report)))


def held_message(report: Report, by: str) -> Message:
    """That a signed report is kept back, by whom, and how it goes on."""
    notice = f"{report_in_words(report)}, is held."
    why = f" Reason: {report.hold_reason}" if report.hold_reason else ""
    named = args(report=report.id)
    return Message(
        "report_held",
        notice,
        (
            Paragraph((Strong(notice),)),
            Paragraph(text(f"Held by {by}. Nothing goes out until it is released.{why}")),
            Buttons(
                (
                    Button("Release", "report.release", named),
                    Button("Issue now", "report.issue", named),
                )
            ),
        ),
    )
