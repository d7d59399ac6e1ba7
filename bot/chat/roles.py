"""A role, said after the city it is for."""

from bot.chat.arguments import Choice, Words
from bot.chat.call import Call
from bot.domain.names import fold


class RoleWord(Choice):
    """A role as the last word, so that what stands before it is the city."""

    def ends(self, words: Words, call: Call) -> int:
        """One, if the last word is a role."""
        return int(bool(words) and fold(words[-1:].text) in self.known(call))
