"""Telegram's limits, each beside its source."""

import re

# Bot API, sendMessage `text`: after entity parsing, in UTF-16 code units like entity offsets.
TEXT_LENGTH = 4096
# Bot API, sendPhoto and its like, `caption`; counted in the same way.
CAPTION_LENGTH = 1024
# Bot API, sendMessage `entities`: no more than this many are shown, the rest is left unstyled
# without a word (python-telegram-bot, `constants.MessageLimit.MESSAGE_ENTITIES`).
ENTITIES = 100
# Bot API, InlineKeyboardButton `callback_data`, in bytes of UTF-8.
CALLBACK_DATA_BYTES = 64
# Bot API, answerCallbackQuery `text`.
CALLBACK_ANSWER_LENGTH = 200
# Not in the Bot API's pages; python-telegram-bot, `constants.InlineKeyboardMarkupLimit`.
KEYBOARD_BUTTONS = 100
KEYBOARD_ROW_BUTTONS = 8
# Bot API, BotCommand and setMyCommands.
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
COMMAND_DESCRIPTION_LENGTH = 256
COMMANDS = 100
# Bot API, setMyDescription and setMyShortDescription.
DESCRIPTION_LENGTH = 512
SHORT_DESCRIPTION_LENGTH = 120
# Bot API, `language_code` of setMyCommands: a two-letter ISO 639-1 code.
LANGUAGE_CODE = re.compile(r"[a-z]{2}")
# Bot API, "Sending files", sendPhoto `photo`, and getFile, in bytes.
UPLOAD_BYTES = 50 * 1024 * 1024
PHOTO_BYTES = 10 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024
# Bot API, getUpdates `limit`.
UPDATES_PER_POLL = 100
# https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: one message per
# second in a chat, 20 per minute in a group, about 30 per second over all chats. The way takes
# longer for one than for another, so a second and a minute are somewhat longer here; 28.8 a
# second are 96 % of the last, and keep to it in every second though some come 40 ms sooner or
# later than they should.
CHAT_PAUSE_SECONDS = 1.02
GROUP_MESSAGES = 20
GROUP_SECONDS = 60.5
BOT_PAUSE_SECONDS = 1 / 28.8
# An update is some kilobytes; a message's text is at most 4096 characters. Far above both.
UPDATE_BYTES = 1024 * 1024


def utf16_length(text: str) -> int:
    """The length that Telegram counts: in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)
