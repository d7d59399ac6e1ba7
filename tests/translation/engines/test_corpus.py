"""Every message of the corpus through every engine, well and badly behaved: what stays is there as
often as it was, and no token is ever seen."""

import html
from collections.abc import Sequence
from itertools import chain

import aiohttp
import pytest

from bot.domain.translating import Pair, Privacy, TokenForm
from bot.domain.translation_policy import Policy
from bot.services.translation.apertium import Apertium
from bot.services.translation.guarding import Guarded
from bot.services.translation.translator import Translator
from tests.translation.driving import is_as_often
from tests.translation.engines.scripted import Scripted
from tests.translation.engines.standins import NASTY, words_changed
from tests.translation.messages import KEPT, Message, messages

ANY = Policy(privacy=Privacy.ANY)
# Between which of them Apertium is tried here.
APERTIUM = {"en": "es", "es": "pt", "pt": "es", "id": "ms", "ms": "id"}


def _spoiling(nasty: str) -> Scripted:
    spoils = NASTY.get(nasty, str)

    def answered(texts: Sequence[str], form: TokenForm) -> list[str]:
        told = [spoils(words_changed(text)) for text in texts]
        return [html.unescape(each) for each in told] if form is TokenForm.HTML else told

    return Scripted(always=answered)


@pytest.mark.parametrize("form", [TokenForm.HTML, TokenForm.XML, TokenForm.PLAIN])
@pytest.mark.parametrize("nasty", ["", *NASTY])
async def test_nothing_that_must_stay_is_lost(nasty: str, form: TokenForm) -> None:
    engine = _spoiling(nasty)
    engine.forms = tuple(dict.fromkeys((form, TokenForm.PLAIN)))
    translator = Translator([Guarded(engine)])

    lost = [await _losses(translator, each, "sv") for each in messages()]

    assert list(chain.from_iterable(lost)) == []


async def test_the_real_apertium_loses_nothing(session: aiohttp.ClientSession, apy: str) -> None:
    translator = Translator([Guarded(Apertium(session, apy))])
    tried = [each for each in messages() if each.language in APERTIUM]

    lost = [await _losses(translator, each, APERTIUM[each.language]) for each in tried]

    assert len(tried) > 100
    assert list(chain.from_iterable(lost)) == []


async def _losses(translator: Translator, message: Message, target: str) -> list[str]:
    told = await translator.translate(
        message.text, Pair(message.language, target), policy=ANY, terms=KEPT
    )
    lost = [each for each in message.stays if not is_as_often(each, message.text, told.text)]
    seen = ["XPH"] if told.text.count("XPH") > message.text.count("XPH") else []
    return [f"{message.where}: {each}" for each in lost + seen]
