"""What kind of exchange is being logged; asked back with likely answers when it is not said."""

from enum import StrEnum

from bot.chat.arguments import Choice, Words
from bot.chat.call import Call
from bot.chat.errors import Question
from bot.chat.reply import Button
from bot.chat.text import _, _c
from bot.domain.names import fold
from bot.domain.vocabulary import ExchangeKind

_MOST = 6
_USUAL = (
    ExchangeKind.CALL,
    ExchangeKind.MEETING,
    ExchangeKind.MESSAGE,
    ExchangeKind.VISIT,
    ExchangeKind.LETTER,
    ExchangeKind.EVENT,
)


class KindOfExchange(Choice):
    """A kind of exchange, said right before the summary."""

    def read(self, words: Words, call: Call) -> StrEnum:
        """The kind. Question with likely kinds if the words name none."""
        known = self.known(call)
        if fold(words.text) in known:
            return known[fold(words.text)]
        start = words.words[0].start
        line = words.line.text
        raise Question(
            _("What kind of exchange was it?"),
            *(
                Button(_c("value", "{value}", value=kind), f"{line[:start]}{kind} {line[start:]}")
                for kind in self._likely(words, call)
            ),
        )

    def _likely(self, words: Words, call: Call) -> list[StrEnum]:
        """Kinds that are named further on in the line, and then the usual ones."""
        known = self.known(call)
        after = [fold(word.text) for word in words.line.words if word.start >= words.words[0].start]
        named = [known[word] for word in after if word in known]
        return list(dict.fromkeys([*named, *_USUAL]))[:_MOST]
