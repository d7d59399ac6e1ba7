"""Whose data are meant: those of the one who speaks, or a contact's."""

from enum import Enum

from bot.chat.arguments import Words
from bot.chat.call import Call
from bot.chat.contacts import TheContact
from bot.chat.text import _, _c
from bot.domain.names import fold
from storage.contact_views import ContactCard

_ME = _c("whose data", "me")


class Myself(Enum):
    """What stands for the one who speaks."""

    MYSELF = "myself"


MYSELF = Myself.MYSELF


class Whom(TheContact):
    """`me`, or a contact by name or number."""

    placeholder = _("me|CONTACT")

    def read(self, words: Words, call: Call) -> ContactCard | Myself:  # type: ignore[override]  # or oneself
        """The contact, or MYSELF. Mendable as for any contact."""
        if fold(words.text) in {"me", "myself", fold(call.speech.say(_ME))}:
            return MYSELF
        return super().read(words, call)
