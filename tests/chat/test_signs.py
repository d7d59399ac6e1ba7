"""What an emoji under a message says to the bot."""

import pytest

from bot.chat.signs import says


@pytest.mark.parametrize(
    ("emoji", "said"),
    [
        ("🇺🇦", "translate to uk"),
        ("🇯🇵", "translate to ja"),
        ("🇺🇸", "translate to en"),
        ("🇨🇭", "translate to de"),
        ("🇹🇼", "translate to zh-Hant"),
        ("📝", "bridge log"),
        ("✍️", "bridge log"),
        ("📌", "follow add"),
        ("👍", ""),
        ("🇪🇺", ""),
        ("🏳️‍🌈", ""),
        ("AB", ""),
        ("", ""),
    ],
)
def test_a_sign_says_a_command_or_nothing(emoji: str, said: str) -> None:
    assert says(emoji) == said
