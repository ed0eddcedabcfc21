"""The rating that an answer states (rule 4), or the words that leave it in doubt.

The last state in time wins. Two states that nothing sets in time against each other, a state that
is only denied, a misspelt one and one with a question mark are asked about: no rating is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.typed.mentions import Mention, mentions_of, text
from handlers.typed.senses import Sense, sense_before, sense_behind, sense_by_month
from handlers.typed.slips import find_slip
from handlers.typed.tokens import Sort, Token
from handlers.typed.vocabulary import words
from models.states import Rating


@dataclass(frozen=True, slots=True)
class RatingFound:
    """A rating, or where the doubt stands in the text; neither where none is named."""

    value: Rating | None = None
    doubt: tuple[int, int] | None = None

    def __bool__(self) -> bool:
        """Whether a rating is named at all, in doubt or not."""
        return self.value is not None or self.doubt is not None


@dataclass(frozen=True, slots=True)
class _State:
    mention: Mention
    sense: Sense


_HOLDS = frozenset({Sense.IS, Sense.IS_NOW})
_SAID = _HOLDS | {Sense.MAY_BE}
_DOUBTS = frozenset({Sense.IS_NOT, Sense.UNSURE})
_ASKING = words(
    "is are was should can could would will do does did what which why shall has have am how"
)
_REACH = 60
"""Tokens of a sentence behind a rating in which its question mark is looked for."""
_BETWEEN = frozenset({"/", "or", "-", "&", "and", "|", "\\"})


def read_rating(tokens: Sequence[Token], *, month: int) -> RatingFound:
    """The rating that a text states; `month` is the month in which it was sent, 1 to 12."""
    states = _states(tokens, month)
    holding = [state for state in states if state.sense in _HOLDS]
    if not holding:
        return _in_doubt(tokens, states)
    value = _value(holding)
    if value is None:
        return RatingFound(doubt=_span(tokens, holding[0].mention, holding[-1].mention))
    against = [s for s in states[states.index(holding[-1]) + 1 :] if _speaks_against(s, value)]
    if against:
        return RatingFound(doubt=_span(tokens, holding[-1].mention, against[-1].mention))
    return RatingFound(value)


def _in_doubt(tokens: Sequence[Token], states: Sequence[_State]) -> RatingFound:
    doubts = [state.mention for state in states if state.sense in _DOUBTS]
    if doubts:
        return RatingFound(doubt=_span(tokens, doubts[0], doubts[-1]))
    slip = None if states else find_slip(tokens)
    return RatingFound(doubt=slip and (tokens[slip[0]].start, tokens[slip[1]].end))


def _value(holding: Sequence[_State]) -> Rating | None:
    """The value of the states that hold; None where they disagree in the same breath."""
    values = {state.mention.value for state in holding}
    if len(values) == 1:
        return values.pop()
    strong = [at for at, state in enumerate(holding) if state.sense is Sense.IS_NOW]
    if not strong:
        return None
    values = {state.mention.value for state in holding[strong[-1] :]}
    return values.pop() if len(values) == 1 else None


def _speaks_against(state: _State, value: Rating) -> bool:
    if state.sense is Sense.IS_NOT:
        return state.mention.value is value
    return state.sense is Sense.UNSURE and state.mention.value is not value


def _states(tokens: Sequence[Token], month: int) -> list[_State]:
    mentions = mentions_of(tokens)
    edges = [-1, *(mention.last for mention in mentions), len(tokens)]
    starts = [*(mention.first for mention in mentions), len(tokens)]
    states = [
        _State(mention, _sense(tokens, mention, edges[at] + 1, starts[at + 1], month))
        for at, mention in enumerate(mentions)
    ]
    return _paired(tokens, [_asked(tokens, state) for state in states])


def _sense(
    tokens: Sequence[Token], mention: Mention, floor: int, ceiling: int, month: int
) -> Sense:
    before = sense_before(tokens, mention.first, floor)
    if floor > 0 and before is Sense.IS and _is_corrected(tokens[floor : mention.first]):
        return Sense.IS_NOW
    if before not in {*_HOLDS, Sense.WAS}:
        return before
    named = sense_by_month(tokens, mention, month)
    if named is not None or before is Sense.WAS:
        return named or Sense.WAS
    return sense_behind(tokens, mention, ceiling) or before


_TAKEN_BACK = words("no sorry scratch wait correction oops")


def _is_corrected(between: Sequence[Token]) -> bool:
    """Whether the words between two ratings only take the first one back: "green - no, amber"."""
    said = {token.text for token in between if token.sort is Sort.WORD}
    return bool(said & _TAKEN_BACK) and said <= _TAKEN_BACK | {"that", "hang", "on"}


def _asked(tokens: Sequence[Token], state: _State) -> _State:
    """A rating with a question mark is no statement."""
    if state.sense not in _SAID or not _is_asked(tokens, state.mention):
        return state
    return replace(state, sense=Sense.UNSURE)


def _is_asked(tokens: Sequence[Token], mention: Mention) -> bool:
    commas = False
    for token in tokens[mention.last + 1 : mention.last + _REACH]:
        if token.sort is Sort.STOP:
            asks = "?" in token.text
            return asks and (not commas or _opens_with_question(tokens, mention.first))
        if token.text == "?" and not commas:
            return True
        commas = commas or token.text in {",", "-"}
    return False


def _opens_with_question(tokens: Sequence[Token], at: int) -> bool:
    floor = max(at - _REACH, 0)
    while at > floor and tokens[at - 1].sort is not Sort.STOP and tokens[at - 1].text != ",":
        at -= 1
    at += tokens[at].sort is Sort.REF
    return text(tokens, at) in _ASKING


def _paired(tokens: Sequence[Token], states: list[_State]) -> list[_State]:
    """Two different ratings side by side ("amber/red") are one doubt."""
    for at in range(1, len(states)):
        first, second = states[at - 1], states[at]
        between = {t.text for t in tokens[first.mention.last + 1 : second.mention.first]}
        differ = first.mention.value is not second.mention.value
        if differ and between <= _BETWEEN and {first.sense, second.sense} <= _OPEN:
            states[at - 1] = replace(first, sense=Sense.UNSURE)
            states[at] = replace(second, sense=Sense.UNSURE)
    return states


_OPEN = _HOLDS | _DOUBTS


def _span(tokens: Sequence[Token], first: Mention, last: Mention) -> tuple[int, int]:
    """The words from the front of the first rating's clause to the last rating."""
    at = first.first
    while at > 0 and tokens[at - 1].sort is Sort.WORD and first.first - at < _LEAD:
        at -= 1
    end = last.last
    end += text(tokens, end + 1).startswith("?")
    return tokens[at].start, tokens[end].end


_LEAD = 3
"""Words before a rating that are shown with it ("no longer on track")."""
