"""Whether a typed line answers the question that was put last, as a button of it would."""

from __future__ import annotations

import re

from handlers.answering.heard_elsewhere import source_in
from handlers.answering.own_words import own_words
from handlers.answering.reading_for import Talk
from handlers.answering.readings_of import Want, understood_of, wants
from handlers.inquiring.intents import plain
from handlers.typed.reading import QuestionKind
from handlers.typed.whens import whens_of
from models.update import Reading

YES, NO = "yes", "no"
_YES = re.compile(
    r"y|yes|yep|yeah|ok|okay|sure|indeed|confirm(?:ed)?|(?:yes )?(?:that(?:'s| is) )?(?:all )?"
    r"(?:right|correct)|yes (?:please|all|all of (?:it|them|these))|👍|✅|✔"
)
_NO = re.compile(
    r"n|no|nope|wrong|not right|cancel|(?:leave|drop|forget) (?:it|that)|never ?mind|no thanks"
    r"|❌|👎"
)
LONGEST_DAY = 60
"""Characters of a line that can still be nothing but a date."""


def choice_in(talk: Talk, reading: Reading, words: str) -> str | None:
    """What the line says to the reading's question: yes, no, or a choice; None where nothing."""
    line, want = plain(words), wants(talk.seen, reading)
    if _NO.fullmatch(line):
        return NO
    if want is Want.WORD:
        return YES if _YES.fullmatch(line) else None
    if want is Want.ACTION:
        return _action_in(talk, line)
    if _names_another(talk, reading, words):
        return None
    match want:
        case Want.DATE:
            return _day_in(talk, words)
        case Want.RATING:
            return _rating_in(talk, reading, words)
        case Want.SOURCE:
            return source_in(line)
        case Want.REASON | Want.WORDS:
            says_something = own_words(words) and not _YES.fullmatch(line)
            return words.strip() if says_something else None


def _names_another(talk: Talk, reading: Reading, words: str) -> bool:
    """Whether the line is about an action that it names itself, so that it starts anew."""
    read = talk.read(words)
    own = understood_of(reading).ref
    named = {update.ref for update in read.updates if stands_in(update.ref, words)}
    others = any(question.kind is QuestionKind.NOT_YOURS for question in read.questions)
    return (bool(named) and (named != {own} or _says_more(talk, words))) or others


def _says_more(talk: Talk, words: str) -> bool:
    """Whether a line about the same action says how it stands, and not just what was asked."""
    return any(u.rating or u.delivered or u.no_change for u in talk.read(words).updates)


def stands_in(ref: str, words: str) -> bool:
    """Whether a reference stands in a line by itself."""
    return re.search(rf"(?<![\w.]){re.escape(ref)}(?!\w|\.\d)", words, re.IGNORECASE) is not None


def _day_in(talk: Talk, words: str) -> str | None:
    """The one day that the line names: "13 October", "the 13th", "Friday"."""
    named = whens_of(words, talk.seen.today, talk.seen.partnership.days)
    days = [when.day for when in named if when.day is not None]
    return days[0].isoformat() if len(days) == 1 and len(words) <= LONGEST_DAY else None


def _rating_in(talk: Talk, reading: Reading, words: str) -> str | None:
    """The rating that the line says of the action in question."""
    ref = understood_of(reading).ref
    line = words if stands_in(ref, words) else f"{ref} {words}"
    found = [update.rating for update in talk.read(line).updates if update.ref == ref]
    return found[0].value if found and found[0] is not None else None


def _action_in(talk: Talk, line: str) -> str | None:
    """The action that the line names and nothing else."""
    named = re.sub(r"^(?:action|ref|it'?s|it is|i mean(?:t)?|for|about|#)\s*", "", line)
    found = {ref.casefold(): action_id for ref, action_id in talk.scope.by_ref.items()}
    return str(found[named]) if named in found else None
