"""Time zones as people name them: by IANA's name or by a city that keeps the time."""

import re
from functools import cache
from zoneinfo import available_timezones

from bot.chat.anywhere import MemberOrPlace
from bot.chat.arguments import Argument, Words
from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.text import _
from storage.views import PartyView

# `UTC+2`, `GMT-5`, `+03:00`, `Etc/GMT-3`: an hour, but not when it changes.
_OFFSET = re.compile(r"(etc/)?(utc|gmt|z)?\s*[+\-−]\s*\d{1,2}(:?\d{2})?", re.IGNORECASE)


class Zone(Argument):
    """A time zone: `Europe/Kyiv`, `Kyiv`, `東京`."""

    placeholder = _("CITY")

    def read(self, words: Words, call: Call) -> str:
        """IANA's name. Question if the city can be several, Mistake if there is none such."""
        if _OFFSET.fullmatch(words.text.strip()):
            raise Mistake(
                _(
                    "An offset such as “{typed}” does not say when clocks change. Please name a"
                    " city or a zone instead, such as Kyiv or Europe/Kyiv.",
                    typed=words.text[:20],
                )
            )
        named = _zones().get(words.text.strip().replace(" ", "_").casefold())
        return named or _of_place(words, call)


def _of_place(words: Words, call: Call) -> str:
    found = MemberOrPlace("place").read(words, call)
    if not isinstance(found, PartyView):
        return found.timezone
    profile = call.records.parties.profile(found.id)
    if profile is None or not profile.timezone:
        raise Mistake(
            _("I do not know what time it is in {city}. Name a larger one nearby.", city=found.name)
        )
    return profile.timezone


@cache
def _zones() -> dict[str, str]:
    """IANA's names by themselves in small letters."""
    return {name.casefold(): name for name in available_timezones()}
