"""The language of short messages, among those of a network."""

import pytest

from bot.chat.speech import languages
from bot.services.translation.detecting import Detector
from tests.benchmarks.bench_detecting import is_right, told

NETWORK = ("en", "uk", "ja", "pt-BR", "zh-Hant")


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector()


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("See you at the town hall tomorrow", "en"),
        ("Дякуємо за допомогу", "uk"),
        ("ありがとう", "ja"),
        ("O prefeito chega amanhã cedo", "pt-BR"),
        ("市長明天到達", "zh-Hant"),
    ],
)
async def test_a_message_is_known_by_its_language(detector: Detector, text: str, tag: str) -> None:
    assert await detector.language(text, NETWORK) == tag


@pytest.mark.parametrize("text", ["👍", "ok", "14:30", "", "  ", "12 34 56", "市", "OK!"])
async def test_what_says_too_little_is_in_no_language(detector: Detector, text: str) -> None:
    assert await detector.language(text, NETWORK) == ""


@pytest.mark.parametrize("writer", ["id", "ms"])
async def test_between_indonesian_and_malay_the_writers_own_decides(
    detector: Detector, writer: str
) -> None:
    text = "Walikota akan datang hari ini"

    assert await detector.language(text, ("en", "id", "ms"), prefer=writer) == writer


async def test_the_writers_language_decides_nothing_else(detector: Detector) -> None:
    text = "See you at the town hall tomorrow"

    assert await detector.language(text, ("en", "uk"), prefer="uk") == "en"


async def test_without_a_network_any_language_may_be_meant(detector: Detector) -> None:
    assert await detector.language("Wir kommen morgen zum Rathaus") == "de"


async def test_languages_that_the_model_does_not_know_are_never_found(detector: Detector) -> None:
    assert await detector.language("See you tomorrow", ("tlh",)) == ""


async def test_another_name_of_a_language_is_understood(detector: Detector) -> None:
    text = "Borgermesteren kommer til rådhuset i morgen, vi gleder oss"

    assert await detector.language(text, ("nb", "en")) == "nb"


async def test_short_sentences_in_the_languages_of_the_catalogs_are_told_apart(
    detector: Detector,
) -> None:
    found = await told(detector)

    assert len(found) > 100
    assert {language for language, _text, _found in found} >= set(languages())
    wrong = [each for each in found if not is_right(each[0], each[2])]
    assert len(wrong) / len(found) < 0.03
