"""Whether a line that names no action, no rating and no date still tells something.

The reply contract reads any words of an owner with one open action as an update of it. An update is
an official record, so that the chat takes such words only where they tell something: "recruitment
has slipped" does; "asdf", "roles" and "what is this" do not, and get the kind answer instead, which
keeps the line and offers to record it after all. A pure rule of the words; nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata

from handlers.typed.vocabulary import words as _listed

FEW = 2
"""Words that tell something once one of them says what happens: "panel met"."""
MANY = 6
"""Words that tell something by being a sentence, whatever they say."""
LONG = 8
"""Words after which a "when the panel meets" goes on to tell."""
JOINTS = 2
"""Small words that a sentence of that length has."""

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_FIGURE = re.compile(r"\d")
_POLITE = _listed(
    "ok okay oh ah hi hello hey please yes thanks thank rollcall sorry dear ta cheers so"
)
_ASKS = _listed("what what's whats who who's whos whose whom why why's how how's")
_MAY_ASK = _listed(
    """which when when's where where's can could would should do does did is are am was were will
    may might shall have has"""
)
_ASKED = _listed("i you we they he she it this that there the my anyone anybody somebody")
_ORDERS = _listed(
    """show tell give list open let send explain remind help start stop cancel delete remove go
    print find get see look read display try repeat call ring email write"""
)
_ORDERED = _listed("me us my the a an it this that them all what who how asking again please")
"""What stands behind a wish to the one who is written to: "show me", against "open evening"."""
_LOST = re.compile(
    r"\b(?:i|we)\s+(?:really\s+)?(?:do\s?n[o']?t|do not|did\s?n[o']?t|can\s?n?[o']?t)"
    r"\s+(?:know|understand|get it|follow|see|remember|think)\b"
    r"|\b(?:no|not\s+a)\s+(?:idea|clue)\b|^\s*(?:dunno|idk)\b|\bnot\s+sure\b"
    r"|\b(?:i\s+am|i'?m)\s+(?:lost|confused)\b"
)
_HAPPENS = _listed(
    """is are was were has have had will been be being isn't wasn't aren't weren't hasn't haven't
    hadn't won't can't cannot couldn't didn't doesn't don't isnt wasnt hasnt havent wont cant didnt
    doesnt dont it's that's we're they're we've they've i've we'll they'll
    met meets sent begun began held gone went came come got made makes took taken gave given found
    left lost kept grown grew fell fallen rose risen won paid spent built bought brought told said
    wrote written read ran run set put cut hit let led became become chose chosen drew drawn broke
    broken stuck understood agreed slipped late delayed delay delays overdue outstanding blocked
    waiting awaiting ongoing underway started starts start needs need remains continues works goes
    moves expects hopes plans wants depends unclear ready short ahead behind live
    progress"""
)
"""Words that say what happens or how something is, where their endings do not."""
_ENDINGS = re.compile(r"[^\W\d_]{2,}(?:[^\W\d_ea]ed|[iey]ed|ing)")
_NOT_ENDINGS = _listed(
    "thing nothing something anything everything morning evening string spring bring"
)
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "poiuytrewq", "lkjhgfdsa", "mnbvcxz")
"""The keys of a row, from either end."""
_JOINING = _listed(
    """the a an of to for from in on at by with and but or as into until till since because that
    this our their its his her my we they it not no all some more after before between"""
)


def tells_something(words: str, *, wanted: bool = False) -> bool:
    """Whether words without a reference, a rating or a date tell something of an action.

    `wanted` where words were asked for: then a word or two may be the answer ("staffing").

    >>> tells_something("recruitment has slipped")
    True
    >>> tells_something("asdf qwer")
    False
    """
    said = unicodedata.normalize("NFKC", words).casefold().replace("\u2019", "'")
    found = _WORD.findall(said)
    own = _without_courtesy(found)
    if is_for_us(words):
        return False
    is_word = any(len(word) > FEW and not _is_slip(word) for word in own)
    if is_word and (wanted or _FIGURE.search(said)):
        return True
    if len(own) >= FEW and any(map(_happens, own)):
        return True
    return len(own) >= MANY and sum(word in _JOINING for word in own) >= JOINTS


def is_for_us(words: str) -> bool:
    """Whether words ask or wish something of the one who reads them, or say they are lost."""
    said = unicodedata.normalize("NFKC", words).casefold().replace("\u2019", "'")
    own = _without_courtesy(_WORD.findall(said))
    return not own or own[0] == "you" or _orders(own) or _asks(own) or _is_lost(said, own)


def _without_courtesy(found: list[str]) -> list[str]:
    """The words behind those that only greet, thank or address."""
    start = next((at for at, word in enumerate(found) if word not in _POLITE), len(found))
    return found[start:]


def _orders(own: list[str]) -> bool:
    """Whether something is wanted of the one who is written to: "show me the list"."""
    return own[0] in _ORDERS and (len(own) == 1 or own[1] in _ORDERED)


def _asks(own: list[str]) -> bool:
    """Whether it begins as a question does, though no mark ends it."""
    if own[0] in _ASKS:
        return True
    return own[0] in _MAY_ASK and len(own) > 1 and len(own) <= LONG and own[1] in _ASKED


def _is_lost(said: str, own: list[str]) -> bool:
    """Whether the writer only says that they do not know; a long line goes on to tell."""
    return len(own) <= MANY and _LOST.search(said) is not None


def _is_slip(word: str) -> bool:
    """Whether fingers ran along a row of keys, or lay on one: "asdf", "qwerty", "xxx"."""
    return len(set(word)) == 1 or any(word in keys for keys in _ROWS)


def _happens(word: str) -> bool:
    if word in _HAPPENS:
        return True
    return word not in _NOT_ENDINGS and _ENDINGS.fullmatch(word) is not None
