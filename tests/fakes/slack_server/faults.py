"""What Slack would refuse in a payload, with its code and a sentence for who reads the test."""

import json
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft7Validator

from tests.fakes.slack_server.schema import MESSAGE_BLOCKS, METADATA, MODAL

Fault = tuple[str, str]
MOST_CHARACTERS = 10_000
"""Of all blocks together: 11,341 were refused (slackapi/bolt-js, 2867); what is safe is unknown."""
MOST_TEXT = 40_000
VIEW_BYTES = 250_000
METADATA_BYTES = 8_000
SPLIT = 4_000
"""From about here on Slack cuts a `text` into several posts."""
MARKUP = ("<!", "<@", "<#", "<http")


def message_faults(payload: dict[str, Any]) -> list[Fault]:
    """What is wrong with what chat.postMessage or chat.update is given."""
    blocks = payload.get("blocks") or []
    said = payload.get("text") or ""
    found: list[Fault] = [("invalid_blocks", words) for words in _misfits(MESSAGE_BLOCKS, blocks)]
    if found:
        return found
    if not blocks and not said:
        found.append(("no_text", "there is neither text nor blocks"))
    if len(said) > MOST_TEXT:
        found.append(("msg_too_long", f"the text has {len(said)} characters"))
    if characters(blocks) > MOST_CHARACTERS:
        found.append(("msg_blocks_too_long", f"the blocks have {characters(blocks)} characters"))
    found += [("invalid_blocks", f"{name} stands twice") for name in _twice(blocks)]
    if sum(block["type"] == "table" for block in blocks) > 1:
        found.append(("invalid_attachments", "only one table is taken in a message"))
    return found + list(_metadata_faults(payload.get("metadata")))


def view_faults(view: Any) -> list[Fault]:
    """What is wrong with a modal."""
    found: list[Fault] = [("invalid_arguments", words) for words in _misfits(MODAL, view)]
    if found:
        return found
    if len(json.dumps(view)) > VIEW_BYTES:
        found.append(("view_too_large", "the view has more than 250 KB"))
    kinds = {block["type"] for block in view["blocks"]}
    if "input" in kinds and "submit" not in view:
        found.append(("invalid_arguments", "a view with an input needs a submit button"))
    return found + [
        ("invalid_arguments", f"{name} stands twice") for name in _twice(view["blocks"])
    ]


def warnings(payload: dict[str, Any]) -> list[str]:
    """What Slack would take and do something unwanted with."""
    said = payload.get("text") or ""
    found = [f"{mark} in text is read as markup" for mark in MARKUP if mark in said]
    return found + (["the text is cut into several posts"] if len(said) > SPLIT else [])


def characters(part: Any) -> int:
    """The characters that are read in blocks."""
    if isinstance(part, dict):
        return sum(
            len(value)
            if name in {"text", "alt_text"} and isinstance(value, str)
            else characters(value)
            for name, value in part.items()
        )
    return sum(map(characters, part)) if isinstance(part, list) else 0


def _misfits(schema: dict[str, Any], found: Any) -> list[str]:
    """Where it does not fit, at the deepest place that can be named."""
    words = []
    for error in Draft7Validator(schema).iter_errors(found):
        deepest = max(_all(error), key=lambda each: len(each.absolute_path))
        path = "/".join(map(str, deepest.absolute_path))
        words.append(f"at {path or 'the top'}: {deepest.message[:200]}")
    return words


def _all(error: Any) -> Iterator[Any]:
    yield error
    for inner in error.context:
        yield from _all(inner)


def _twice(blocks: list[dict[str, Any]]) -> list[str]:
    """Names of blocks, and of actions within a message, that must stand once."""
    names = [f"block_id {block['block_id']}" for block in blocks if "block_id" in block]
    names += [
        f"action_id {element['action_id']}"
        for block in blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if "action_id" in element
    ]
    return sorted({name for name in names if names.count(name) > 1})


def _metadata_faults(metadata: Any) -> Iterator[Fault]:
    if metadata is None:
        return
    for words in _misfits(METADATA, metadata):
        yield "invalid_metadata_format", words
    if len(json.dumps(metadata)) > METADATA_BYTES:
        yield "metadata_too_large", "the metadata is too large"
