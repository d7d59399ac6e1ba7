"""A message in several languages: each part goes by its own."""

from collections.abc import Sequence
from functools import partial

import aiohttp
import pytest

from bot.domain.translating import Failure, Pair, Privacy, Register, TokenForm
from bot.domain.translation_policy import Policy
from bot.services.translation.apertium import Apertium
from bot.services.translation.attempting import Speaks
from bot.services.translation.detecting import Detector
from bot.services.translation.engines import EngineFailure
from bot.services.translation.guarding import Guarded
from bot.services.translation.translator import Translation, Translator
from tests.translation.engines.conftest import QUICK
from tests.translation.engines.scripted import Scripted

ANY = Policy(privacy=Privacy.ANY)
AMONG = ("de", "en", "es", "fr", "ja", "pt", "uk")
ENGLISH = "The delegation arrives on Friday at 14:30, and the mayor welcomes it."
UKRAINIAN = "Делегація прибуває у п'ятницю о 14:30, і мер вітає її."
JAPANESE = "代表団は金曜日の14:30に到着し、市長が出迎えます。"
SPANISH = "La delegación llega el viernes a las 14:30 y el alcalde le da la bienvenida."
PORTUGUESE = "A delegação chega na sexta-feira às 14:30 e o prefeito lhe dá as boas-vindas."


class Polyglot(Scripted):
    """Remembers from which language it was asked to translate, and does not know all of them."""

    def __init__(self, *unknown: str, failure: Failure = Failure.UNSUPPORTED_PAIR) -> None:
        super().__init__()
        self.sources: list[str] = []
        self._unknown, self._failure = unknown, failure

    async def translate(
        self, texts: Sequence[str], pair: Pair, register: Register, form: TokenForm
    ) -> list[str]:
        self.sources.append(pair.source)
        if pair.source in self._unknown:
            raise EngineFailure(self._failure)
        return [f"{pair.source} {each}" for each in texts]


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector()


@pytest.fixture
def speaks(detector: Detector) -> Speaks:
    return partial(detector.surely, among=AMONG)


async def _told(
    engine: Polyglot, speaks: Speaks | None, text: str, pair: Pair, *more: Polyglot
) -> Translation:
    translator = Translator([Guarded(each, QUICK) for each in (engine, *more)])
    return await translator.translate(text, pair, policy=ANY, speaks=speaks)


async def test_each_part_is_translated_from_its_own_language(speaks: Speaks) -> None:
    engine = Polyglot()
    text = "\n\n".join((ENGLISH, UKRAINIAN, JAPANESE))

    told = await _told(engine, speaks, text, Pair("en", "fr"))

    assert [line.partition(" ")[0] for line in told.text.split("\n\n")] == [
        "en",
        "uk",
        "ja",
    ]
    assert told.text.count("14:30") == 3


async def test_what_is_in_the_readers_language_already_stays_as_it_was(speaks: Speaks) -> None:
    engine = Polyglot()

    told = await _told(engine, speaks, f"{ENGLISH}\n{UKRAINIAN}", Pair("en", "uk"))

    assert told.text.split("\n")[1] == UKRAINIAN
    assert engine.sources == ["en"]


async def test_a_part_in_a_language_that_no_engine_knows_stays_as_it_was(speaks: Speaks) -> None:
    told = await _told(Polyglot("ja"), speaks, f"{ENGLISH}\n{JAPANESE}", Pair("en", "fr"))

    assert told.is_translated
    assert told.text.split("\n")[1] == JAPANESE


async def test_an_engine_that_is_asked_too_much_leaves_it_all_to_the_next(speaks: Speaks) -> None:
    busy, next_one = Polyglot("ja", failure=Failure.RATE_LIMITED), Polyglot()
    next_one.name = "next"

    told = await _told(busy, speaks, f"{ENGLISH}\n{JAPANESE}", Pair("en", "fr"), next_one)

    assert told.engine == "next"
    assert "\nja " in told.text


async def test_an_engine_that_does_not_know_most_of_it_leaves_it_to_the_next(
    speaks: Speaks,
) -> None:
    other, next_one = Polyglot("en"), Polyglot()
    next_one.name = "next"

    told = await _told(other, speaks, f"{ENGLISH}\n{JAPANESE}", Pair("en", "fr"), next_one)

    assert told.engine == "next"


@pytest.mark.parametrize("line", ["Bonjour Odesa!", "Merci, à bientôt", "OK", "次回"])
async def test_a_few_foreign_words_make_no_part_of_their_own(speaks: Speaks, line: str) -> None:
    engine = Polyglot()

    await _told(engine, speaks, f"{ENGLISH}\n{line}", Pair("en", "uk"))

    assert set(engine.sources) == {"en"}


async def test_the_real_apertium_leaves_a_spanish_part_alone(
    session: aiohttp.ClientSession, apy: str, speaks: Speaks
) -> None:
    translator = Translator([Guarded(Apertium(session, apy))])
    text = f"{ENGLISH}\n{SPANISH}"

    told = await translator.translate(text, Pair("en", "es"), policy=ANY, speaks=speaks)

    first, second = told.text.split("\n")
    assert second == SPANISH
    assert "delegación" in first


async def test_the_real_apertium_translates_each_part_by_its_own_pair(
    session: aiohttp.ClientSession, apy: str, speaks: Speaks
) -> None:
    translator = Translator([Guarded(Apertium(session, apy))])
    text = f"{ENGLISH}\n{PORTUGUESE}"

    told = await translator.translate(text, Pair("en", "es"), policy=ANY, speaks=speaks)

    assert "prefeito" not in told.text
    assert told.text.split("\n")[1].startswith("La delegación")


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        (ENGLISH, "en"),
        (UKRAINIAN, "uk"),
        (JAPANESE, "ja"),
        (SPANISH, "es"),
        ("See you tomorrow", ""),
        ("Odesa, Yokohama, Wien, Lyon, Porto", ""),
        ("2026 2027 2028 14:30 15:30", ""),
    ],
)
async def test_only_who_is_sure_says_so(detector: Detector, text: str, tag: str) -> None:
    assert await detector.surely(text, AMONG) == tag


@pytest.mark.parametrize("rest", ["id", "ms"])
async def test_between_indonesian_and_malay_the_rest_of_the_text_decides(
    detector: Detector, rest: str
) -> None:
    text = "Delegasi akan tiba hari Jumat dan walikota akan menyambut mereka"
    assert await detector.surely(text, ("en", "id", "ms"), rest) == rest
