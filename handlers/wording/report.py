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
from models.report import Report
from models.silence import IN
from models.snapshot import ActionFacts, Snapshot, load
from models.spoken import (
    count_in_words,
    day_in_words,
    hour_in_words,
    moment_in_words,
)
from models.states import Rating, Silence

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
    if missing := missing_in(snapshot):
        blocks += [Heading("Still missing"), Items(tuple(Item(text(line)) for line in missing))]
    else:
        blocks.append(Paragraph(text("Nothing is missing.")))
    blocks.append(papers(report))
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


def _drafted(report: Report, *, closed: bool) -> str:
    if report.signature is not None:
        return f"{report_in_words(report)}, as it was signed."
    month = _month(load(report.snapshot))
    if closed:
        return f"{month}'s report is ready to sign: version {report.version}."
    return f"{month}'s report as it stands now: version {report.version}, not closed yet."


def report_in_words(report: Report) -> str:
    """How a sentence names a report: "October's report, version 1"."""
    return f"{_month(load(report.snapshot))}'s report, version {report.version}"


def _month(snapshot: Snapshot) -> str:
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


def reopened_message(report: Report, following: Report, *, may_sign: bool) -> Message:
    """That a signed report is reopened, and what the next version differs in."""
    month = _month(load(following.snapshot))
    notice = f"{month}'s report is reopened: version {following.version} is a draft."
    differs = differences(load(report.snapshot), load(following.snapshot))
    why = f" Reason: {report.reopen_reason}" if report.reopen_reason else ""
    blocks: list[Block] = [
        Paragraph((Strong(notice),)),
        Paragraph(text(f"Version {report.version} stays readable as it was.{why}")),
    ]
    if differs:
        blocks += [Heading("What differs"), Items(tuple(Item(text(line)) for line in differs))]
    else:
        blocks.append(Paragraph(text("Nothing differs so far.")))
    blocks.append(papers(following))
    if may_sign:
        named = args(report=following.id, sha256=following.sha256)
        blocks.append(Buttons((Button("Sign off", "report.sign", named, weight=Weight.PRIMARY),)))
    return Message("report_reopened", notice, tuple(blocks))


def differences(old: Snapshot, new: Snapshot) -> tuple[str, ...]:
    """What a newer version says otherwise, a sentence for each action; facts only."""
    before = {action["ref"]: action for action in old["actions"]}
    lines = []
    for action in new["actions"]:
        then = before.get(action["ref"])
        if then is None:
            lines.append(f"{action['ref']} is new.")
            continue
        parts = []
        if then["label"] != action["label"]:
            parts.append(f"was {then['label']}, is {action['label']}")
        if then["due"] != action["due"]:
            parts.append(f"due {_day(action['due'])}, was {_day(then['due'])}")
        if then["sentence"] != action["sentence"] and not parts:
            parts.append("its words differ")
        if parts:
            lines.append(f"{action['ref']}: {'; '.join(parts)}.")
    gone = [ref for ref in before if ref not in {a["ref"] for a in new["actions"]}]
    lines += [f"{ref} is no longer in the plan." for ref in gone]
    return tuple(lines)


def _day(iso: str | None) -> str:
    return day_in_words(date.fromisoformat(iso)) if iso else "without a date"
