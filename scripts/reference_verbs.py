"""The page of all that a person can do in chat, and the page of who may do what."""

from __future__ import annotations

import handlers.everything  # noqa: F401 - every verb registers itself
from handlers.verbs import VERBS, Verb
from models.permissions import DEFAULT_POLICY
from models.policy_words import LETTERS, WORDS

HEAD = """\
# What people can do

Made from the code by `make reference`: from the table of verbs that every chat platform uses.

A verb is behind each button and each typed line. *Act* is the line of [the table of
permissions](permissions.md) that is checked. Where there is none, everybody may.

| Verb | What it does | Act | Typed |
| --- | --- | --- | --- |
"""
POLICY = """\
# Who may do what

Made from the code by `make reference`: from the table of permissions that is checked at each click.

The default. A partnership may change who stands in a line (`policy` in its TOML). `rollcall roles`
prints the table that is in force.

| Act | Who | Notes |
| --- | --- | --- |
"""


def verbs_page() -> str:
    """Every verb."""
    return HEAD + "".join(_verb(verb) for _, verb in sorted(VERBS.items()))


def permissions_page() -> str:
    """The policy table with the meaning of its letters."""
    rows = "".join(
        f"| {row.title} (`{row.act.value}`) | {row.who} | {row.note} |\n"
        for row in DEFAULT_POLICY.rows()
    )
    letters = "\n".join(
        f"- {letter}: {', or '.join(WORDS[who])}" for who, letter in LETTERS.items()
    )
    return f"{POLICY}{rows}\n{letters}\n"


def _verb(verb: Verb) -> str:
    act = f"`{verb.act}`" if verb.act else ""
    typed = "; ".join(f"*{example}*" for example in verb.examples)
    return f"| `{verb.name}` | {verb.summary} | {act} | {typed} |\n"
