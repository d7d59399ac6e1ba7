"""`attache check` tries each engine with one sentence and says what to do."""

import pytest

from bot.services.checking import Finding, findings
from bot.services.translation.checking import trials
from bot.services.translation.installed import TranslationSettings
from tests.translation.engines.standins import DeepLStandIn, LibreStandIn


async def _found(settings: TranslationSettings) -> list[Finding]:
    return await findings(trials(settings))


async def test_each_engine_translates_a_sentence(
    libre: LibreStandIn, deepl: DeepLStandIn, apy: str
) -> None:
    found = await _found(
        TranslationSettings(
            engines=("libretranslate", "deepl", "apertium"),
            libretranslate_url=libre.url,
            deepl_api_key=deepl.key,
            deepl_api_url=deepl.url,
            apertium_url=apy,
        )
    )

    assert [(each.subject, each.is_well) for each in found] == [
        ("translation by libretranslate", True),
        ("translation by deepl", True),
        ("translation by apertium", True),
    ]
    assert "your own network" in found[0].sentence
    assert "sees what it translates" in found[1].sentence


async def test_a_wrong_key_is_said(deepl: DeepLStandIn) -> None:
    settings = TranslationSettings(
        engines=("deepl",),
        # pragma: allowlist nextline secret  invented for the stand-in
        deepl_api_key="sesame",
        deepl_api_url=deepl.url,
    )

    [found] = await _found(settings)

    assert not found.is_well
    assert "key" in found.sentence
    assert "sesame" not in found.sentence


async def test_a_server_that_is_away_is_said() -> None:
    settings = TranslationSettings(engines=("apertium",), apertium_url="http://127.0.0.1:9")

    [found] = await _found(settings)

    assert not found.is_well
    assert "address" in found.sentence


async def test_an_engine_that_gives_the_sentence_back_is_not_well(libre: LibreStandIn) -> None:
    libre.always = (200, {"translatedText": ["Good morning, the sun shines today."]}, {})
    settings = TranslationSettings(engines=("libretranslate",), libretranslate_url=libre.url)

    [found] = await _found(settings)

    assert not found.is_well


async def test_apertium_that_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    [found] = await _found(TranslationSettings(engines=("apertium",)))

    assert "install apertium" in found.sentence
