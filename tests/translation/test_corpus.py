"""Whatever an engine does, nothing that must stay is lost from any message, doubled or changed."""

import pytest

from bot.domain.numerals import same_numbers
from bot.domain.protecting import Protected, protected
from bot.domain.translating import TokenForm
from tests.translation import mischief
from tests.translation.driving import WAYS, is_as_often, translated
from tests.translation.messages import KEPT, Message, messages

MESSAGES = messages()
TOKENS = (TokenForm.PLAIN, TokenForm.HTML, TokenForm.XML)
# Looked through once: hundreds of messages go through dozens of engines.
PROTECTED = {message.where: protected(message.text, KEPT) for message in MESSAGES}


def of(message: Message) -> Protected:
    return PROTECTED[message.where]


def test_the_corpus_has_more_than_five_hundred_messages_in_more_than_twenty_languages() -> None:
    assert len(MESSAGES) > 500
    assert len({message.text for message in MESSAGES}) == len(MESSAGES)
    assert len({message.language for message in MESSAGES}) > 20


def test_what_must_stay_is_in_the_messages() -> None:
    wrong = [
        (each.where, item) for each in MESSAGES for item in each.stays if item not in each.text
    ]
    assert wrong == []


def test_what_must_stay_is_hidden_from_engines() -> None:
    wrong = [
        (each.where, item) for each in MESSAGES for item in each.stays if not is_hidden(item, each)
    ]
    assert wrong == []


def is_hidden(item: str, message: Message) -> bool:
    return item not in of(message).hidden(TokenForm.PLAIN)


@pytest.mark.parametrize("forms", WAYS, ids=lambda forms: f"{forms[0]}-{forms[1]}")
@pytest.mark.parametrize("engine", mischief.ALL, ids=lambda engine: engine.__name__)
def test_every_item_survives_every_engine(
    engine: mischief.Engine, forms: tuple[TokenForm, ...]
) -> None:
    wrong = []
    for message in MESSAGES:
        told = translated(of(message), engine, forms)
        wrong += [(message.where, item, told) for item in message.stays
                  if not is_as_often(item, message.text, told)]  # fmt: skip
        if not same_numbers(message.text, told):
            wrong.append((message.where, "numbers", told))
    assert wrong == []


@pytest.mark.parametrize("form", TOKENS)
def test_a_well_behaved_engine_needs_no_second_asking(form: TokenForm) -> None:
    wrong = []
    for message in MESSAGES:
        text = of(message)
        if text.restored(mischief.well_behaved(text.hidden(form), form), form) is None:
            wrong.append((message.where, text.hidden(form)))
    assert wrong == []


@pytest.mark.parametrize("form", TOKENS)
def test_no_token_is_ever_shown(form: TokenForm) -> None:
    for message in MESSAGES:
        text = of(message)
        for engine in mischief.ALL:
            told = translated(text, engine, (form,))
            assert told.count("XPH") <= message.text.count("XPH"), (message.where, engine)
            assert told.count("<span") <= message.text.count("<span"), (message.where, engine)
            assert told.count("<x id") <= message.text.count("<x id"), (message.where, engine)


@pytest.mark.parametrize("form", TOKENS)
def test_a_message_that_is_echoed_is_what_it_was_but_for_spaces(form: TokenForm) -> None:
    for message in MESSAGES:
        text = of(message)
        told = text.restored(mischief.echoing(text.hidden(form), form), form)
        assert told is not None, message.where
        assert "".join(told.split()) == "".join(message.text.split()), message.where


def test_the_language_is_told_from_words_alone() -> None:
    for message in MESSAGES:
        plain = of(message).plain()
        assert not any(item in plain for item in message.stays if len(item) > 2), message.where
