"""Nobody is shown the name of a table or of a column."""

import pytest
from sqlalchemy import Enum

from bot.chat.labels import LABELS
from bot.chat.speech import Speech
from handlers.record_words import PARTS, UNTOLD, WHOLES, label_of, said
from storage.audit import tables

COLUMNS = [
    (entity, column.name) for entity, kind in tables().items() for column in kind.__table__.columns
]
WORDS = [
    word
    for kind in tables().values()
    for column in kind.__table__.columns
    if isinstance(column.type, Enum) and column.type.enum_class
    for word in column.type.enum_class
]


def test_every_audited_record_has_a_name() -> None:
    assert set(tables()) == set(WHOLES) | set(PARTS)


@pytest.mark.parametrize(("entity", "column"), COLUMNS)
def test_every_column_is_called_something_or_left_out(entity: str, column: str) -> None:
    is_left_out = column in UNTOLD[""] or column in UNTOLD.get(entity, set())
    assert bool(label_of(entity, column)) is not is_left_out


@pytest.mark.parametrize("entity", [each for each in UNTOLD if each])
def test_nothing_is_left_out_that_is_not_there(entity: str) -> None:
    assert UNTOLD[entity] <= {column.name for column in tables()[entity].__table__.columns}


@pytest.mark.parametrize("word", WORDS, ids=str)
def test_every_word_that_can_stand_in_a_column_is_said(word: object) -> None:
    shown = Speech().say(said("column", word))
    assert "_" not in shown
    assert word in LABELS or said("column", word) != word
