"""How the text of a cell is cleaned: what no person typed and no database can hold is taken out."""

from __future__ import annotations

import re

LONGEST_CELL = 32_767
"""What Excel holds in one cell (source: Microsoft, "Excel specifications and limits")."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile("\r\n?|\u2028|\u2029")
_EDGES = " \t\n\xa0\u200b\u200e\u200f\u2060"


def clean(text: str) -> str:
    """The text trimmed, line breaks as line feeds, without control signs; at most one cell long."""
    return _BREAKS.sub("\n", _CONTROLS.sub("", text[:LONGEST_CELL])).strip(_EDGES)
