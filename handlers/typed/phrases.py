"""Patterns that several rules share: a state in words, all actions, the others, except.

Every repetition is bounded: a text of ten thousand spaces must not cost a second.
"""

from __future__ import annotations

import re

from handlers.typed.signs import CIRCLES, TICKS


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_S = r"\s{0,30}+"
"""Spaces, as many as stand in for the rest of a sign's name (":large_orange_circle:")."""
COLOUR = r"(?:green|amber|red|(?:on|off)(?:\s|-){1,3}track|at(?:\s|-){1,3}risk)\b"
_DONE = r"(?:done|completed?|delivered|finished|closed)\b"
_SAME = (
    r"(?:no\s(?:further\s|other\s)?changes?\b(?:\sto\sreport\b)?|nothing\s(?:\w+\s)?to\sreport\b"
    r"|(?:the\s)?same\sas\s(?:last\s\w+|before)\b|as\sbefore\b|unchanged\b)"
)
_HOW = r"(?:(?:all|both|now|still|fully|not|also|again|currently)\s{1,9}){0,4}"
_SIGNS = rf"[{''.join(CIRCLES)}{''.join(sorted(TICKS))}]"
STATE = rf"(?:{_HOW}(?:{COLOUR}|{_DONE}|{_SAME}|not\smine\b|wrong\sperson\b)|{_SIGNS})"
_IS = (
    r"(?:[\s:=|>→-]|\b(?:is|are|'s|was|now|still|all|both|remains?|stays?|status|rag|rating|rated"
    r"|at|as|currently|has|have|been|also|just|looks?|looking|gone|went|turned|moved|to|which|that)\b){0,30}"
)

DIRECT_STATE = _rule(rf"{_IS}(?:{STATE}|(?-i:[GAR])(?={_S}(?:$|[.,;:!?\n)]|-\s)))")
"""A state right behind a reference: " is now amber", ": A"."""
ONLY_STATE = _rule(rf"[\s:=>.-]{{0,9}}(?:\b(?:is|are|now|still)\s){{0,3}}{STATE}[\s,;.!-]{{0,9}}")
"""Words that hold a state and nothing else."""
CONNECTOR = _rule(r"(?:\b(?:and|but|while|whereas|plus|then|also|with)|[&+/])\s{0,9}$")
"""A word at the end of an answer that leads on to the next."""
STATE_BEFORE = _rule(
    rf"[\s(]{{0,9}}(?P<link>(?:(?:and|but|plus|also|while|then)\b|[&+/])\s{{0,9}})?"
    rf"(?:we\sare\s|we're\s|it's\s|is\s)?(?P<state>{STATE}){_S}(?P<to>(?:for|on|with|to|in|re)\s)?"
    r"[\s:(-]{0,9}(?:the\s|my\s)?"
)
"""A state in front of a reference: "Green for ", "done "."""
_CORRECTION = (
    r"(?:actually|sorry|correction|apologies|oops|wait|rather|edit|no|hang\son|scratch\sthat|i\smeant?"
    r"|(?:on|with)\ssecond\sthoughts?|that\sshould\s(?:be|read|say)|make\sthat)"
)
CORRECTS = _rule(rf"[\s:.,-]{{0,9}}(?:\b{_CORRECTION}\b[\s:.,-]{{0,9}}){{1,3}}")
"""Words that only take back what was said: "sorry, I meant "."""
LEAD_IN = _rule(
    rf"[\s:.,-]{{0,9}}(?:\b{_CORRECTION}\b[\s:.,-]{{0,9}}){{0,3}}"
    r"(?:(?:and|also|then|so|now|next|finally|lastly|but|as|plus)\b[\s,]{0,9}){0,3}"
    r"(?:for|re|on|regarding|with|about|update\s(?:on|for|to)|item|task|no|number|status\s(?:of|for)"
    r"|point)?[\s:.-]{0,9}"
)
"""Words that only lead to a reference: "And ", "As for ", "Re: "."""
REQUEST_BEFORE = _rule(
    r"\s{0,9}(?:(?:please|also|and|we|i|we'd|i'd|will|would)\s){0,4}(?:needs?|(?:could|can)\s(?:we|i)"
    r"|extend|extension|move|push|more\stime|new\sdate|expect|expected|forecast)\b[^\n]{0,120}?"
    r"\b(?:for|on|of|to)\s(?:the\s)?"
)
"""A wish in front of a reference: "Need until end of Feb for "."""
EXCEPT = _rule(
    r"(?:[\s,;(-]{0,9}\b)(?:except(?:ing)?|apart\sfrom|aside\sfrom|other\sthan|excluding|bar|save"
    r"|but\snot|but)(?:\sfor)?[\s:,]{0,9}(?:the\s)?$"
)
"""Words in front of a reference that take it out of a group."""
DEPENDENCY = _rule(
    r"\b(?:blocked\sby|waiting\s(?:for|on)|awaiting|wait\s(?:for|on)|depend(?:s|ent|ing)?\s(?:up)?on"
    r"|because\sof|due\sto|after|pending|until|links?(?:ed)?\sto|reliant\son|relies\son|held\s(?:up\s)?by"
    r"|needs?|subject\sto|delayed\sby|following|once|when|before|behind|stuck\son|requires?|relating\sto"
    r"|since|unless|if|given)\s{1,9}(?:the\s)?$"
)
"""Words in front of a reference that is only what an action waits for."""

