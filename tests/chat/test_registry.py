"""Commands are found by their words, and what comes near is offered."""

import pytest

from bot.chat import guidance
from bot.chat.line import Line
from bot.chat.registry import Registry, command
from bot.chat.reply import Reply
from bot.chat.text import _
from handlers.commands import registry


@pytest.mark.parametrize(
    ("typed", "name", "words"),
    [
        ("/partner status Odesa", "partner status", 2),
        ("PARTNER Status", "partner status", 2),
        ("/log Odesa", "log", 1),
        ("help partner status", "help", 1),
    ],
)
def test_the_longest_name_is_found(typed: str, name: str, words: int) -> None:
    found = registry().find(Line.read(typed))
    assert found is not None
    assert (found[0].name, found[1]) == (name, words)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("partner statsu Odesa", "partner status Odesa"),
        ("partnr status Odesa", "partner status Odesa"),
        ("status Odesa", "partner status Odesa"),
        ("timelin Leeds Hangzhou", "partner timeline Leeds Hangzhou"),
    ],
)
def test_a_slip_in_a_command_is_offered_without_the_slip(typed: str, says: str) -> None:
    reply = guidance.lost(Line.read(typed), registry())
    assert reply.buttons[0].says == says


def test_nonsense_offers_only_help() -> None:
    reply = guidance.lost(Line.read("qwxyz zyxwq qwxyz zyxwq"), registry())
    assert [button.says for button in reply.buttons] == ["help"]


def test_a_few_unknown_words_may_be_a_city() -> None:
    reply = guidance.lost(Line.read("Cape Town"), registry())
    assert [button.says for button in reply.buttons] == ["partner status Cape Town", "help"]


def test_a_subject_alone_asks_for_help_with_it() -> None:
    found = registry().find(Line.read("/partner"))
    assert found is not None
    assert found[0].name == "help"
    assert found[1] == 0


def test_nothing_said_asks_what_is_wanted() -> None:
    assert guidance.lost(Line.read("  "), registry()).buttons[-1].says == "help"


def test_two_commands_of_one_name_are_a_fault() -> None:
    @command("twin", _("a"))
    def one(call: object) -> Reply:
        return Reply()

    with pytest.raises(ValueError, match="two commands"):
        Registry(one, one)


def test_every_example_is_understood_as_its_command() -> None:
    commands = registry()
    for each in commands:
        for example in each.examples:
            found = commands.find(Line.read(example))
            assert found is not None
            assert found[0] is each, example
