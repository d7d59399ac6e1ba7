"""What an emoji under a message says to the bot: the command for which it stands."""

from functools import cache

from babel.languages import get_official_languages

_FIRST, _LAST = 0x1F1E6, 0x1F1FF
# The second of each is among the few that Telegram lets people put under a message.
_LOG, _TRACK = ("📝", "✍"), ("📌", "🫡")
_NO_STYLE = str.maketrans("", "", "\ufe0e\ufe0f")


def says(emoji: str) -> str:
    """The command that the emoji says in reply to the message that it stands under; empty if
    it says nothing to the bot. A flag asks for its country's first language."""
    bare = emoji.translate(_NO_STYLE)
    if bare in _LOG:
        return "bridge log"
    if bare in _TRACK:
        return "follow add"
    language = _language_of(bare)
    return f"translate to {language}" if language else ""


@cache
def _language_of(emoji: str) -> str:
    """https://www.unicode.org/reports/tr51/#Flags"""
    if len(emoji) != 2 or not all(_FIRST <= ord(each) <= _LAST for each in emoji):
        return ""
    country = "".join(chr(ord(each) - _FIRST + ord("A")) for each in emoji)
    official = get_official_languages(country, de_facto=True)
    return official[0].replace("_", "-") if official else ""
