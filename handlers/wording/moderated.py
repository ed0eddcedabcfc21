"""What is said around one decision: its form, to who was overtaken, to the owner, and back."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.wording.answer_fields import LONGEST, PRIVACY
from handlers.wording.moderation import SETTABLE, Place, setting
from models.message import (
    Block,
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Message,
    Note,
    Option,
    Paragraph,
    Quote,
    Strong,
    Weight,
    args,
    text,
)
from models.rating_sides import LEVEL_WORDS
from models.scheme import Scheme
from models.spoken import sentence_start
from models.states import Level, Rating


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: who made it, at which level, what it is, and why."""

    by: str
    level: Level
    rating: Rating
    reason: str
    kept: bool
    on: str
    """The moment, as it reads."""

    def sentence(self, scheme: Scheme) -> str:
        """Who decided what, when and why, as one sentence."""
        did = "kept" if self.kept else "set"
        why = f": {self.reason.rstrip('.')}" if self.reason else ""
        who = sentence_start(LEVEL_WORDS[self.level])
        return f"{who} ({self.by}) {did} {scheme.said(self.rating)}, on {self.on}{why}."


def set_form(
    ref: str,
    place: Place,
    scheme: Scheme,
    *,
    about: tuple[tuple[str, str], ...],
    levels: tuple[Level, ...],
    rating: str = "",
    reason: str = "",
    overtaken: str = "",
) -> Form:
    """The rating and its reason; after somebody was quicker, with what they decided above it."""
    ratings = tuple(Option(rating.value, scheme.said(rating)) for rating in SETTABLE)
    fields = [
        Field("rating", "Rating for the Board", FieldKind.CHOICE, value=rating, options=ratings,
              required=True),
        Field("reason", "Why", FieldKind.WORDS, hint=f"The owner and the Board read it. {PRIVACY}",
              value=reason, required=True, max_length=LONGEST),
    ]  # fmt: skip
    if len(levels) > 1:
        options = tuple(Option(level.value, sentence_start(LEVEL_WORDS[level])) for level in levels)
        fields.append(
            Field("level", "Who decides", FieldKind.CHOICE, value=place.level.value,
                  options=options, required=True,
                  hint="For a meeting, write in the reason where its decision is minuted")
        )  # fmt: skip
    return Form(
        f"Moderate {ref}",
        "moderation.save",
        about,
        tuple(fields),
        send="Set it",
        intro=text(overtaken) if overtaken else (),
    )


def overtaken_message(
    ref: str,
    decided: str,
    mine: str,
    scheme: Scheme,
    *,
    about: tuple[tuple[str, str], ...],
    keeps: Rating | None,
) -> Message:
    """To who was a moment later: what was just decided, and the ways to decide again."""
    notice = f"{ref} was decided a moment before you pressed, so yours is not recorded."
    kept: tuple[Button, ...] = ()
    if keeps is not None:
        said = scheme.ratings[keeps].word
        speak = f"Keep {said} all the same, for {ref}"
        kept = (Button(f"Keep {said} all the same", "moderation.keep", about, speak=speak),)
    return Message(
        "moderation_overtaken",
        notice,
        (
            Paragraph((Strong(notice),)),
            Paragraph(text(f"{decided} {mine}")),
            Note(text("Leave it so, or decide again; both decisions then stand on the record.")),
            Buttons((*kept, *setting(ref, about, scheme, but=keeps))),
        ),
    )


@dataclass(frozen=True, slots=True)
class ToOwner:
    """What the owner of a moderated action is told."""

    ref: str
    moderation_id: int
    decided: Decided
    goes_as: str
    """How it goes to the Board now."""
    is_in_force: bool
    own: str
    """What the owner said; "" where they said nothing."""


def owner_told(told: ToOwner, scheme: Scheme) -> Message:
    """Privately: what goes to the Board, who set it and why, and the way to answer."""
    who = LEVEL_WORDS[told.decided.level]
    notice = f"{told.ref} goes to the Board as {told.goes_as}: {who} has set that rating."
    if not told.is_in_force:
        spoken = scheme.said(told.decided.rating)
        notice = (
            f"{told.ref} stays {told.goes_as} for the Board: {who} has set {spoken}, and a later"
            " level has decided already."
        )
    beside = f"Your own rating, {told.own}, stays" if told.own else "What you answer stands"
    blocks: list[Block] = [
        Paragraph((Strong(notice),)),
        Paragraph(text("The reason given: ", Quote(told.decided.reason))),
        Buttons(
            (
                Button(
                    "Answer",
                    "moderation.answer",
                    args(moderation=told.moderation_id),
                    speak=f"Answer about {told.ref}",
                ),
            )
        ),
        Note(text(f"{beside} on the record beside it. Who set it is told of your answer.")),
    ]
    return Message("moderated", notice, tuple(blocks))


def answer_form(ref: str, moderation_id: int, decided: str, words: str = "") -> Form:
    """One field of words, beside the decision that they answer."""
    return Form(
        f"Your answer about {ref}",
        "moderation.reply",
        args(moderation=moderation_id),
        (
            Field("words", "What should they know?", FieldKind.WORDS, hint=PRIVACY, value=words,
                  required=True, max_length=LONGEST),
        ),
        send="Answer",
        intro=text(decided),
    )  # fmt: skip


def answer_recorded(ref: str, decided: str, words: str, moderation_id: int) -> Message:
    """To the owner: their answer stands beside the decision."""
    notice = f"Your answer about {ref} is recorded beside the rating."
    return Message(
        "moderation_answered",
        notice,
        (
            Paragraph((Strong(notice),)),
            Paragraph(text(decided)),
            Paragraph(text("You answered: ", Quote(words))),
            Buttons((Button("Add to it", "moderation.answer", args(moderation=moderation_id)),)),
        ),
    )


def answer_passed_on(
    ref: str, by: str, words: str, decided: str, about: tuple[tuple[str, str], ...]
) -> Message:
    """To who moderated: what the owner answered, and the way to look at it again."""
    notice = f"The {by} has answered about the moderated rating of {ref}."
    look = Button("Look at it again", "moderation.item", about, Weight.PRIMARY)
    return Message(
        "moderation_answer",
        notice,
        (
            Paragraph((Strong(notice),)),
            Paragraph(text(decided)),
            Paragraph((Quote(words),)),
            Buttons((look,)),
            Note(text("It stands on the record beside the rating, which stays as it is.")),
        ),
    )
