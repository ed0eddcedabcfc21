"""The file's own key of ratings, and where it gives a colour another meaning than ours.

There is no standard: Amber is "on track" in one council and "late" in another, Blue is "verified",
"suspended" or "trivial". The key may be a sheet of its own, rows above or below the actions, or one
cell ("Green = on track; Amber = at risk").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from handlers.plan_import.columns import plain
from handlers.plan_import.grid import Row
from handlers.plan_import.key_meanings import FITS, FOREIGN, STANDS_FOR, Meaning, meanings
from models.scheme import Scheme
from models.states import Rating, Stage

_COLOURS = {rating.value: rating for rating in Rating} | {r.value[0]: r for r in Rating}
_IN_A_CELL = re.compile(
    r"^\s*\(?([\w/ ]{1,24}?)\)?\s*(?:=|:|[-\u2010-\u2015]|\bmeans\b|\bis\b)\s*(\S.*)$"
)
_SAYS_KEY = re.compile(r"^\s*(?:b?rag\w*\s+)?(?:rating\s+)?key\s*[:\-]\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"[;\n|]|,\s*(?=(?:blue|green|amber|red)\b)", re.IGNORECASE)
_LONGEST_WORD = 24
_A_BLOCK = 3
"""Rows of one key lie no further apart."""


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One line of a key: a word, what the file says that it means, and where it stands."""

    word: str
    meaning: str
    row: int
    sheet: str | None = None

    @property
    def colour(self) -> Rating | None:
        """The rating whose colour the word is; None for other words."""
        return _COLOURS.get(self.word.strip().casefold())


def key_lines(rows: Iterable[Row], *, sheet: str | None, named_key: bool) -> tuple[KeyLine, ...]:
    """The key in rows that hold no action.

    A colour with a meaning beside it is a line of the key; another word is one only in the same
    block, or on a sheet that is named as a key.
    """
    lines = [line for row in rows for line in _lines(row, sheet)]
    blocks: list[list[KeyLine]] = []
    for line in lines:
        if blocks and line.row - blocks[-1][-1].row <= _A_BLOCK:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return tuple(
        line
        for block in blocks
        if named_key or any(line.colour for line in block)
        for line in block
        if line.colour or named_key or len(block) > 1
    )


def _lines(row: Row, sheet: str | None) -> Iterator[KeyLine]:
    texts = [row.cells[index].text for index in sorted(row.cells)]
    in_cells = [pair for text in texts for pair in _pairs_in(text)]
    for word, meaning in in_cells or _pairs_beside(texts):
        yield KeyLine(word, meaning, row.number, sheet)


def _pairs_in(text: str) -> Iterator[tuple[str, str]]:
    """Pairs in one cell: "Key: Green = on track; Amber = at risk"."""
    bare = _SAYS_KEY.sub("", text)
    for part in _BETWEEN.split(bare):
        found = _IN_A_CELL.match(part)
        if found is None:
            continue
        word = found[1].strip()
        if word.casefold() in _COLOURS or (len(bare) > len(part) and not word.isdecimal()):
            yield word, found[2].strip()


def _pairs_beside(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs in neighbouring cells: a colour, and what stands beside it."""
    colours = [n for n, text in enumerate(texts) if text.strip().casefold() in _COLOURS]
    if len(colours) > 1:
        for start, end in zip(colours, [*colours[1:], len(texts)], strict=True):
            if end > start + 1:
                yield texts[start], " ".join(texts[start + 1 : end])
    elif len(texts) > 1 and len(texts[0]) <= _LONGEST_WORD:
        yield texts[0], max(texts[1:], key=len)


def differs(line: KeyLine, scheme: Scheme) -> bool:
    """Whether a line gives its colour another meaning than the scheme in force.

    Blue for "complete" alone is no other meaning but a weaker one (`is_unproven`).
    """
    if line.colour is None:
        return False
    ours = scheme.ratings[line.colour]
    if plain(line.meaning) in {plain(ours.phrase), plain(ours.meaning), plain(ours.said)}:
        return False
    said = meanings(line.meaning)
    if not said or is_unproven(line):
        return False
    return not said & FITS[line.colour] or bool(said & FOREIGN[line.colour])


def is_unproven(line: KeyLine) -> bool:
    """Whether Blue stands for complete without anybody else having looked at the evidence."""
    said = meanings(line.meaning)
    return line.colour is Rating.BLUE and said == {Meaning.COMPLETE}


def explained(lines: Iterable[KeyLine]) -> dict[str, Rating | Stage | None]:
    """Each word of the key, without case, with the rating or stage that it stands for.

    None: the key explains the word, but we have nothing that says the same.
    """
    return {line.word.strip().casefold(): _stands_for(line) for line in lines}


def _stands_for(line: KeyLine) -> Rating | Stage | None:
    said = meanings(line.meaning)
    return next((means for meaning, means in STANDS_FOR.items() if meaning in said), None)
