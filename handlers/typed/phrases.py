"""Patterns that several rules share: a state in words, all actions, the others, except."""

from __future__ import annotations

import re

from handlers.typed.signs import CIRCLES, TICKS

COLOUR = r"(?:green|amber|red|on[\s-]+track|at[\s-]+risk|off[\s-]+track)\b"
_DONE = r"(?:done|completed?|delivered|finished|closed)\b"
_SAME = (
    r"(?:no\s+(?:further\s+|other\s+)?changes?\b(?:\s+to\s+report\b)?|nothing\s+(?:\w+\s+)?to\s+report\b"
    r"|(?:the\s+)?same\s+as\s+(?:last\s+\w+|before)\b|as\s+before\b|unchanged\b)"
)
_HOW = r"(?:(?:all|both|now|still|fully|not|also|again|currently)\s+)*"
_SIGNS = rf"[{''.join(CIRCLES)}{''.join(sorted(TICKS))}]"
STATE = rf"(?:{_HOW}(?:{COLOUR}|{_DONE}|{_SAME}|not\s+mine\b|wrong\s+person\b)|{_SIGNS})"
_IS = (
    r"(?:[\s:=>-]|→|\b(?:is|are|'s|was|now|still|all|both|remains?|stays?|status|rag|rating|rated|at|as|currently"
    r"|has|have|been|also|just|looks?|looking|gone|went|turned|moved|to|which|that|both)\b)*"
)

