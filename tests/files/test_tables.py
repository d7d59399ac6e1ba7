import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.files.lines import Unreadable
from bot.files.tables import guarded, joined, parted, read_table, unguarded, write_csv

KNOWN = {"city", "name", "email"}


def recognised(cells: object) -> int:
    return len(KNOWN & {str(cell).lower() for cell in cells})  # type: ignore[attr-defined]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_every_usual_delimiter_is_found(mark: str) -> None:
    text = f"city{mark}name{mark}email\nOdesa{mark}A, B; C{mark}x@y.org\n"
    if mark in ",;":
        text = text.replace("A, B; C", '"A, B; C"')
    assert read_table(text, recognised).rows[0].cells["name"] == "A, B; C"


def test_titles_above_the_headings_and_blank_lines_are_passed_over() -> None:
    table = read_table("Our contacts 2020\n\ncity,name\n\nOdesa,Ivan\n,\n", recognised)
    assert table.headings == ("city", "name")
    assert [(row.line, dict(row.cells)) for row in table.rows] == [
        (5, {"city": "Odesa", "name": "Ivan"})
    ]


def test_a_row_knows_its_line_even_after_a_cell_of_two_lines() -> None:
    table = read_table('city,name\nOdesa,"Ivan\nPetro"\nLviv,Olha\n', recognised)
    assert [row.line for row in table.rows] == [2, 4]


def test_short_rows_and_long_ones_are_read() -> None:
    table = read_table("city,name\nOdesa\nLviv,Olha,more,\n", recognised)
    assert table.rows[0].cells == {"city": "Odesa"}
    assert table.rows[1].beyond == 1


def test_a_json_list_knows_the_lines_of_its_objects() -> None:
    text = '[\n  {"city": "Odesa", "name": "a {b}"},\n  {"city": "Lviv",\n   "x": [1, 2]}\n]'
    rows = read_table(text, recognised).rows
    assert [row.line for row in rows] == [2, 3]
    assert rows[1].cells["x"] == ("1", "2")


def test_objects_within_a_json_object_become_columns() -> None:
    text = '{"partnerships": [{"parties": [{"name": "A"}, {"name": "B"}], "place": {"id": 1}}]}'
    cells = read_table(text, recognised).rows[0].cells
    assert cells == {"a_name": "A", "b_name": "B", "place_id": "1"}


@pytest.mark.parametrize("text", ["", "  \n", "[1, 2", '{"a": '])
def test_what_is_no_table_is_said_to_be_none(text: str) -> None:
    with pytest.raises(Unreadable):
        read_table(text, recognised)


@pytest.mark.parametrize("cell", ["=1+1", "+49 30", "-x", "@cmd", "\tx", "'=1"])
def test_a_cell_that_looks_like_a_formula_is_guarded(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


def test_numbers_of_the_program_need_no_guard() -> None:
    assert write_csv(["lat"], [{"lat": -14.3}]) == "lat\r\n-14.3\r\n"


@given(st.text())
def test_a_guarded_cell_is_read_back_as_it_was(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


@given(st.lists(st.text(min_size=1).map(str.strip).filter(bool)))
def test_joined_values_are_parted_again(values: list[str]) -> None:
    assert list(parted(joined(values))) == values


@given(st.lists(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc"))), min_size=1))
def test_what_is_written_can_be_read_by_any_reader(cells: list[str]) -> None:
    text = write_csv(["city"], [{"city": cell} for cell in cells])
    rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert [unguarded(row[0]) if row else "" for row in rows] == cells
