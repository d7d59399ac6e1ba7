"""Partnerships read from a file, and the lines that make none."""

from sqlalchemy import select

from storage.audit import Actor
from storage.models import Partnership
from tests.services.imported import Home, imported, outcomes, reasons


def test_the_same_pair_twice_in_a_file_is_one_partnership(home: Home) -> None:
    report = imported(home, "partnerships", "city_a,city_b\nOdesa,Gifu\nGifu,Odesa\n")
    assert outcomes(report) == [(2, "create"), (3, "skip")]
    assert "Line 2" in reasons(report)


def test_what_a_file_knows_more_is_an_update(home: Home) -> None:
    imported(home, "partnerships", "city_a,city_b\nOdesa,Yokohama\n")
    report = imported(home, "partnerships", "city_a,city_b,since\nOdesa,Yokohama,1965\n")
    assert outcomes(report) == [(2, "update")]
    with home[0].reading() as session:
        assert [str(each) for each in session.scalars(select(Partnership.since))] == ["1965"]


def test_lines_that_contradict_each_other_are_told_of_every_time(home: Home) -> None:
    text = "city_a,city_b,since\nOdesa,Yokohama,1965\nYokohama,Odesa,1966\n"
    assert outcomes(imported(home, "partnerships", text)) == [(2, "create"), (3, "error")]
    assert outcomes(imported(home, "partnerships", text)) == [(2, "skip"), (3, "error")]


def test_a_bad_line_loses_no_good_one(home: Home) -> None:
    text = "city_a,city_b,since\nOdesa,,1965\nOdesa,Odesa,\nOdesa,Gifu,12/13/14\nOdesa,Leeds,\n"
    report = imported(home, "partnerships", text)
    assert outcomes(report) == [(2, "error"), (3, "error"), (4, "error"), (5, "create")]


def test_an_archived_partnership_is_left_alone(home: Home) -> None:
    text = "city_a,city_b\nOdesa,Gifu\n"
    imported(home, "partnerships", text)
    with home[0].writing(Actor("fixture")) as session:
        partnership = session.scalars(select(Partnership)).one()
        partnership.removed_at = partnership.created_at
    report = imported(home, "partnerships", text)
    assert outcomes(report) == [(2, "skip")]
    assert "archived" in reasons(report)