DIRECT_STATE = re.compile(
    rf"{_IS}(?:{STATE}|(?-i:[GAR])(?=\s*(?:$|[,.;:!?\n)]|-\s)))", re.IGNORECASE
)
"""A state right behind a reference: " is now amber", ": A"."""
ONLY_STATE = re.compile(
    rf"[\s:=>.-]*(?:\b(?:is|are|now|still)\s+)*{STATE}[\s,;.!-]*", re.IGNORECASE
)
"""Words that hold a state and nothing else."""
CONNECTOR = re.compile(
    r"\b(?:and|but|while|whereas|plus|then|also|with)\s*$|[&+]\s*$", re.IGNORECASE
)
"""A word at the end of an answer that leads on to the next."""
STATE_BEFORE = re.compile(
    rf"[\s(]*(?P<link>(?:(?:and|but|plus|also|while|then)\b|[&+])\s*)?(?:we\s+are\s+|we're\s+|it's\s+|is\s+)?"
    rf"(?P<state>{STATE})\s*(?P<to>(?:for|on|with|to|in|re)\s+)?[\s:(-]*(?:the\s+|my\s+)?",
    re.IGNORECASE,
)
"""A state in front of a reference: "Green for ", "done "."""
LEAD_IN = re.compile(
    r"[\s:.,-]*(?:(?:and|also|then|so|now|next|finally|lastly|but|as|plus)\b[\s,]*)*"
    r"(?:for|re|on|regarding|with|about|update\s+(?:on|for|to)|item|task|no|number|status\s+(?:of|for)|point)?"
    r"[\s:.-]*",
    re.IGNORECASE,
)
"""Words that only lead to a reference: "And ", "As for ", "Re: "."""
REQUEST_BEFORE = re.compile(
    r"\s*(?:please\s+|also\s+|and\s+|we\s+|i\s+|we'd\s+|i'd\s+|will\s+|would\s+)*(?:need|needs|could\s+(?:we|i)|can\s+(?:we|i)|extend|extension"
    r"|move|push|more\s+time|new\s+date|expect|expected|forecast)\b[^\n]*?\b(?:for|on|of|to)\s+(?:the\s+)?",
    re.IGNORECASE,
)
"""A wish in front of a reference: "Need until end of Feb for "."""
EXCEPT = re.compile(
    r"[\s,;(-]*\b(?:except(?:ing)?|apart\s+from|aside\s+from|other\s+than|excluding|bar|save|but\s+not|but)"
    r"(?:\s+for)?[\s:,]*(?:the\s+)?$",
    re.IGNORECASE,
)
"""Words in front of a reference that take it out of a group."""
DEPENDENCY = re.compile(
    r"\b(?:blocked\s+by|waiting\s+(?:for|on)|awaiting|wait\s+(?:for|on)|depend(?:s|ent|ing)?\s+(?:up)?on"
    r"|because\s+of|due\s+to|after|pending|until|linked\s+to|links?\s+to|reliant\s+on|relies\s+on"
    r"|held\s+up\s+by|held\s+by|needs?|subject\s+to|delayed\s+by|following|once|when|before|behind"
    r"|stuck\s+on|requires?|relating\s+to|since|unless|if|given)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Words in front of a reference that is only what an action waits for."""

_THEM = (
    r"(?:\s+(?:of\s+)?(?:them|these|those|mine|my|our|the|actions?|ones|updates?|items|open|two|three|four|five"
    r"|six|seven|eight|nine|ten|\d{1,2}))*"
)
_ALL = (
    rf"(?:(?:all|both|each|every\s+(?:one|action)){_THEM}|everything|every\s+action|they(?:\s+are|'re)?\s+(?:all|both)"
    r"|(?:my|our|the)\s+actions(?:\s+are)?\s+all)"
)
_REST = (
    r"(?:(?:all\s+)?(?:of\s+)?(?:the\s+|my\s+|our\s+)?(?:others|other\s+(?:actions?|ones|items|updates|two|three"
    r"|four|five|\d)(?:\s+(?:actions|ones|items))?|rest|remainder|remaining(?:\s+(?:actions|ones|items|two|three|\d))?)"
    r"(?:\s+of\s+(?:them|mine|my\s+actions|these|the\s+actions))?|(?:everything|all|anything)\s+else|any\s+others?"
    r"|otherwise)"
)
_LINK = r"(?:[\s:=,-]|\b(?:is|are|was|remain|remains|stay|stays|still|now|currently|also|at|as|looking|look|is\s+all)\b)*"
_FRONT = r"(?:(?:and|but|while|so|plus|with|for|whereas)\s+)*"
GROUP = re.compile(
    rf"[\s(-]*{_FRONT}(?:(?P<all>{_ALL})|(?P<rest>{_REST}))\b(?P<link>{_LINK})(?P<state>{STATE}|(?-i:gren|grn)\b)"
    r"(?!\s+(?:partners|schools|staff|teams|by\s+now)\b)",
    re.IGNORECASE,
)
"""A group of actions with its state: "all green", "the others are still amber"."""
STATE_GROUP = re.compile(
    rf"[\s(-]*{_FRONT}(?P<state>{STATE})\s*[:-]?\s*(?:(?:for|to|on|with|in|of|from)\s+)?"
    rf"(?:(?P<rest>{_REST})|(?P<all>{_ALL}|across\s+the\s+board|all\s+round|throughout))"
    r"(?=\s*(?:$|[.,;:!?\n()-]|\b(?:except|apart|other\s+than|bar|but|and|please|thanks|excluding|this)\b))",
    re.IGNORECASE,
)
"""A state with its group behind: "no change for the others"."""
ALL_BUT = re.compile(rf"[\s(-]*{_FRONT}(?P<all>{_ALL})\s*$", re.IGNORECASE)
""" "All" in front of "except": the state follows behind the references."""
BOTH = re.compile(r"\bboth\b", re.IGNORECASE)
DONE_STATE = re.compile(rf"{_HOW}{_DONE}", re.IGNORECASE)
STATE_AT = re.compile(rf"{_IS}(?P<state>{STATE})", re.IGNORECASE)
EXCEPT_STATE = re.compile(rf"[\s(]*(?P<state>{STATE})[\s,]*", re.IGNORECASE)
"""A state in front of "except": it is said of all other actions."""
