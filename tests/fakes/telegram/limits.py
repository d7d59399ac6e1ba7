"""Telegram's limits, each beside its source."""

import re

# Bot API, sendMessage `text`; counted after entity parsing, in UTF-16 code units like offsets.
TEXT_LENGTH = 4096
# Bot API, sendDocument `caption`.
CAPTION_LENGTH = 1024
# Bot API, InlineKeyboardButton `callback_data`, in bytes of UTF-8.
CALLBACK_DATA_BYTES = 64
# Bot API, answerCallbackQuery `text`.
CALLBACK_ANSWER_LENGTH = 200
# Not in the Bot API pages; measured by python-telegram-bot, `constants.InlineKeyboardMarkupLimit`.
KEYBOARD_BUTTONS = 100
KEYBOARD_ROW_BUTTONS = 8
# Bot API, BotCommand and setMyCommands.
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
COMMAND_DESCRIPTION_LENGTH = 256
COMMANDS = 100
# Bot API, setMyDescription, setMyShortDescription, setMyName.
BOT_TEXT_LENGTHS = {"description": 512, "short_description": 120, "name": 64}
# Bot API, `language_code`: a two-letter ISO 639-1 code or empty.
LANGUAGE_CODE = re.compile(r"(?:[a-z]{2})?")
# Bot API, setWebhook: `secret_token`, `max_connections`, and its notes on ports.
SECRET_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,256}")
WEBHOOK_CONNECTIONS = 100
WEBHOOK_PORTS = {443, 80, 88, 8443}
# Bot API, getUpdates `limit`.
UPDATES_PER_POLL = 100
# Bot API, "Sending files" and getFile, in bytes.
UPLOAD_BYTES = 50 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024
# Bot API, sendPhoto `photo`.
PHOTO_BYTES = 10 * 1024 * 1024
# Bot API, deleteMessage, in seconds.
DELETABLE_SECONDS = 48 * 3600
# Bot API, ReactionTypeEmoji `emoji`, and setMessageReaction `reaction`.
REACTIONS = frozenset({
    "❤", "👍", "👎", "🔥", "🥰", "👏", "😁", "🤔", "🤯", "😱", "🤬", "😢", "🎉", "🤩",
    "🤮", "💩", "🙏", "👌", "🕊", "🤡", "🥱", "🥴", "😍", "🐳", "❤\u200d🔥", "🌚", "🌭", "💯",
    "🤣", "⚡", "🍌", "🏆", "💔", "🤨", "😐", "🍓", "🍾", "💋", "🖕", "😈", "😴", "😭",
    "🤓", "👻", "👨\u200d💻", "👀", "🎃", "🙈", "😇", "😨", "🤝", "✍", "🤗", "🫡", "🎅", "🎄",
    "☃", "💅", "🤪", "🗿", "🆒", "💘", "🙉", "🦄", "😘", "💊", "🙊", "😎", "👾", "🤷\u200d♂",
    "🤷", "🤷\u200d♀", "😡",
})  # fmt: skip
BOT_REACTIONS = 1
# Bot API, getUpdates `allowed_updates`: what an empty list leaves out.
UPDATES_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
# Bot API, sendChatAction `action`.
CHAT_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note",
    "upload_video_note",
}  # fmt: skip
# Bot FAQ and user interface: letters, digits, underscore; four-letter names are sold on Fragment.
USERNAME = r"[A-Za-z0-9_]{4,32}"


def utf16_length(text: str) -> int:
    """Length of the text in UTF-16 code units, the measure of entity offsets and limits."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
