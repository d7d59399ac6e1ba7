"""A line's words become the arguments of a command."""

from typing import Any

import pytest

from bot.chat.arguments import Choice, Keyword, Rest, Summary, Words
from bot.chat.dates import Day
from bot.chat.errors import Missing, Mistake
from bot.chat.line import Line
from bot.chat.parsing import CLEARED, Grammar, Option
from bot.chat.text import _
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import ExchangeKind, PartnershipType
from tests.chat.calls import call_of, words_of

GRAMMAR = Grammar(
    (Rest("name"), Choice("kind", words=ExchangeKind, called=_("KIND")), Summary("summary")),
    (
        Option("type", Choice("type", words=PartnershipType), _("type")),
        Option("note", Rest("note"), _("note"), runs_on=True, clearable=True),
        Option("since", Day("since"), _("since")),
    ),
)


def read(text: str) -> dict[str, Any]:
    return GRAMMAR.read(Line.read(text), 0, call_of(text))


def test_the_kind_parts_the_name_from_the_summary() -> None:
    found = read("Cape Town video call They want more")
    assert (found["name"], found["kind"], found["summary"]) == (
        "Cape Town",
        ExchangeKind.ONLINE_MEETING,
        "They want more",
    )


def test_options_stand_anywhere_and_take_the_words_that_are_theirs() -> None:
    found = read("Odesa call type=sister city Hello there since=18 November 2026")
    assert found["type"] is PartnershipType.SISTER_CITY
    assert found["since"] == PartialDate.parse("2026-11-18")
    assert found["summary"] == "Hello there"


def test_an_option_that_runs_on_takes_all_up_to_the_next() -> None:
    found = read("Odesa call Hello note=ask about the port since=1965")
    assert found["note"] == "ask about the port"
    assert found["since"] == PartialDate.parse("1965")


def test_an_option_given_empty_is_cleared() -> None:
    assert read("Odesa call Hello note=")["note"] is CLEARED


def test_an_option_that_cannot_be_cleared_asks_for_its_value() -> None:
    with pytest.raises(Mistake, match="after"):
        read("Odesa call Hello since=")


def test_a_quoted_pair_is_text() -> None:
    assert read('Odesa call "note=this stays"')["summary"] == "note=this stays"


def test_what_was_left_out_is_missing() -> None:
    with pytest.raises(Missing):
        read("Odesa call")


def test_a_word_too_many_is_named() -> None:
    grammar = Grammar((Keyword("to", accepted=("to",)), Choice("kind", words=ExchangeKind)))
    with pytest.raises(Mistake, match="none of these"):
        grammar.read(Line.read("to call extra words here"), 0, call_of())


def test_words_are_said_again_with_a_part_replaced() -> None:
    words = words_of("add Leeds, Odessa type=mou")
    part = words[1:3].within(7, 13)
    assert part.text == "Odessa"
    assert part.said_again("@12") == "add Leeds, @12 type=mou"


def test_an_emoji_behind_a_choice_is_text() -> None:
    kind = Choice("kind", words=ExchangeKind)
    assert kind.starts(words_of("call 😀 hello"), call_of()) == 1


def test_a_slip_in_a_choice_is_forgiven_but_a_mere_part_is_not() -> None:
    kind = Choice("kind", words=ExchangeKind)
    assert kind.read(words_of("meetng"), call_of()) is ExchangeKind.MEETING
    with pytest.raises(Mistake):
        kind.read(words_of("me"), call_of())


def test_options_between_words_leave_no_gap() -> None:
    line = Line.read("a x=1 b")
    assert Words(line, (line.words[0], line.words[2])).text == "a b"
