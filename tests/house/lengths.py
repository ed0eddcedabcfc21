"""No file is longer than a person can hold: `python -m tests.house.lengths` lists the others."""

import sys
from pathlib import Path

from tests.house.tree import read, written

MOST_LINES = 300
OTHERS_WORDS = frozenset({Path("LICENSE")})


def too_long() -> list[str]:
    """A sentence for each file of more than 300 lines."""
    counted = [
        (file, len(read(file).splitlines())) for file in written() if file not in OTHERS_WORDS
    ]
    return [
        f"{file} has {lines} lines; {MOST_LINES} are the most. Split it by what it is about."
        for file, lines in counted
        if lines > MOST_LINES
    ]


if __name__ == "__main__":
    found = too_long()
    sys.stderr.writelines(f"{sentence}\n" for sentence in found)
    raise SystemExit(bool(found))
