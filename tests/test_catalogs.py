"""Every message is said in every language, with the same values in it."""

import string

import pytest

from bot.chat.speech import SOURCE_LANGUAGE, Speech, languages
from tests.catalogs import catalog_of, forms, source_messages

OTHERS = [code for code in languages() if code != SOURCE_LANGUAGE]
SOURCE = {(message.id, message.context): message for message in source_messages() if message.id}


def _placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def test_the_bot_speaks_the_languages_of_its_readers() -> None:
    assert {"de", "es", "fr", "id", "ja", "uk", "zh"} <= set(OTHERS)


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated_and_none_is_left_over(language: str) -> None:
    catalog = catalog_of(language)
    translated = {
        (message.id, message.context)
        for message in catalog
        if message.id and all(forms(message)) and not message.fuzzy
    }
    assert translated == set(SOURCE)
    assert not catalog.obsolete


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_shows_the_values_of_its_message_and_no_others(language: str) -> None:
    wrong = []
    for message in catalog_of(language):
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = {name for each in ids for name in _placeholders(each)}
        # One of something may be said without its number.
        wrong += [
            (message.id, form)
            for form in (forms(message) if message.id else ())
            if not wanted - {"n"} <= _placeholders(form) <= wanted
        ]
    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_translation_can_be_said(language: str) -> None:
    assert Speech(language).say(next(iter(SOURCE.values())).id)


@pytest.mark.parametrize("language", OTHERS)
def test_commands_and_examples_in_a_message_stay_as_they_are_typed(language: str) -> None:
    wrong = []
    for message in catalog_of(language):
        ids = message.id if isinstance(message.id, str) else message.id[0]
        for word in ids.split():
            typed = word.strip("().,:;“”")
            if typed.startswith("/") and any(typed not in form for form in forms(message)):
                wrong.append((ids, typed))
    assert wrong == []
