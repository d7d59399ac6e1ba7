"""The figures that Slack publishes and this stand-in enforces, each with its source."""

import re

# Block Kit reference, "Blocks": https://docs.slack.dev/reference/block-kit/blocks
BLOCKS_PER_MESSAGE = 50
BLOCKS_PER_VIEW = 100
# Not published; refusals were seen near this sum (slackapi/bolt-js issue 2867).
ALL_BLOCK_TEXT = 11_000

# chat.postMessage: longer text is cut; a cut message is a lost fact, so it counts as a fault here.
MESSAGE_TEXT = 40_000
MARKDOWN_TEXT = 12_000
ATTACHMENTS = 100

# Longest text per kind of object and field, in characters.
# Block Kit reference, pages of each block, element and composition object.
TEXT_LENGTHS: dict[str, dict[str, int]] = {
    "any": {"action_id": 255, "block_id": 255, "placeholder": 150, "text": 3000},
    "section": {"text": 3000},
    "field": {"text": 2000},
    "header": {"text": 150},
    "image": {"title": 2000, "alt_text": 2000, "image_url": 3000},
    "input": {"label": 2000, "hint": 2000},
    "markdown": {"text": MARKDOWN_TEXT},
    "button": {"text": 75, "value": 2000, "url": 3000, "accessibility_label": 75},
    "option": {"text": 75, "value": 150, "description": 75, "url": 3000},
    "option_group": {"label": 75},
    "confirmation": {"title": 100, "text": 300, "confirm": 30, "deny": 30},
    "plain_text_input": {"initial_value": 3000},
    "modal": {
        "title": 24,
        "submit": 24,
        "close": 24,
        "callback_id": 255,
        "private_metadata": 3000,
        "external_id": 255,
    },
    "home": {"callback_id": 255, "private_metadata": 3000, "external_id": 255},
}

# Fewest and most members per kind of object and field (same pages).
COUNTS: dict[str, dict[str, tuple[int, int]]] = {
    "actions": {"elements": (1, 25)},
    "context": {"elements": (1, 10)},
    "section": {"fields": (1, 10)},
    "static_select": {"options": (1, 100), "option_groups": (1, 100)},
    "multi_static_select": {"options": (1, 100), "option_groups": (1, 100)},
    "option_group": {"options": (1, 100)},
    "overflow": {"options": (1, 5)},
    "checkboxes": {"options": (1, 10)},
    "radio_buttons": {"options": (1, 10)},
    "table": {"rows": (1, 100)},
}

# "Handling user interaction": https://docs.slack.dev/interactivity/handling-user-interaction
ACKNOWLEDGE_SECONDS = 3.0
TRIGGER_SECONDS = 3.0
RESPONSE_URL_USES = 5
RESPONSE_URL_SECONDS = 30 * 60
# views.push reference: a stack holds three views.
VIEWS_IN_STACK = 3

# "Token rotation": https://docs.slack.dev/authentication/using-token-rotation
ROTATED_TOKEN_SECONDS = 12 * 60 * 60

# "Socket Mode": https://docs.slack.dev/apis/events-api/using-socket-mode
SOCKET_CONNECTIONS = 10

# block_suggestion answers (external select reference).
SUGGESTED_OPTIONS = 100

# "Using message metadata": https://docs.slack.dev/messaging/message-metadata
EVENT_TYPE = re.compile(r"[A-Za-z0-9_-]{1,255}")

# conversations.history reference: how many messages may be asked for at a time.
HISTORY_PAGE = 999
