"""What holds for every command, whoever wrote it."""

import importlib
import pkgutil
import re
from inspect import signature

import pytest

import handlers
from bot.chat.answer import Outcome
from bot.chat.line import Line
from bot.chat.registry import Command
from handlers.commands import registry
from storage.engine import Database
from tests.conversation import Conversation

REGISTRY = registry()
SHOWN = REGISTRY.shown()
EXAMPLES = [(each.name, example) for each in SHOWN for example in each.examples]


@pytest.mark.parametrize("command", SHOWN, ids=lambda command: command.name)
def test_a_command_says_what_it_is_for(command: Command) -> None:
    assert command.summary.id
    assert len(command.summary.id) <= 100


@pytest.mark.parametrize("command", SHOWN, ids=lambda command: command.name)
def test_a_command_has_an_example(command: Command) -> None:
    assert command.examples or not command.grammar.arguments


@pytest.mark.parametrize("command", SHOWN, ids=lambda command: command.name)
def test_a_command_s_first_word_is_one_that_both_platforms_take(command: Command) -> None:
    """Telegram takes letters, digits and underscores, up to 32:
    https://core.telegram.org/bots/api#botcommand"""
    assert re.fullmatch(r"[a-z0-9_]{1,32}", command.subject)
    assert re.fullmatch(r"[a-z0-9_]+( [a-z0-9_]+)*", command.name)


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_is_of_its_own_command(name: str, example: str) -> None:
    found = REGISTRY.find(Line.read(f"/{example}"))
    assert found is not None
    assert found[0].name == name


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_is_understood(network: Database, name: str, example: str) -> None:
    sari = Conversation(network, "Sari")
    sari.says(f"/{example}")
    assert sari.answer is not None
    assert sari.answer.command == name
    assert sari.answer.outcome is not Outcome.FAILED


@pytest.mark.parametrize("command", list(REGISTRY), ids=lambda command: command.name)
def test_a_handler_takes_just_what_its_command_does(command: Command) -> None:
    grammar = command.grammar
    given = [each.name for each in (*grammar.arguments, *grammar.options)]
    # Raises TypeError if anything is too much or too little.
    signature(command.handler).bind(None, **dict.fromkeys(given))
    assert len(given) == len(set(given))


def test_every_command_of_every_file_is_collected() -> None:
    modules = [importlib.import_module(f"handlers.{each.name}") for each in _files()]
    declared = {
        value.name
        for module in modules
        for value in vars(module).values()
        if isinstance(value, Command)
    }
    assert declared <= {each.name for each in REGISTRY}


def _files() -> list[pkgutil.ModuleInfo]:
    return list(pkgutil.iter_modules(handlers.__path__))
