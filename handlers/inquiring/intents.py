"""Typed lines that ask something instead of answering: words → the verb that they mean.

A handler says beside itself which words mean it; a verb's own examples mean it too. A line must
match as a whole: whatever else it says goes to the reply's reader, which never guesses. Questions
about the plan are understood with slips of the finger too (`handlers.inquiring.tolerant`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from handlers.inquiring.tolerant import asked_in
from handlers.verbs import VERBS

REF = r"(?:action\s+|ref\s+|#\s*)?(?P<ref>[\w][\w./-]*)"
"""A reference in a pattern; whether the plan has it is looked up by the handler."""
_CALLED = re.compile(
    r"^(?:(?:hi|hello|hey|good (?:morning|afternoon)|please|rollcall|@rollcall|ok|so)\b[\s,:!.]*)+",
)
_EDGES = " \t?!.,;:…"


@dataclass(frozen=True, slots=True)
class Intent:
    """Words that mean a verb; named groups become its arguments."""

    pattern: re.Pattern[str]
    verb: str


INTENTS: list[Intent] = []


def said_as(verb: str, *patterns: str) -> None:
    """Let lines that match one of the patterns as a whole mean the verb."""
    INTENTS.extend(Intent(re.compile(pattern), verb) for pattern in patterns)


def intent_of(words: str) -> tuple[str, dict[str, str]] | None:
    """The verb that a line means, with its arguments; None where it means none."""
    line = plain(words)
    bare = plain(_CALLED.sub("", line))
    for said in dict.fromkeys((line, bare)):
        for intent in INTENTS:
            if found := intent.pattern.fullmatch(said):
                meant = {k: v for k, v in found.groupdict().items() if v}
                if not _names_no_action(meant) or (asked := asked_in(said)) is None:
                    return intent.verb, meant
                return asked.verb, asked.args
        if asked := asked_in(said):
            return asked.verb, asked.args
        for name, verb in VERBS.items():
            if said and said in map(plain, verb.examples):
                return name, {}
    return None


def _names_no_action(meant: dict[str, str]) -> bool:
    """Whether what stands where a reference would is a word: "show reds", "why is everything"."""
    return "ref" in meant and not any(letter.isdigit() for letter in meant["ref"])


def plain(words: str) -> str:
    """A line in small letters, its spaces single, plain quotes, no marks at its ends."""
    folded = unicodedata.normalize("NFKC", words).casefold().replace("\u2019", "'")
    return " ".join(folded.replace("*", " ").split()).strip(_EDGES)
