"""Challenges in words: the question and what it is about, its answer, the list of open ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handlers.wording.answer_fields import LONGEST, PRIVACY
from handlers.wording.phrases import begun, cut_words
from models.message import (
    Block,
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Message,
    Moment,
    Note,
    Option,
    Paragraph,
    Quote,
    Strong,
    Text,
    Weight,
    args,
    text,
)


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer to a question."""

    by: str
    on: date
    words: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question about one action, as it is said."""

    challenge_id: int
    action_id: int
    ref: str
    title: str
    question: str
    asked_by: str
    """In whose name: "the chair"."""
    by: str
    on: date
    to: str = ""
    """Whom it was put to; "" where nobody is in post."""
    words: str = ""
    """What the owner had said, which it is about."""
    words_on: date | None = None
    number: str = ""
    for_paper: bool = False
    is_open: bool = True
    is_withdrawn: bool = False
    answers: tuple[Answered, ...] = ()

    @property
    def about(self) -> tuple[tuple[str, str], ...]:
        """The question as a button's argument."""
        return args(challenge=self.challenge_id)


def challenge_form(
    ref: str, about: tuple[tuple[str, str], ...], words: str, question: str = ""
) -> Form:
    """The question, beside the words that it is about."""
    said = (text("It is about: ", Quote(cut_words(words, 300)))) if words else ()
    return Form(
        f"Challenge {ref}",
        "challenge.ask",
        about,
        (
            Field("question", "What do you want to know?", FieldKind.WORDS, value=question,
                  hint=f"The owner answers in place. {PRIVACY}", required=True,
                  max_length=LONGEST),
            Field("for_paper", "In the Board's paper", FieldKind.CHOICE, value="no",
                  options=(Option("no", "No, on the record only"),
                           Option("yes", "Yes, with the answer"))),
        ),
        send="Ask",
        intro=said,
    )  # fmt: skip


def put_to_owner(asked: Asked) -> Message:
    """To who answers for the action: the question, the words it is about, the way to answer."""
    notice = f"A question from {asked.asked_by} about {asked.ref}: {asked.question}"
    blocks: list[Block] = [
        Paragraph(
            text(Strong(f"A question from {asked.asked_by} about {asked.ref}: "),
                 Quote(asked.question))
        ),
        Paragraph(about_words(asked)),
    ]  # fmt: skip
    where = "in the Board's paper and on the record" if asked.for_paper else "on the record"
    blocks += [
        Buttons(
            (
                Button(
                    "Answer", "challenge.answer", asked.about, Weight.PRIMARY,
                    f"Answer the question about {asked.ref}",
                ),
                Button(f"All about {asked.ref}", "about", args(action=asked.action_id)),
            )
        ),
        Note(text(f"Or type a line in answer to this message. Question and answer stand {where},"
                  f" beside your update. Asked by the {asked.by}.")),
    ]  # fmt: skip
    return Message("challenge", cut_words(notice, 300), tuple(blocks))


def about_words(asked: Asked) -> Text:
    """The words that the question is about, as they stood when it was asked."""
    if asked.words_on is None:
        return text(f"{asked.ref} {asked.title}: no update is on record.")
    words = Quote(cut_words(asked.words, 400)) if asked.words else "a rating without words"
    return text("It is about what was said on ", Moment(asked.words_on), ": ", words,
                f" No. {asked.number}." if asked.number else "")  # fmt: skip


def asked_receipt(asked: Asked) -> Message:
    """To who asked: whom it went to, and what can still be done."""
    if asked.to:
        notice = f"Your question about {asked.ref} goes to the {asked.to}."
    else:
        notice = f"Your question about {asked.ref} is on record; nobody is in post to answer it."
    return Message(
        "challenge_asked",
        notice,
        (
            Paragraph((Strong(notice),)),
            Paragraph((Quote(asked.question),)),
            Paragraph(text(_in_paper(asked))),
            Buttons((marking(asked), withdrawing(asked))),
        ),
    )


def _in_paper(asked: Asked) -> str:
    if asked.for_paper:
        return "Question and answer stand in the Board's paper."
    return "It stands on the record, not in the Board's paper."


def marking(asked: Asked) -> Button:
    """Put it into the paper, or leave it out."""
    label = "Leave it out of the paper" if asked.for_paper else "Put it in the paper"
    return Button(label, "challenge.mark", asked.about, speak=f"{label}, for {asked.ref}")


def withdrawing(asked: Asked) -> Button:
    """Take the question back."""
    return Button(
        "Withdraw", "challenge.withdraw", asked.about, speak=f"Withdraw the question of {asked.ref}"
    )


def answer_form(asked: Asked, words: str = "") -> Form:
    """One field of words, beside the question."""
    return Form(
        f"Answer about {asked.ref}",
        "challenge.reply",
        asked.about,
        (
            Field("words", "Your answer", FieldKind.WORDS, hint=PRIVACY, value=words,
                  required=True, max_length=LONGEST),
        ),
        send="Answer",
        intro=text(f"{begun(asked.asked_by)} asks: ", Quote(asked.question)),
    )  # fmt: skip


def answered_receipt(asked: Asked) -> Message:
    """To who answered: question and answer as they stand on the record."""
    notice = f"Your answer about {asked.ref} is recorded beside the question."
    return Message(
        "challenge_answered",
        notice,
        (
            Paragraph((Strong(notice),)),
            *(Paragraph(each) for each in told(asked)),
            Buttons((Button("Add to it", "challenge.answer", asked.about),)),
            Note(text(f"The {asked.by} is told. {_in_paper(asked)}")),
        ),
    )


def told(asked: Asked) -> tuple[Text, ...]:
    """Question and answers, a line each."""
    question = text(f"{begun(asked.asked_by)} asked on ", Moment(asked.on), ": ",
                    Quote(asked.question))  # fmt: skip
    answers = (
        text(f"The {a.by} answered on ", Moment(a.on), ": ", Quote(a.words)) for a in asked.answers
    )
    if asked.is_withdrawn:
        return (question, *answers, text("The question was withdrawn."))
    return (question, *answers) if asked.answers else (question, text("Not answered yet."))


def passed_back(asked: Asked) -> Message:
    """To who asked: the answer, beside the question."""
    last = asked.answers[-1]
    notice = f"The {last.by} has answered about {asked.ref}: {last.words}"
    again = Button(
        "Ask again", "challenge.open", args(action=asked.action_id),
        speak=f"Ask again about {asked.ref}",
    )  # fmt: skip
    return Message(
        "challenge_reply",
        cut_words(notice, 300),
        (
            Paragraph((Strong(f"The {last.by} has answered about {asked.ref}."),)),
            *(Paragraph(each) for each in told(asked)),
            Buttons((marking(asked), again)),
            Note(text(_in_paper(asked))),
        ),
    )


def withdrawn(asked: Asked) -> Message:
    """What takes the question's place once it is withdrawn: nothing is wanted any more."""
    notice = f"The question about {asked.ref} was withdrawn: nothing is needed from you."
    return Message(
        "challenge_withdrawn",
        notice,
        (Paragraph((Strong(notice),)), Paragraph(text("It was: ", Quote(asked.question)))),
    )
