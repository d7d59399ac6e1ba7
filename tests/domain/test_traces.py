"""A person's names and addresses are found in texts however they are spelt, and nobody else's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.traces import ADDRESS_ERASED, NAME_ERASED, Traces

OKSANA = Traces(
    ["Oksana Kovalenko", "Оксана Коваленко", "オクサナ・コヴァレンコ"],
    ["oksana@odesa.example", "+380 48 123 45 67", "@oksana_k", "U0OKSANA1"],
    plain={"odesa", "mayor"},
    borne={"petro"},
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Lunch with Oksana Kovalenko in Odesa", f"Lunch with {NAME_ERASED} in Odesa"),
        ("OKSANA  KOVALENKO called", f"{NAME_ERASED} called"),
        ("Kovalenko, Oksana (protocol)", f"{NAME_ERASED} (protocol)"),
        ("Ms Kovalenko's idea", f"Ms {NAME_ERASED}'s idea"),
        ("an idea of kovalenko", f"an idea of {NAME_ERASED}"),
        ("Лист від Оксана Коваленко", f"Лист від {NAME_ERASED}"),
        ("昨日オクサナ・コヴァレンコ様と会談", f"昨日{NAME_ERASED}様と会談"),
        ("Oksána Kovalenkó", NAME_ERASED),
        ("write to Oksana@Odesa.example.", f"write to {ADDRESS_ERASED}."),
        ("call +380481234567 or 048 123-45-67", f"call {ADDRESS_ERASED} or {ADDRESS_ERASED}"),
        ("ping @oksana_k or t.me/oksana_k", f"ping {ADDRESS_ERASED} or {ADDRESS_ERASED}"),
        ("ask <@U0OKSANA1>", f"ask <@{ADDRESS_ERASED}>"),
    ],
)
def test_every_spelling_is_taken_out(text: str, left: str) -> None:
    assert OKSANA.without(text) == left
    assert OKSANA.found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Oksana Petrenko called",
        "the Kovalenkos of Odesa",
        "not.oksana@odesa.example",
        "oksana@odesa.example-city.example",
        "+380 48 123 45 678",
        "@oksana_kk",
        "オクサナさん",
        "",
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert OKSANA.without(text) == text
    assert not OKSANA.found_in(text)


def test_a_very_short_name_is_taken_out_only_where_it_is_all_there_is() -> None:
    lee = Traces(["Lee"])
    assert lee.without("lee") == NAME_ERASED
    assert lee.without("Lee called") == "Lee called"


def test_a_name_of_one_word_is_taken_out_where_it_is_written_as_one() -> None:
    aiko = Traces(["Aiko"])
    assert aiko.without("Aiko called") == f"{NAME_ERASED} called"
    assert aiko.without("an aiko tree") == "an aiko tree"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Oksana called, and Oksana Petrenko", f"{NAME_ERASED} called, and Oksana Petrenko"),
        ("thanks to Oksana. Next week", f"thanks to {NAME_ERASED}. Next week"),
        ("the oksana prize", "the oksana prize"),
        ("written by Oksana ", f"written by {NAME_ERASED} "),
    ],
)
def test_a_first_name_is_taken_out_unless_another_name_follows(text: str, left: str) -> None:
    assert OKSANA.without(text) == left


def test_a_first_name_that_is_a_place_too_stays() -> None:
    florence = Traces(["Florence Nkemelu"], places={"florence"})
    assert florence.without("In Florence with Nkemelu") == f"In Florence with {NAME_ERASED}"


def test_a_family_name_that_someone_else_bears_stays_where_it_stands_alone() -> None:
    traces = Traces(["Olha Petrenko"], borne={"petrenko"})
    assert traces.without("Petrenko and Olha Petrenko") == f"Petrenko and {NAME_ERASED}"


def test_a_name_made_of_ordinary_words_is_not_looked_for() -> None:
    traces = Traces(["Mayor Odesa"], plain={"odesa", "mayor"})
    assert traces.without("The mayor, Odesa") == "The mayor, Odesa"


def test_a_family_name_in_capitals_is_known_wherever_it_stands() -> None:
    assert Traces(["TANAKA Aiko"]).without("Mr Tanaka came") == f"Mr {NAME_ERASED} came"


def test_a_small_word_is_no_short_family_name() -> None:
    assert Traces(["Anna Baker"]).without("a baker and Baker") == f"a baker and {NAME_ERASED}"


def test_texts_within_json_are_searched() -> None:
    value = {"name": "Oksana Kovalenko", "languages": ["uk"], "id": 3, "note": None}
    assert OKSANA.without_in(value) == {**value, "name": NAME_ERASED}


PIECES = (
    "Oksana",
    "Kovalenko",
    "oksana@odesa.example",
    " ",
    ", ",
    "'s",
    "@",
    "048",
    "Оксана",
    "コ",
)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=12).map("".join))
def test_no_text_is_too_strange(text: str) -> None:
    assert OKSANA.without(f"{text}; by Oksana Kovalenko").endswith(f"; by {NAME_ERASED}")
