"""Every run of words that may be a name is found, however it is joined to what stands beside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.names import fold
from bot.domain.runs import Passage, digest_of, merged
from bot.domain.terms import Term, kept


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Greetings from Odesa!", "Odesa"),
        ("We met in Ivano-Frankivsk, then left.", "Ivano-Frankivsk"),
        ("Odesa's harbour", "Odesa"),
        ("le port d'Odesa", "Odesa"),
        ("Ми їдемо до Івано-Франківська", "Івано-Франківська"),
        ("横浜市に行きます", "横浜"),
        ("レオン・ガルシアさん", "レオン・ガルシア"),
        ("오데사에서 왔어요", "오데사"),
        ("ไปกรุงเทพมหานครกันเถอะ", "กรุงเทพ"),
        ("हम मुंबई में हैं", "मुंबई"),
        ("Dr. Oksana Kovalenko will come", "Oksana Kovalenko"),
        ("São Paulo e Rio", "São Paulo"),
        ("نلتقي في أوديسا غدا", "أوديسا"),
    ],
)
def test_a_name_is_found_as_it_is_written(text: str, name: str) -> None:
    assert name in Passage(text).runs()[fold(name)]


def test_a_name_does_not_run_over_the_end_of_a_line() -> None:
    assert fold("Odesa Yokohama") not in Passage("Odesa\nYokohama").runs()


def test_both_ways_of_writing_are_told() -> None:
    assert set(Passage("ODESA, and Odesa").runs()["odesa"]) == {"ODESA", "Odesa"}


@given(st.text(max_size=300))
def test_whatever_is_written_each_run_stands_in_the_text(text: str) -> None:
    for run, written in Passage(text).runs().items():
        assert run
        assert all(each in text for each in written)


@given(st.lists(st.sampled_from(["Odesa", "横浜市", "harbour", "м.", "—", "d'Odesa"]), max_size=60))
def test_there_are_no_more_runs_than_bound(parts: list[str]) -> None:
    text = " ".join(parts)
    assert len(Passage(text).runs()) <= 10 * len(text)


def test_the_version_changes_with_the_terms_that_stand_in_the_text() -> None:
    council = Term("Stadtrat", "city council")
    assert digest_of([]) == ""
    assert digest_of([council]) == digest_of([council, council])
    assert digest_of([council]) != digest_of([Term("Stadtrat", "town council")])


def test_the_first_group_goes_before_and_the_longest_first() -> None:
    assert merged([kept("Odesa")], [Term("Odesa", "Одеса"), Term("Odesa Port", "порт")]) == (
        Term("Odesa Port", "порт"),
        kept("Odesa"),
    )


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Одесі", "Одеса"),
        ("Одесою", "Одеса"),
        ("Одеси", "Одеса"),
        ("Києва", "Київ"),
        ("Харкову", "Харків"),
        ("Дрездену", "Дрезден"),
        ("Дрезденом", "Дрезден"),
        ("Йокогаму", "Йокогама"),
    ],
)
def test_a_declined_name_is_found_by_its_nominative(said: str, name: str) -> None:
    assert Passage(f"Лист із {said}, сьогодні").runs()[fold(name)] == (said,)


def test_what_is_written_small_is_no_case_of_a_name() -> None:
    assert fold("мира") not in Passage("Хай буде мирі").runs()
