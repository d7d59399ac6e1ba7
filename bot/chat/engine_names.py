"""Engines of translation as people name them, in the order in which they are to be asked."""

import re

from rapidfuzz import fuzz, process

from bot.chat.arguments import Argument, Words
from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.text import Listing, _

# The word for each in settings and policies, and its name as people know it.
NAMES: dict[str, str] = {
    "libretranslate": "LibreTranslate",
    "deepl": "DeepL",
    "apertium": "Apertium",
    "google": "Google",
    "mymemory": "MyMemory",
    "microsoft": "Microsoft",
    "yandex": "Yandex",
    "papago": "Papago",
    "baidu": "Baidu",
    "tencent": "Tencent",
    "qcri": "QCRI",
}
_BETWEEN = re.compile(r"[\s,;>→]+")
_LIKE = 80


class Engines(Argument):
    """Engines with commas between them, the one that is asked first before the others."""

    placeholder = _("ENGINES")

    def read(self, words: Words, call: Call) -> tuple[str, ...]:
        """Their words for settings, each once. Mistake if one is none that there is here."""
        known = call.reach.engines or tuple(NAMES)
        named = [each for each in _BETWEEN.split(words.text.casefold()) if each]
        return tuple(dict.fromkeys(_engine(each, known) for each in named))


def _engine(name: str, known: tuple[str, ...]) -> str:
    near = process.extractOne(name, known, scorer=fuzz.ratio, score_cutoff=_LIKE)
    if near is None:
        raise Mistake(
            _(
                "There is no engine called “{typed}” here. There are: {engines}",
                typed=name[:40],
                engines=Listing(tuple(engine_name(each) for each in known)),
            )
        )
    return near[0]


def engine_name(engine: str) -> str:
    """The name of an engine as people know it."""
    return NAMES.get(engine, engine)
