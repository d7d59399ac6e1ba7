"""Slack's names of emoji: into characters and back."""

import pytest

from bot.chat.signs import says
from bot.domain.marked import Marked
from bot.platforms.slack.emoji_names import character, drawn, name_of

BOTH_WAYS = {
    "flag-ua": "🇺🇦",
    "flag-id": "🇮🇩",
    "jp": "🇯🇵",
    "us": "🇺🇸",
    "gb": "🇬🇧",
    "de": "🇩🇪",
    "fr": "🇫🇷",
    "es": "🇪🇸",
    "it": "🇮🇹",
    "ru": "🇷🇺",
    "cn": "🇨🇳",
    "kr": "🇰🇷",
    "memo": "📝",
    "writing_hand": "✍️",
    "pushpin": "📌",
    "saluting_face": "🫡",
    "heart": "❤️",
    "+1": "👍",
    "+1::skin-tone-3": "👍🏼",
    "writing_hand::skin-tone-6": "✍🏿",
    "handshake::skin-tone-2-6": "🫱🏻‍🫲🏿",
    "man-woman-girl-boy": "👨‍👩‍👧‍👦",
    "female-doctor": "👩‍⚕️",
}


@pytest.mark.parametrize(("name", "emoji"), BOTH_WAYS.items())
def test_a_name_stands_for_a_character_and_the_other_way_round(name: str, emoji: str) -> None:
    assert character(name) == emoji
    assert name_of(emoji) == name


@pytest.mark.parametrize(
    ("name", "emoji"),
    [
        ("thumbsup", "👍"),
        ("flag-us", "🇺🇸"),
        ("uk", "🇬🇧"),
        ("pencil", "📝"),
        ("thumbsup::skin-tone-2", "👍🏻"),
    ],
)
def test_other_names_of_the_same_are_known_too(name: str, emoji: str) -> None:
    assert character(name) == emoji


@pytest.mark.parametrize("name", ["", "partyparrot", "memo::skin-tone-3", "+1::skin-tone-7", "::"])
def test_what_is_not_everybodys_stands_for_nothing(name: str) -> None:
    assert character(name) == ""


@pytest.mark.parametrize("emoji", ["", "x", "partyparrot", "🇦🇦"])
def test_what_slack_has_no_name_for_has_none(emoji: str) -> None:
    assert name_of(emoji) == ""


@pytest.mark.parametrize("emoji", ["❤", "❤️", "❤︎"])
def test_it_is_the_same_however_it_is_drawn(emoji: str) -> None:
    assert name_of(emoji) == "heart"


def test_names_between_colons_are_drawn() -> None:
    assert drawn(Marked("Well done :tada: :+1::skin-tone-3:")).text == "Well done 🎉 👍🏼"
    assert drawn(Marked("at 10:30:15, :partyparrot:")).text == "at 10:30:15, :partyparrot:"


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("flag-ua", "translate to uk"),
        ("jp", "translate to ja"),
        ("memo", "bridge log"),
        ("pushpin", "follow add"),
        ("+1", ""),
    ],
)
def test_a_sign_is_understood_by_its_name_in_slack(name: str, command: str) -> None:
    assert says(character(name)) == command
