"""How many characters, as people write numbers."""

import re

from bot.chat.arguments import Argument, Words
from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.parsing import CLEARED, Cleared
from bot.chat.text import _, _c
from bot.domain.names import fold

# 500000, 500 000, 500,000, 500.000 and 500'000.
_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f.,'’]?\d{3}){0,3}|\d{1,12}")
_PART = re.compile(r"\d[\d.,'’]*")
_NONE = _c("cap", "none")
# What a record can keep.
_LARGEST = 2_000_000_000


class Characters(Argument):
    """A number of characters, or that there is none: `none`."""

    placeholder = _c("how many", "NUMBER")

    def reaches(self, words: Words, call: Call) -> int:
        """As many words as the number has: `500 000`."""
        count = 0
        while count < len(words) and _PART.fullmatch(words[count : count + 1].text):
            count += 1
        return max(count, 1)

    def read(self, words: Words, call: Call) -> int | Cleared:
        """The number, or CLEARED. Mistake for anything else."""
        typed = words.text.strip()
        if fold(typed) in {"none", fold(call.speech.say(_NONE))}:
            return CLEARED
        if not _NUMBER.fullmatch(typed):
            raise Mistake(
                _(
                    "“{typed}” is no number of characters. Say it like {example}.",
                    typed=typed[:40],
                    example="500000",
                )
            )
        return min(int(re.sub(r"\D", "", typed)), _LARGEST)
