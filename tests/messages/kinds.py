"""The names of all messages that the product can make, read from its code."""

import ast
from collections.abc import Iterator
from pathlib import Path

from handlers import everything
from handlers.inquiring.answering import QUESTIONS
from handlers.wording.inquiries import kind_of
from models.delivery import Step

assert everything.MODULES

ROOMS = ("handlers", "scheduler")
HERE = Path(__file__).parents[2]
COMPUTED = {
    "answer",  # handlers.verbs.said, where it is given no other name
    "confirm",  # a reminder of nothing but readings (handlers.wording.reminders)
    "words_awaited",  # a reminder of nothing but words
    Step.SILENCE_AREA.value,
    Step.SILENCE_OFFICE.value,
    Step.SILENCE_CHAIR.value,
    *map(kind_of, QUESTIONS),
}
"""Names that no call spells out."""


def kinds_in_the_code() -> set[str]:
    """Every name that a message is made under."""
    files = (file for room in ROOMS for file in (HERE / room).rglob("*.py"))
    return COMPUTED | {kind for file in files for kind in _kinds(file)}


def _kinds(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id == "Message" and node.args:
            yield from _strings(node.args[0])
        if node.func.id in {"Message", "said"}:
            for keyword in node.keywords:
                if keyword.arg == "kind":
                    yield from _strings(keyword.value)


def _strings(node: ast.AST) -> Iterator[str]:
    """The strings of a name that is spelled out, or chosen between two."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value
