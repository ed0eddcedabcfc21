"""Brief me: one page before the meeting. First what came since the paper's figures closed."""

from __future__ import annotations

from handlers.inquiring.answering import question
from handlers.inquiring.asked_last import Question, last_questions
from handlers.inquiring.brief_since import Paper, closed_paper, decisions, late_answers, moved_dates
from handlers.inquiring.lines import due_of, number, phrase, said_of
from handlers.inquiring.scene import Scene, scene_of
from handlers.inquiring.wanted import wanted
from handlers.request import Reply, Request
from handlers.verbs import verb
from handlers.wording.inquiries import Answer, Entry, Number
from handlers.wording.phrases import cut_words
from models.figure import Group
from models.message import (
    Button,
    Message,
    Moment,
    Note,
    Paragraph,
    Quote,
    Run,
    Strong,
    Text,
    args,
    text,
)
from models.spoken import count_in_words, list_in_words
from models.states import Rating
from models.tally import Row, by_group, worst_first


@question("brief", "Be briefed before the meeting", examples=("brief me",), is_personal=True)
def brief(scene: Scene) -> Answer:
    """What the paper cannot know, then each red with its words and its last question."""
    paper = None if scene.is_published else closed_paper(scene)
    since = () if paper is None else _since(scene, paper)
    reds = _reds(scene)
    return Answer(
        "brief",
        _head(scene, paper, since, reds),
        lead=_lead(paper),
        numbers=(*since, reds),
        shown="red",
        heading=phrase(scene.partnership.scheme, Rating.RED).capitalize() if reds.entries else "",
        notes=(text("Where no question stands, none is on record."),) if reds.entries else (),
        ways=(
            Button("As plain text", "brief.text", args(**scene.wanted.asked)),
            Button("Summary", "summary", args(**scene.wanted.asked)),
        ),
    )


def _since(scene: Scene, paper: Paper) -> tuple[Number, ...]:
    return (
        Number("late", "Late answers", late_answers(scene, paper), "late answers", lists=_ANSWERS),
        Number("dates", "Dates moved", moved_dates(scene, paper), "dates moved", lists=_DATES),
        Number("decisions", "Decisions", decisions(scene, paper), "decisions", lists=_DECISIONS),
    )


_ANSWERS = ("late answer", "late answers")
_DATES = ("date moved", "dates moved")
_DECISIONS = ("decision", "decisions")


def _lead(paper: Paper | None) -> Text:
    """Which paper, when its figures closed, and whether it is out."""
    if paper is None:
        return ()
    closed: Text = text(f"The figures of {paper.name} closed on ", Moment(paper.closed_at))
    if paper.issued_at is None:
        return (*closed, *text("; the paper is not issued yet."))
    return (*closed, *text("; the paper was issued on ", Moment(paper.issued_at), "."))


def _head(scene: Scene, paper: Paper | None, since: tuple[Number, ...], reds: Number) -> str:
    off = phrase(scene.partnership.scheme, Rating.RED)
    now = f"{count_in_words(len(reds.entries), 'action')} {off}"
    if paper is None:
        return f"{now}."
    came = [count_in_words(len(n.entries), *n.lists) for n in since if n.entries]
    after = "the paper was issued" if paper.issued_at else "the figures closed"
    return f"Since {after}: {list_in_words(came) or 'no news'}. Now {now}."


def _reds(scene: Scene) -> Number:
    rows = worst_first(by_group(scene.rows)[Group.RED])
    asked = last_questions(scene, rows)
    said = scene.partnership.scheme.said(Rating.RED)
    short = phrase(scene.partnership.scheme, Rating.RED)

    def body(row: Row) -> Text:
        return _red(row, asked.get(row.action_id))

    return number(scene, "red", said, rows, label=short, of=len(scene.rows), body=body)


def _red(row: Row, asked: Question | None) -> Text:
    """Its date, its owner's last words, and what was asked about it last."""
    words = said_of(row) or ("No words of its owner are on record.",)
    parts: list[str | Run] = [*due_of(row), " ", *words]
    if asked is None:
        return text(*parts)
    parts += [f" {asked.by} {asked.did}, ", Moment(asked.on), ": ", Quote(cut_words(asked.words))]
    if asked.answer:
        parts += [" Answer: ", Quote(cut_words(asked.answer))]
    elif asked.is_open:
        parts.append(" Not answered yet.")
    return text(*parts)


@verb("brief.text", "Get the briefing as plain text to copy")
def as_text(request: Request) -> Reply:
    """The same page with every line in full, and nothing to press: to copy into one's notes."""
    asked = wanted(request)
    scene = scene_of(request, asked)
    answer = brief(scene)
    blocks = [Paragraph((Strong(answer.head),)), *_paragraphs(answer.lead)]
    for each in answer.numbers:
        if each.entries:
            blocks.append(Paragraph((Strong(f"{each.name}: {each.said}"),)))
            blocks += [Paragraph(_plain(entry)) for entry in each.entries]
    as_at = Note(text("As at ", Moment(asked.at), "."))
    return Reply(say=(Message("brief_text", answer.head, (*blocks, as_at)),))


def _paragraphs(words: Text) -> list[Paragraph]:
    return [Paragraph(words)] if words else []


def _plain(entry: Entry) -> Text:
    tag = f" ({entry.tag})" if entry.tag else ""
    return text(f"{entry.title}{tag}. ", *entry.body)
