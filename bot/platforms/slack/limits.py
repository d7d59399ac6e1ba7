"""Slack's limits, each beside where Slack states it."""

# https://docs.slack.dev/reference/block-kit/blocks
BLOCKS = 50
# https://docs.slack.dev/reference/block-kit/blocks/header-block
HEADER = 150
# https://docs.slack.dev/reference/block-kit/blocks/section-block
SECTION = 3000
FIELDS = 10
FIELD = 2000
# https://docs.slack.dev/reference/block-kit/block-elements/button-element
BUTTON_TEXT = 75
BUTTON_VALUE = 2000
# More fit, but five stand in one row on a wide screen:
# https://docs.slack.dev/reference/block-kit/blocks/actions-block (25)
BUTTONS_IN_ROW = 5
# Ours: ten rows are more than anyone looks through, and leave room for what is said.
BUTTONS = 50
# Not stated; messages were refused near 11,000 characters over all blocks:
# https://github.com/slackapi/bolt-js/issues/2867
TEXT = 10_000
# The text beside the blocks is for notifications and screen readers; Slack asks for less than
# 4,000: https://docs.slack.dev/reference/methods/chat.postMessage#truncating
FALLBACK = 3000
# https://docs.slack.dev/interactivity/handling-user-interaction#message_responses: five uses
# within thirty minutes. An answer has at most as many messages.
ANSWER = 5
# Ours: what people said goes on in so many messages at most. Forty thousand characters, more than
# Slack takes at once, are some thirty in six languages.
PAGES = 50

# https://docs.slack.dev/apis/web-api/rate-limits#rate-limits__posting-messages: one message per
# second and channel. Between two that are sent so, what the way takes longer or shorter.
CHANNEL_PAUSE_SECONDS = 1.02
# https://docs.slack.dev/reference/methods/conversations.history#pagination: no more than 200
# at a time; apps outside of the Marketplace may be given 15. In all, some thousand messages.
HISTORY_PAGE = 200
HISTORY_PAGES = 20
# Ours: what is brought to another place is held whole in the memory.
FILE = 20 * 1024 * 1024

# https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response says
# 3 seconds; the way back needs some of them.
ACKNOWLEDGE_SECONDS = 2.5
# https://docs.slack.dev/authentication/verifying-requests-from-slack
OLDEST_REQUEST_SECONDS = 300
# No payload of Slack's comes near it; it keeps strangers from filling the memory.
LARGEST_REQUEST = 1_000_000

# https://docs.slack.dev/reference/app-manifest
APP_NAME = 35
APP_DESCRIPTION = 140
APP_LONG_DESCRIPTION = range(174, 4001)
COMMANDS = 50
COMMAND = 32
COMMAND_DESCRIPTION = 2000
COMMAND_HINT = 1000
SHORTCUT = 24
SHORTCUT_DESCRIPTION = 150
# Slack sends its requests whole; our own patience, in seconds.
BODY_SECONDS = 5
