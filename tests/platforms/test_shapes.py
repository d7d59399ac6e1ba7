"""What is read from outside is held against its shape first."""

import pytest

from bot.platforms.shapes import fits

PERSON = {"id": int, "name?": str, "tags?": [str], "home?": (str, {"id": int})}


@pytest.mark.parametrize(
    "value",
    [
        {"id": 1},
        {"id": 1, "name": None, "more": [1]},
        {"id": 1, "name": "Olha", "tags": []},
        {"id": 1, "tags": ["a"], "home": "Odesa"},
        {"id": 1, "home": {"id": 2}},
    ],
)
def test_what_has_the_shape_fits(value: object) -> None:
    assert fits(value, PERSON)


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"id": None},
        {"id": "1"},
        {"id": True},
        {"id": 1, "name": 2},
        {"id": 1, "tags": "a"},
        {"id": 1, "tags": ["a", None]},
        {"id": 1, "home": {}},
        {"id": 1, "home": 2},
    ],
)
def test_what_has_another_shape_does_not(value: object) -> None:
    assert not fits(value, PERSON)


def test_truth_is_no_number_but_a_truth() -> None:
    assert fits(True, bool)
    assert not fits(1, bool)
