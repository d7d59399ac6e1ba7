from decimal import Decimal

import pytest

from bot.domain.vocabulary import ExchangeKind
from bot.files.exchange_lines import read_exchanges
from bot.files.lines import Unreadable

HEAD = "date,city_a,city_b,kind,summary\n"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("agreement_signed", ExchangeKind.SIGNING),
        ("aid_sent", ExchangeKind.AID),
        ("delegation_visit", ExchangeKind.VISIT),
        ("video_call", ExchangeKind.ONLINE_MEETING),
        ("school_link", ExchangeKind.PROJECT_STEP),
        ("Letter", ExchangeKind.LETTER),
    ],
)
def test_kinds_of_other_lists_are_understood(said: str, kind: ExchangeKind) -> None:
    (found,) = read_exchanges(f"{HEAD}2020,Odesa,Yokohama,{said},Something\n").found
    assert found.kind is kind


def test_who_sent_aid_began_it_and_nobody_began_a_signing() -> None:
    text = f"{HEAD}2020,Odesa,Yokohama,aid_sent,Masks\n2023,Odesa,Yokohama,agreement_signed,MoU\n"
    assert [each.initiator for each in read_exchanges(text).found] == [0, None]


@pytest.mark.parametrize(
    "row", ["2020,Odesa,,visit,Alone", "2020,,,rule,A rule", "2020,A,B,rule,x"]
)
def test_what_is_no_exchange_is_passed_over_with_a_reason(row: str) -> None:
    reading = read_exchanges(f"{HEAD}{row}\n")
    assert (reading.found, len(reading.passed_over)) == ([], 1)


@pytest.mark.parametrize(
    "row", ["2020-13,A,B,visit,x", "2020,A,B,frobnication,x", "2020,A,B,visit,", "2020,A,B,,x"]
)
def test_what_cannot_be_understood_is_an_error(row: str) -> None:
    reading = read_exchanges(f"{HEAD}{row}\n")
    assert (reading.found, len(reading.errors)) == ([], 1)


def test_words_that_stand_for_a_date_are_kept_and_told_of() -> None:
    reading = read_exchanges(f"{HEAD}yearly,Odesa,Yokohama,event,Festival\n")
    assert reading.found[0].when.words == "yearly"
    assert [each.line for each in reading.remarks] == [2]


def test_quantities_have_a_column_of_their_own() -> None:
    text = 'date,city_a,city_b,kind,summary,quantities\n2020,A,B,aid,x,"10,000 masks; 2.5 t"\n'
    (found,) = read_exchanges(text).found
    assert found.quantities == ((Decimal(10000), "masks"), (Decimal("2.5"), "t"))


def test_a_table_of_something_else_is_refused() -> None:
    with pytest.raises(Unreadable):
        read_exchanges("colour,size\nred,3\n")
