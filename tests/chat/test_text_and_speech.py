"""What is said, in the reader's language, calendar and zone."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.speech import Speech, best_language, language_name, languages, sayable
from bot.chat.text import Country, Days, Language, Listing, Share, _, _c, _n, spoken
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import ExchangeKind, PartnershipType


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (PartialDate.parse("1965"), "1965"),
        (PartialDate.parse("2007-11"), "November 2007"),
        (PartialDate.parse("2020-11-07"), "November 7, 2020"),
        (date(2026, 11, 18), "Wednesday, November 18, 2026"),
        (10_000, "10,000"),
        (Decimal("10000.000"), "10,000"),
        (Decimal("0.5"), "0.5"),
        (Share(0.84), "84%"),
        (Days(1), "1 day"),
        (Days(21), "3 weeks"),
        (Days(1100), "3 years"),
        (Language("uk"), "Ukrainian"),
        (Language("xx-nonsense-code"), "xx-nonsense-code"),
        (Country("UA"), "Ukraine"),
        (Country("ZZZ"), "ZZZ"),
        (Listing(("a", "b", "c")), "a, b, and c"),
        (Listing(("a", "b"), either=True), "a or b"),
        (Listing(()), ""),
        (PartnershipType.MOU, "memorandum of understanding"),
        (ExchangeKind.CALL, "call"),
        ("{name} %s", "{name} %s"),
    ],
)
def test_each_kind_of_value_is_said_in_its_way(value: object, said: str) -> None:
    assert Speech("en").say(value) == said


def test_a_moment_is_told_in_the_readers_zone() -> None:
    moment = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)
    said = Speech("en", "Asia/Tokyo").say(moment)
    assert said.startswith("Sunday, November 22, 2026, 1:00")
    assert said.endswith("(Asia/Tokyo)")


def test_messages_within_messages_are_said_too() -> None:
    inner = _n("{n} mask", "{n} masks", 2)
    assert (
        Speech().say(_("Got {what} from {who}", what=inner, who="Odesa"))
        == "Got 2 masks from Odesa"
    )


@given(st.text())
def test_peoples_words_are_values_and_never_templates(words: str) -> None:
    said = Speech().say(_("“{typed}” was said", typed=words))
    assert words in said
    assert said.startswith("“")


def test_words_that_run_the_other_way_are_kept_apart() -> None:
    said = Speech().say(_c("value", "{value}", value="שלום"))
    assert said == "\u2068שלום\u2069"


def test_what_nobody_can_say_is_a_fault() -> None:
    with pytest.raises(TypeError, match="object"):
        Speech().say(object())


def test_a_language_that_is_not_spoken_falls_back() -> None:
    assert best_language("tlh", "en_GB") == "en"
    assert best_language("") == "en"


def test_a_language_is_named_in_the_readers_own() -> None:
    assert language_name("de", Speech("en").locale) == "German"


def test_the_calendars_words_are_known() -> None:
    assert {"november", "nov", "friday", "fri"} <= Speech("en").calendar_words()
    assert "friday" in Speech("en").weekdays()


def test_only_something_can_be_said() -> None:
    assert (sayable(""), sayable(_("")), sayable("x"), sayable(_("x"))) == (
        False,
        False,
        True,
        True,
    )


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("days", [1, 6, 20, 100, 437, 1420])
def test_a_span_is_said_in_words_of_every_language(language: str, days: int) -> None:
    said = Speech(language).say(Days(days))
    assert "duration" not in said
    assert any(char.isdigit() for char in said)


@pytest.mark.parametrize(
    ("days", "said"),
    [(1, "1 day"), (10, "10 days"), (20, "2 weeks"), (437, "14 months"), (1420, "3 years")],
)
def test_a_span_leaves_out_what_is_over(days: int, said: str) -> None:
    assert Speech().say(Days(days)) == said


def test_a_message_with_a_language_of_its_own_is_said_in_that() -> None:
    named = spoken(_c("value", "{value}", value=Language("ja")), "uk")
    assert Speech("en").say(named) == "японська"
    assert Speech("en").say(_c("value", "{value}", value=named)) == "японська"
    assert (
        Speech("es").say(spoken(_c("value", "{value}", value=Language("ja")), "tlh")) == "japonés"
    )
