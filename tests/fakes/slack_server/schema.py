"""What Slack takes in blocks and views, as a JSON Schema, as far as Rollcall uses it.

Source: the types of @slack/types 3.2.0 (MIT; block-kit and views, with the limits of their doc
comments), and docs.slack.dev/reference/block-kit for the number of blocks in a message. What a JSON
Schema cannot say stands in `faults.py`.
"""

from typing import Any

Schema = dict[str, Any]


def string(most: int, *, least: int = 1, pattern: str | None = None) -> Schema:
    return {"type": "string", "minLength": least, "maxLength": most} | (
        {"pattern": pattern} if pattern else {}
    )


def array(items: Schema, most: int | None = None, *, least: int = 1) -> Schema:
    found: Schema = {"type": "array", "items": items, "minItems": least}
    return found if most is None else found | {"maxItems": most}


def closed(kind: str, required: dict[str, Schema], **optional: Schema) -> Schema:
    """An object of a type, with nothing in it that Slack does not know."""
    return {
        "type": "object",
        "properties": {"type": {"const": kind}, **required, **optional},
        "required": ["type", *required],
        "additionalProperties": False,
    }


def bare(required: dict[str, Schema], **optional: Schema) -> Schema:
    """The same for an object without a type."""
    found = closed("", required, **optional)
    del found["properties"]["type"]
    found["required"].remove("type")
    return found


def any_of(*kinds: Schema) -> Schema:
    return {"anyOf": list(kinds)}


BOOLEAN: Schema = {"type": "boolean"}
ID = string(255)


def plain(most: int) -> Schema:
    return closed("plain_text", {"text": string(most)}, emoji=BOOLEAN)


def mrkdwn(most: int) -> Schema:
    return closed("mrkdwn", {"text": string(most)}, verbatim=BOOLEAN)


def any_text(most: int) -> Schema:
    return any_of(plain(most), mrkdwn(most))


STYLE = bare({}, bold=BOOLEAN, italic=BOOLEAN, strike=BOOLEAN, code=BOOLEAN, underline=BOOLEAN)
RICH_ELEMENT = any_of(
    closed("text", {"text": {"type": "string", "minLength": 1}}, style=STYLE),
    closed("link", {"url": string(3000)}, text={"type": "string"}, style=STYLE, unsafe=BOOLEAN),
    closed("user", {"user_id": string(30)}, style=STYLE),
    closed("emoji", {"name": string(100)}, unicode={"type": "string"}, style=STYLE),
)
RICH_SECTION = closed("rich_text_section", {"elements": array(RICH_ELEMENT)})
BORDER: Schema = {"enum": [0, 1]}
RICH_TEXT = closed(
    "rich_text",
    {
        "elements": array(
            any_of(
                RICH_SECTION,
                closed(
                    "rich_text_list",
                    {"elements": array(RICH_SECTION), "style": {"enum": ["bullet", "ordered"]}},
                    indent={"type": "integer"},
                    border=BORDER,
                ),
                closed("rich_text_quote", {"elements": array(RICH_ELEMENT)}, border=BORDER),
            )
        )
    },
    block_id=ID,
)
CONFIRM = bare(
    {"text": any_text(300)},
    title=plain(100),
    confirm=plain(30),
    deny=plain(30),
    style={"enum": ["primary", "danger"]},
)
BUTTON = closed(
    "button",
    {"text": plain(75)},
    action_id=ID,
    value=string(2000),
    url=string(3000),
    style={"enum": ["primary", "danger"]},
    accessibility_label=string(75),
    confirm=CONFIRM,
)
IMAGE = {"image_url": string(3000, pattern="^https://"), "alt_text": string(2000)}
OPTION = bare({"text": plain(75), "value": string(75)}, description=plain(75))
SELECT = {
    "action_id": ID,
    "initial_option": OPTION,
    "placeholder": plain(150),
    "focus_on_load": BOOLEAN,
}
ELEMENT = any_of(
    closed(
        "plain_text_input",
        {},
        action_id=ID,
        initial_value={"type": "string", "maxLength": 3000},
        multiline=BOOLEAN,
        min_length={"type": "integer", "minimum": 0, "maximum": 3000},
        max_length={"type": "integer", "minimum": 1, "maximum": 3000},
        placeholder=plain(150),
        focus_on_load=BOOLEAN,
    ),
    closed(
        "datepicker",
        {},
        action_id=ID,
        initial_date=string(10, least=10, pattern=r"^\d{4}-\d\d-\d\d$"),
        placeholder=plain(150),
    ),
    closed("radio_buttons", {"options": array(OPTION, 10)}, action_id=ID, initial_option=OPTION),
    closed("static_select", {"options": array(OPTION, 100)}, **SELECT),
    closed(
        "static_select",
        {"option_groups": array(bare({"label": plain(75), "options": array(OPTION, 100)}), 100)},
        **SELECT,
    ),
)
CELL = any_of(closed("raw_text", {"text": string(2000)}), RICH_TEXT)
COLUMN = bare({}, align={"enum": ["left", "center", "right"]}, is_wrapped=BOOLEAN)
SHOWN: dict[str, Schema] = {
    "header": closed("header", {"text": plain(150)}, block_id=ID),
    "section": any_of(
        closed("section", {"text": any_text(3000)}, block_id=ID, accessory=BUTTON, expand=BOOLEAN),
        closed("section", {"fields": array(any_text(2000), 10)}, text=any_text(3000), block_id=ID),
    ),
    "context": closed(
        "context",
        {"elements": array(any_of(any_text(2000), closed("image", IMAGE)), 10)},
        block_id=ID,
    ),
    "actions": closed("actions", {"elements": array(BUTTON, 25)}, block_id=ID),
    "divider": closed("divider", {}, block_id=ID),
    "image": closed("image", IMAGE, title=plain(2000), block_id=ID),
    "rich_text": RICH_TEXT,
}
TABLE = closed(
    "table",
    {"rows": array(array(CELL, 20), 100)},
    column_settings=array(COLUMN, 20),
    block_id=ID,
)
INPUT = closed(
    "input",
    {"label": plain(2000), "element": ELEMENT},
    hint=plain(2000),
    optional=BOOLEAN,
    dispatch_action=BOOLEAN,
    block_id=ID,
)
MESSAGE_BLOCKS = array(any_of(*SHOWN.values(), TABLE), 50, least=0)
VIEW_BLOCKS = array(any_of(*SHOWN.values(), INPUT), 100, least=0)
MODAL = closed(
    "modal",
    {"title": plain(24), "blocks": VIEW_BLOCKS},
    submit=plain(24),
    close=plain(24),
    private_metadata={"type": "string", "maxLength": 3000},
    callback_id=string(255),
    external_id=string(255),
    clear_on_close=BOOLEAN,
    notify_on_close=BOOLEAN,
)
METADATA = bare({"event_type": string(255), "event_payload": {"type": "object"}})
