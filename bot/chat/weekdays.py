"""Days of the week as people name them."""

from functools import cache

from babel import Locale

from bot.chat.arguments import Argument, Words
from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.little_words import forms, plain, without_before
from bot.chat.text import _
from bot.domain.names import fold

# From Monday on, what CLDR does not list: plurals, other cases, other names.
_ALSO = (
    forms("mondays,montags,понеділка,понеділкам,月曜,礼拜一,星期一,週一"),
    forms("tuesdays,tues,dienstags,вівторка,火曜,礼拜二,星期二,週二"),
    forms("wednesdays,mittwochs,середи,середу,水曜,礼拜三,星期三,週三"),
    forms("thursdays,thur,thurs,donnerstags,четверга,木曜,礼拜四,星期四,週四"),
    forms("fridays,freitags,п'ятниці,п'ятницю,jum'at,金曜,礼拜五,星期五,週五"),
    forms("saturdays,samstags,sonnabend,суботи,суботу,土曜,礼拜六,星期六,週六"),
    forms("sundays,sonntags,неділі,неділю,ahad,日曜,礼拜天,星期天,周天,週日"),
)
_MOST_WORDS = 3


class Weekday(Argument):
    """A day of the week."""

    placeholder = _("DAY")

    def starts(self, words: Words, call: Call) -> int:
        """The word that is one, with what may stand before it, as in `every Monday`."""
        longest = min(_MOST_WORDS, len(words))
        found = (n for n in range(1, longest + 1) if _meant(words[:n].text, call) is not None)
        return next(found, 0)

    def read(self, words: Words, call: Call) -> int:
        """Its number; 0 is Monday. Mistake if there is none of that name."""
        found = _meant(words.text, call)
        if found is None:
            raise Mistake(
                _(
                    "“{typed}” is no day of the week. Write it like {example}.",
                    typed=words.text[:40],
                    example=Locale.parse(call.speech.language.replace("-", "_")).days["format"][
                        "wide"
                    ][0],
                )
            )
        return found


def weekday_of(text: str, language: str) -> int | None:
    """The day of the week called so in a language or in English; 0 is Monday. None if none is."""
    return _names(language).get(fold(text))


def is_weekday_in_full(text: str, call: Call) -> bool:
    """Whether this is a day of the week by its whole name: what is short for one may be any
    word, as `mar` and `sun` are."""
    return fold(without_before(plain(text))) in _names(call.speech.language, ("wide",))


def _meant(text: str, call: Call) -> int | None:
    return weekday_of(without_before(text), call.speech.language)


@cache
def _names(language: str, widths: tuple[str, ...] = ("wide", "abbreviated")) -> dict[str, int]:
    names = {name: day for day, known in enumerate(_ALSO) for name in known}
    for code in ("en", language):
        for use in Locale.parse(code.replace("-", "_")).days.values():
            for width in widths:
                names |= {fold(name): day for day, name in use.get(width, {}).items()}
    return names
