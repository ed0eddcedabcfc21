"""How each question may be asked: the shapes of its words, once small words have fallen away.

"What is due before the Board?" has become `what due before board` here, and so have "whats due b4
the board" and "which actions are due before our next Board".
"""

from __future__ import annotations

from handlers.inquiring.tolerant import AREA, REF, asked_as

_SHOW = r"(?:(?:what|which|show|how)(?: far)?(?: me)? )?"
"""May stand in front."""
_LEAD = (
    r"(?:show(?: me)? )?(?:what|which|show|why|who|how)(?: far)?(?: me)?(?: why)?(?: everything)? "
)
"""Must stand in front, where the words alone could be an answer."""
_AREA = rf"(?: {AREA})?"
_RATING = r"(?P<rating>red|amber|green|blue|unrated)"
_BOARD = r"(?:(?:in|last) )?(?:board(?: meeting)?|meeting|paper|board paper)"
_SPAN = r"(?:(?P<number>\d+) )?(?P<unit>days|weeks|months)"
_TO = r"(?: (?:on|for|from|in))?"

asked_as(
    "summary",
    rf"{_SHOW}summary(?: everything)?{_AREA}",
    r"(?:how |what )?area (?P<area>[\w.-]+) (?:summary|go|stand)",
    rf"how (?:go|stand|everything|everything go){_AREA}",
    r"(?:how|what) area (?P<area>\d[\w.-]*)",
)
asked_as("areas", rf"{_LEAD}area(?: (?:go|stand))?", r"summary (?:in |for )?area")
asked_as(
    "changes",
    rf"(?:what|which|show)(?: me)? change(?: (?:in|on))?{_AREA}",
    rf"{_SHOW}change since(?: {_BOARD}| last months?)?{_AREA}",
    r"(?:what|show)(?: me)? change (?:in )?(?:last )?months",
)
asked_as(
    "late",
    rf"who (?:still )?(?:late|missing|silent|overdue|answer){_TO}{_AREA}",
    rf"who not (?:show )?(?:me )?(?:answer|in)(?: answer)?{_TO}{_AREA}",
    rf"who owe(?: me)?(?: answer)?{_AREA}",
    rf"who (?:wait|block)(?: (?:on|for))?{_AREA}",
    rf"{_LEAD}(?:answer (?:missing|late|overdue|not in)|missing answer|late answer){_AREA}",
)
asked_as(
    "rated",
    rf"{_LEAD}{_RATING}(?: why)?{_TO}{_AREA}",
    rf"{_LEAD}(?:in )?area (?P<area>[\w.-]+) {_RATING}(?: why)?",
)
asked_as(
    "due",
    rf"{_SHOW}due before {_BOARD}{_AREA}",
    rf"{_LEAD}due(?: (?:in|before))?(?: {_BOARD})?{_AREA}",
    rf"{_SHOW}due in {_SPAN}{_AREA}",
    rf"{_LEAD}due (?:in )?{_SPAN}{_AREA}",
)
asked_as("due", rf"{_LEAD}(?:overdue|late){_AREA}", span="overdue")
asked_as(
    "waiting",
    r"what(?: still)? (?:wait|need)(?: (?:for|on|from))?(?: me)?(?: decide)?",
    r"what (?:wait|need) (?:for |on )?me(?: (?:answer|decide))?",
    r"(?:what|show)(?: me)? (?:need )?me (?:to )?decide",
)
asked_as(
    "waits_on",
    rf"{_LEAD}(?:wait|depend|need|block|stand)(?: (?:for|on|from|in))? {REF}",
    rf"{_LEAD}{REF} (?:block|wait|need|depend)(?: (?:on|for))?",
    r"(?:what|which|who|show)(?: me)? (?:the )?block(?: everything)?",
)
asked_as(
    "moved",
    rf"how(?: far)? {REF} (?:move|change|go)(?: since {_BOARD})?",
    rf"(?:what|how|show)(?: me)? (?:history|change|move){_TO} {REF}",
    rf"history{_TO} {REF}",
)
asked_as("measures", rf"{_SHOW}kpis(?: (?:go|stand|change|move|summary))?{_AREA}")
asked_as(
    "evidence_missing",
    rf"evidence missing{_AREA}",
    rf"missing evidence{_AREA}",
    rf"{_LEAD}evidence (?:missing|late|overdue|wait|not in){_AREA}",
    rf"{_LEAD}(?:missing|wait|need|owe)(?: (?:on|for))? evidence{_AREA}",
    rf"who not (?:show )?(?:me )?evidence{_AREA}",
    rf"{_LEAD}not evidence{_AREA}",
)
asked_as(
    "dates_moved",
    rf"dates move{_AREA}",
    rf"move dates{_AREA}",
    rf"{_LEAD}dates? (?:move|change)(?: since {_BOARD})?{_AREA}",
    rf"{_LEAD}move(?: dates?)?(?: since {_BOARD})?{_AREA}",
)
asked_as(
    "reliability",
    rf"how (?:far )?(?:reliable|good) forecast{_AREA}",
    rf"{_SHOW}(?:reliable forecast|forecast reliable){_AREA}",
)
asked_as(
    "brief",
    rf"(?:show )?(?:me )?brief(?: me)?(?: (?:before|for|on|in))?(?: {_BOARD})?",
)
asked_as("questions", r"what ask(?: me)?", r"ask", r"show(?: me)? ask")
