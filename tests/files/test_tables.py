import contextlib
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.files.decoding import clean
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


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_json_may_be_as_deep_as_it_likes(opening: str, closing: str) -> None:
    for depth in (*range(900, 1010), 100_000):
        text = '[{"city": ' + opening * depth + "1" + closing * depth + "}]"
        with contextlib.suppress(Unreadable):
            assert len(read_table(text, recognised).rows) == 1


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1", "+49 30", "-x", "@cmd", "\tx", "\rx", "\nx", "'=1", "＝1", "＋1", "－1", "＠SUM",
        "−1", " =1", "\u3000=1", "\xa0+1", " '=1", "+81 45 671 2121",
    ],
)  # fmt: skip
def test_a_cell_that_looks_like_a_formula_is_guarded(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


def test_numbers_of_the_program_need_no_guard() -> None:
    assert write_csv(["lat"], [{"lat": -14.3}]) == "lat\r\n-14.3\r\n"


def test_a_formula_behind_what_may_be_a_separator_is_guarded() -> None:
    assert guarded("Odesa; =1+1\n@x") == "Odesa;' =1+1\n'@x"


MESS = st.text(
    st.one_of(st.sampled_from("=+-@＝＋－＠\t\r\n ;,|'\"\u3000\u2028ab"), st.characters())
)


@given(MESS)
def test_a_guarded_cell_is_read_back_as_it_was(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


@given(st.lists(st.text(min_size=1).map(str.strip).filter(bool)))
def test_joined_values_are_parted_again(values: list[str]) -> None:
    assert list(parted(joined(values))) == values


def opened(cells: list[str], separator: str) -> list[str]:
    """The cells that a program finds whose list separator is this one."""
    text = write_csv(["city", "name"], [{"city": cell, "name": cell} for cell in cells])
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return [cell for record in records for cell in record]


@given(st.lists(MESS, min_size=1), st.sampled_from(",;"))
def test_no_cell_begins_with_a_formula_whatever_the_programs_separator(
    cells: list[str], separator: str
) -> None:
    for cell in opened(cells, separator):
        assert cell.lstrip()[:1] not in tuple("=+-@＝＋－＠")


@given(st.lists(MESS, min_size=1))
def test_no_cell_begins_with_a_tab_or_a_line_end(cells: list[str]) -> None:
    assert not [cell for cell in opened(cells, ",") if cell[:1] in ("\t", "\r", "\n")]


@given(st.lists(MESS, min_size=1))
def test_what_is_written_is_read_back_as_it_was(cells: list[str]) -> None:
    text = write_csv(["city", "name"], [{"city": "Odesa", "name": cell} for cell in cells])
    rows = read_table(clean(text), recognised).rows
    assert [row.cells["name"] for row in rows] == [clean(cell).strip() for cell in cells]


@given(st.lists(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc"))), min_size=1))
def test_what_is_written_can_be_read_by_any_reader(cells: list[str]) -> None:
    text = write_csv(["city"], [{"city": cell} for cell in cells])
    rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert [unguarded(row[0]) if row else "" for row in rows] == cells


def test_half_a_character_in_a_name_of_json_is_left_out() -> None:
    table = read_table(
        '[{"ci\\ud800ty": "Odesa", "a": {"b\\udfff": 1}, "c": [{"d\\ud800": 2}]}]', recognised
    )
    assert table.headings == ("city", "a_b", "a_d")
