"""A place anywhere in the world, where a member of the network goes before its namesakes."""

from bot.chat.arguments import Words
from bot.chat.call import Call
from bot.chat.resolving import Place
from storage.places import FoundPlace
from storage.views import PartyView


class MemberOrPlace(Place):
    """`Odesa` is the member of that name, whatever places elsewhere are called so as well."""

    def read(self, words: Words, call: Call) -> PartyView | FoundPlace:
        """The member if just one bears the name, else the place. Question if it can be several
        places, Mistake if there is none."""
        members = call.records.parties.named(words.text)
        return members[0] if len(members) == 1 else super().read(words, call)
