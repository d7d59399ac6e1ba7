"""What a channel or group is called: by its title, and never by a number that only its platform
knows."""

from bot.chat.text import Text, _, _c
from bot.domain.identity import Platform


def place_called(platform: Platform | None, channel: str, title: str) -> Text:
    """Its title, or what kind of place it is where the records know none; without a channel it is
    a whole workspace."""
    if title:
        return title
    if not channel:
        return _("the whole workspace")
    return _c("place", "a group") if platform is Platform.TELEGRAM else _c("place", "a channel")


def place_found(platform: Platform | None, channel: str, title: str) -> Text:
    """The same with the number by which somebody who looks after it finds it."""
    called = place_called(platform, channel, title)
    if title or not channel:
        return called
    return _c("place", "{place} ({number})", place=called, number=channel)
