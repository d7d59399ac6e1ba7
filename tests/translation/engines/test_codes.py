"""Tags of the records and the codes that engines use."""

import pytest

from bot.domain.translating import Pair
from bot.services.translation.codes import closest, codes_for, is_same
from bot.services.translation.routes import route

APERTIUM = frozenset(
    Pair(*each.split("-"))
    for each in (
        "eng-spa", "spa-eng", "spa-eng_US", "spa-por", "spa-por_BR", "spa-cat", "eng-cat",
        "cat-fra", "spa-fra", "nob-nno", "ind-zlm", "swe-dan", "hbs-eng",
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("tag", "codes", "found"),
    [
        ("pt-BR", ["pt", "pt-BR"], "pt-BR"),
        ("pt-BR", ["PT-PT", "PT-BR"], "PT-BR"),
        ("pt", ["PT-PT", "PT-BR"], "PT-PT"),
        ("en", ["EN-GB", "EN-US"], "EN-GB"),
        ("en-AU", ["EN-GB", "EN-US"], "EN-GB"),
        ("nb", ["no"], "no"),
        ("no", ["nb"], "nb"),
        ("he", ["iw"], "iw"),
        ("zh-TW", ["zh", "zt"], "zt"),
        ("zh-Hant", ["zh-CN", "zh-TW"], "zh-TW"),
        ("ms", ["zlm"], "zlm"),
        ("fil", ["tl"], "tl"),
        ("sr-Latn", ["hbs"], "hbs"),
        ("ja", ["jp"], "jp"),
        ("uk", ["en", "es"], None),
    ],
)
def test_the_closest_code_is_found(tag: str, codes: list[str], found: str | None) -> None:
    assert closest(tag, codes) == found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("pt", "pt-BR", True),
        ("en-GB", "en-US", True),
        ("nb", "no", True),
        ("iw", "he", True),
        ("nb", "nn", False),
        ("id", "ms", False),
        ("sr", "hr", False),
        ("zh-CN", "zh-Hans", True),
        ("zh-TW", "zh-CN", False),
    ],
)
def test_languages_are_told_apart(one: str, other: str, same: bool) -> None:
    assert is_same(one, other) is same


@pytest.mark.parametrize(
    ("pair", "way"),
    [
        (Pair("en", "es"), ("eng", "spa")),
        (Pair("es", "pt-BR"), ("spa", "por_BR")),
        (Pair("es", "pt"), ("spa", "por")),
        (Pair("en", "fr"), ("eng", "cat", "fra")),
        (Pair("en", "pt"), ("eng", "spa", "por")),
        (Pair("no", "nn"), ("nob", "nno")),
        (Pair("id", "ms"), ("ind", "zlm")),
        (Pair("hr", "en-GB"), ("hbs", "eng")),
        (Pair("en", "uk"), None),
        (Pair("id", "es"), None),
        (Pair("", "es"), None),
    ],
)
def test_apertiums_way_is_found(pair: Pair, way: tuple[str, ...] | None) -> None:
    assert route(pair, APERTIUM) == way


def test_a_target_must_belong_to_the_source() -> None:
    known = [Pair("en", "es"), Pair("de", "uk")]

    assert codes_for(Pair("en", "uk"), known) is None
    assert codes_for(Pair("de-CH", "uk"), known) == Pair("de", "uk")
