"""Codes as they are told, and as they are refused."""

from bot.chat.arguments import Rest
from bot.chat.call import Call
from bot.chat.reply import (
    Fields,
    Reply,
    Tone,
)
from bot.chat.text import Text, _


class Code(Rest):
    """A code that somebody was given."""

    placeholder = _("CODE")
    longest = 100


class Number(Rest):
    """Which one, as buttons say it."""

    placeholder = _("NUMBER")
    longest = 12


def ways_to_say(call: Call, code: str) -> Fields:
    """The code, the link that opens Telegram with it, and what to type."""
    link = call.reach.telegram_link(code)
    pairs: list[tuple[Text, Text]] = [(_("Code"), code)]
    if link:
        pairs.append((_("In Telegram"), link))
    pairs.append((_("In Slack"), f"/network join {code}"))
    return Fields(tuple(pairs))


def too_many() -> Reply:
    """After too many wrong codes even a good one must wait."""
    return refusal(_("Too many wrong codes were tried. Please try again in an hour."))


def no_good() -> Reply:
    """A code that opens nothing; why is not told."""
    return refusal(
        _("This code is not good: it may be mistyped, used already, or too old. Ask for a new one.")
    )


def refusal(sentence: Text) -> Reply:
    """An answer and no error, so that the wrong try is remembered."""
    return Reply(sentence, tone=Tone.PROBLEM)
