"""What is no answer (rule 10): questions back, refusals, promises, away notes, lone signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.typed.addresses import MARK

_SENTENCE = re.compile(r"[^.!?;\n]*(?:\.(?=\S)[^.!?;\n]*)*(?:[.!?;]+|\n|$)")
_LONGEST = 200
"""Characters of a sentence that could still be a mere promise; a longer one tells something."""

_AWAY_FIRST = re.compile(
    r"\s*(?:auto(?:matic|mated)?[\s-]*(?:reply|response)|out\s+of\s+(?:the\s+)?office|ooo|away\s+message)\b",
    re.IGNORECASE,
)
_LEAVE = (
    r"(?:annual\s+|sick\s+|maternity\s+|paternity\s+|parental\s+|study\s+|special\s+|a\s+)*leave"
)
_BACK = r"\s?[,.;:-]+\s?(?:i'm\s+|i\s+am\s+|will\s+be\s+)?back\b"
_AWAY = re.compile(
    (
        r"\b(?:am|i'm|currently|be|is|we're|are)\s+(?:(?:currently|now|also)\s+)?(?:out\s+of\s+(?:the\s+)?office"
        rf"|on\s+{_LEAVE}|on\s+holiday|away\s+(?:from|until|till|on|this|next|all))\b"
        r"|\blimited\s+access\s+to\s+(?:my\s+)?e-?mails?\b"
        rf"|^[ ]{{0,9}}(?:on\s+)?{_LEAVE}(?:\s+(?:until|till|from|to)\b|{_BACK})"
    ),
    re.IGNORECASE | re.MULTILINE,
)

_POLITE = re.compile(
    (
        r"(?:(?:ok|okay|oh|ah|sorry|apologies|yes|yep|yeah|sure|no|hi|hello|please|well|thanks|thank\s+you"
        r"|noted|great|fine|right|hmm|and|but|so|just|then|now|it's|that's)\b[\s,.!:-]*)*+"
    ),
    re.IGNORECASE,
)
_WILL = (
    r"(?:(?:i|we)(?:'ll|'d|'m\s+going\s+to|\s+(?:will|shall|can|must|should|would|am\s+going\s+to|need\s+to"
    r"|have\s+to|promise\s+to|hope\s+to|intend\s+to|aim\s+to|plan\s+to|want\s+to|expect\s+to))"
    r"|will|'ll|shall|going\s+to|need\s+to|have\s+to|let\s+me|happy\s+to)"
)
_LATER = (
    r"(?:(?:get|come|be|circle|report)\s+back|look|check|reply|respond|answer|update|send|do|sort|chase"
    r"|find\s+out|see|try|confirm|let\s+you\s+know|get\s+(?:to|on|onto|it|this|you)|pick\s+(?:this|it)\s+up"
    r"|deal|ask|speak|talk|follow\s+up|review|read|provide|write|e-?mail|call|fill|think|consult"
    r"|(?:take|have)\s+a\s+look|give\s+you|be\s+in\s+touch|revert)"
)
_CANNOT = (
    r"(?:can't|cannot|can\s+not|won't|will\s+not|don't|do\s+not|am\s+not|'m\s+not|shall\s+not|refuse|decline"
    r"|(?:am|'m)\s+(?:unable|too\s+busy|busy)|would\s+rather\s+not|prefer\s+not)"
)
_NOTHING = tuple(
    re.compile(rule, re.IGNORECASE)
    for rule in (
        r"",
        # Promises.
        rf"{_WILL}\s+(?:\w+\s+)?{_LATER}\b.*",
        r"(?:will\s+do|on\s+it|leave\s+it\s+with\s+me|bear\s+with\s+(?:me|us)|watch\s+this\s+space)\b.*",
        r"(?:(?:i|we)(?:'m|'re|\s+am|\s+are)?\s+)?(?:looking\s+into|checking|chasing)\b.{0,60}",
        r"(?:more|updates?|reply|answer|details?)?\s*(?:to\s+follow|tomorrow|later|soon|next\s+week)\b.*",
        # Acknowledgements.
        (
            r"(?:all\s+)?(?:noted|received|understood|acknowledged|got\s+it|roger|perfect|brilliant|lovely|nice)\b"
            r".{0,40}"
        ),
        r"(?:ok|okay|k|yes|yep|yeah|no|nope|sure|fine|great|ta|cheers|right|sorry|maybe|perhaps|never\s?mind)",
        (
            r"(?:(?:so|very|really)\s+)*(?:sorry|apologies|my\s+apologies)\s+(?:(?:for|about)\s+(?:the|my|this)"
            r"\s+(?:\w+\s+)?(?:delay|wait|reply|response|silence|lateness)|(?:this|i'm|i\s+am)\s+(?:is\s+)?(?:so\s+)?late)"
        ),
        r"(?:happy|have\s+a\s+(?:good|great|nice|lovely))\s+(?:\w+day|weekend|week|day|easter|christmas|new\s+year)\b.{0,20}",
        r"merry\s+christmas\b.{0,20}",
        # Refusals.
        r"(?:please\s+)?(?:stop|unsubscribe|quit|cancel|go\s+away|leave\s+me\s+alone)\b.{0,60}",
        (
            rf"(?:i|we)?\s*{_CANNOT}\b(?:.{{0,80}}\b(?:answer|answering|say|know|do|reply|replying|update|now|today"
            r"|comment|respond|help|this|able|time|sure|think)\b.*)?"
        ),
        r"not\s+(?:now|today|sure|able|answering|doing)\b.*|unable\s+to\b.*",
        r"no\s+(?:idea|comment|thanks|thank\s+you|clue|time)\b.*",
        r"(?:i'm\s+|i\s+am\s+)?(?:later|busy|too\s+busy|driving|in\s+a\s+meeting|in\s+meetings|on\s+a\s+train)\b.*",
        r"(?:this\s+is\s+)?(?:spam|test|testing|phishing)\b.{0,20}",
        r"(?:ask\s+me|remind\s+me|come\s+back\s+to\s+me|try\s+me|try\s+again)\b.*",
    )
)
_TAIL = " \t,.!:;)(-"
_ASKS = re.compile(r"\?[\s!?.)\"']*$")
_SUBSTANCE = re.compile(
    rf"\bevidence\b|{MARK}|\b(?:done|completed?|delivered|finished|closed)\b"
    r"|\b(?:green|amber|red|gre?n|ambr|on[\s-]+track|at[\s-]+risk|off[\s-]+track)\b"
    r"|[🟢🟠🟡🔴✅✔☑]|\d[\s:-]{0,9}(?-i:[GAR])\s{0,9}\?",
    re.IGNORECASE,
)


def sentences(plain: str) -> Iterator[str]:
    """The sentences of a text that hold anything, each with its end sign."""
    for match in _SENTENCE.finditer(plain):
        if any(c.isalnum() or c == MARK for c in match[0]):
            yield match[0].strip()


def is_question_back(sentence: str) -> bool:
    """Whether a sentence asks, and holds no rating, done or evidence words."""
    return _ASKS.search(sentence) is not None and _SUBSTANCE.search(sentence) is None


def is_away_note(plain: str) -> bool:
    """Whether a message is an automatic reply by its first words."""
    return _AWAY_FIRST.match(plain) is not None


def speaks_of_absence(plain: str) -> bool:
    """Whether somebody says that they are away."""
    return _AWAY.search(plain) is not None


def says_nothing(plain: str) -> bool:
    """Whether every sentence only promises, refuses, asks or acknowledges, or there is none."""
    return all(is_question_back(words) or _is_nothing(words) for words in sentences(plain))


def _is_nothing(sentence: str) -> bool:
    if len(sentence) > _LONGEST:
        return False
    polite = _POLITE.match(sentence)
    rest = sentence[polite.end() if polite else 0 :].strip(_TAIL)
    whole = sentence.strip(_TAIL)
    return any(rule.fullmatch(rest) or rule.fullmatch(whole) for rule in _NOTHING)