_COUNT = r"two|three|four|five|six|seven|eight|nine|ten|\d{1,2}"
_THEM = (
    r"(?:\s(?:of\s)?(?:them|these|those|mine|my|our|the|actions?|ones|updates?|items|open"
    rf"|{_COUNT})){{0,5}}"
)
_ALL = (
    rf"(?:(?:all|both|each|every\s(?:one|action)|any(?=\sof\s)){_THEM}|everything|they(?:\sare|'re)?\s(?:all|both)"
    r"|(?:my|our|the)\sactions(?:\sare)?\sall)"
)
_REST = (
    rf"(?:(?:all\s)?(?:of\s)?(?:the\s|my\s|our\s)?(?:others|other\s(?:actions?|ones?|items|updates|{_COUNT})"
    rf"(?:\s(?:actions|ones|items))?|rest|remainder|remaining(?:\s(?:actions|ones|items|{_COUNT}))?)"
    r"(?:\sof\s(?:them|mine|my\sactions|these|the\sactions))?|(?:everything|all|anything)\selse"
    r"|any\sothers?|otherwise|(?:the\s)?other)"
)
_LINK = (
    r"(?:[\s:=,-]|'s\b|\b(?:is|are|was|remains?|stays?|still|now|currently|also|at|as|looking|look|is\sall)\b)"
    r"{0,12}"
)
_FRONT = r"[ (-]{0,9}+(?:(?:and|but|while|so|plus|with|for|whereas)\s){0,3}"
GROUP = _rule(
    rf"{_FRONT}(?:(?P<all>{_ALL})|(?P<rest>{_REST}))\b(?P<link>{_LINK})(?P<state>{STATE}|gre?n\b)"
)
"""A group of actions with its state: "all green", "the others are still amber"."""
GROUP_WANTS = _rule(
    rf"{_FRONT}(?:(?P<all>{_ALL})|(?P<rest>{_REST}))\b(?P<link>{_LINK})"
    r"(?P<state>needs?|expect(?:ed)?|forecast|extend|extension|new\sdate|could|can|will|should|to\sbe|back)\b"
)
"""A group of actions that wants a date: "both need until ..."."""
WISH_GROUP = _rule(
    rf"{_FRONT}(?:please\s)?(?P<state>needs?|extend|extension|new\sdate|could|can|push|move|more\stime|expect"
    r"|forecast)\b[^.;\n]{1,60}?\s(?:for|on|of)\s(?:(?P<all>both|all)(?:\sof\s(?:them|these))?"
    r"|(?P<rest>(?:all\s|the\s)?others|the\srest))(?=\s{0,9}(?:$|[.,;!?\n)]))"
)
"""A date wanted for a group behind it: "need until 15 Jan for both"."""
STATE_GROUP = _rule(
    rf"{_FRONT}(?P<state>{STATE}){_S}[:-]?{_S}(?:(?:for|to|on|with|in|of|from|across)\s)?"
    rf"(?:(?P<rest>{_REST})|(?P<all>{_ALL}|across\sthe\sboard|all\sround|throughout|any))"
    rf"(?={_S}(?:$|[.,;:!?\n()-]|\b(?:except|apart|other\sthan|bar|but|and|please|thanks|excluding|this)\b))"
)
"""A state with its group behind: "no change for the others"."""
ALL_BUT = _rule(rf"{_FRONT}(?P<all>{_ALL})\s{{0,9}}")
""" "All" in front of "except": the state follows behind the references."""
BOTH = _rule(r"\bboth\b")
DONE_STATE = _rule(rf"{_HOW}{_DONE}")
STATE_AT = _rule(rf"{_IS}(?P<state>{STATE})")
EXCEPT_STATE = _rule(rf"[\s(]{{0,9}}(?P<state>{STATE})[\s,]{{0,9}}")
"""A state in front of "except": it is said of all other actions."""
LINK_BEFORE = _rule(
    r"(?:[ ,;(-]{0,9}\b(?:and|but|while|so|plus|with|for|whereas)\s{1,9}){1,3}$|[ ,;(-]{1,9}$"
)
"""Words that only lead on to a group."""
STATED = _rule(
    rf"{STATE}|\bgre?e?n\b|\bambe?r\b|track|risk|not\s|mine|belong|\bask\b|change|report|same|before|[GAR]\b"
    r"|need|exten|mov|push|date|until|til|time|longer|expect|be\b|finish|complet|back|forecast|now"
)
"""What a text must hold to state anything at all: a quick look before the long one."""
