"""Slack's limits, with the page of each; where one is not written down, what was measured.

Sources: the types of @slack/types 3.2 (their comments name most limits) and docs.slack.dev's pages
of the blocks, as read in August 2026.
"""

BLOCKS = 50
"""Of one message: docs.slack.dev/reference/block-kit/blocks."""
VIEW_BLOCKS = 100
CHARACTERS = 8_000
"""Of all blocks of a message: undocumented; 11,341 were refused (slackapi/bolt-js, 2867)."""
NOTICE = 600
"""Escaped at most five times as long, and a `text` of about 4,000 characters is cut into several
posts (slackapi/bolt-python, 764)."""
HEADER = 150
CONTEXT = 2_000
RICH = 3_000
"""Of one rich text: our own, as that of a section."""
BUTTONS = 25
LABEL = 75
VALUE = 2_000
ACTION_ID = 255
TABLE_ROWS = 100
TABLE_COLUMNS = 20
CELL = 2_000
ALT = 2_000
URL = 3_000
TITLE = 24
"""Of a modal, and of its buttons."""
METADATA = 3_000
"""`private_metadata` of a view."""
FIELD_LABEL = 2_000
TEXT_INPUT = 3_000
PLACEHOLDER = 150
RADIOS = 10
OPTIONS = 100
OPTION = 75
OPTION_VALUE = 75
"""The types say 75 where slack_sdk says 150."""
PARTS = 12
"""Messages that one of ours may take: our own, so that nobody is flooded."""
