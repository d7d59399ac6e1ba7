"""Logs help to find a fault, and tell nothing of people, messages and tokens."""

import json
import logging
import sys
from collections.abc import Iterator
from io import StringIO

import pytest

from bot import logs
from bot.chat.arguments import Rest
from bot.chat.call import Call
from bot.chat.registry import Registry, command
from bot.chat.reply import Reply
from bot.chat.router import Router
from bot.chat.text import Msg
from handlers.commands import registry
from storage.engine import Database
from tests.conversation import Conversation
from tests.handlers.conftest import network
from tests.handlers.test_joining import invited

__all__ = ["network"]

SECRETS = ("Kovalenko", "oksana@odesa.example", "123 45 67", "UOKSANA", "Коваленко")


@pytest.fixture
def kind() -> str:
    """Nothing here depends on the kind of database."""
    return "sqlite"


@pytest.fixture(params=["text", "json"])
def stream(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """Where everything is logged to, as the program does it; afterwards it is as before."""
    root, written = logging.getLogger(), StringIO()
    handlers, level = list(root.handlers), root.level
    # What is taken over from others would be closed.
    root.handlers.clear()
    monkeypatch.setattr(sys, "stderr", written)
    logs.configure("DEBUG", request.param)
    yield written
    root.handlers[:] = handlers
    root.setLevel(level)


@command("probe fault", Msg("A fault of ours"), Rest("said"))
def probe_fault(call: Call, said: str) -> Reply:
    try:
        raise ValueError(said)
    except ValueError as error:
        raise RuntimeError(f"{said} by {call.speaker.identity}") from error


def commands() -> Registry:
    found = registry()
    found.add(probe_fault)
    return found


def test_a_conversation_full_of_names_leaves_none_in_the_log(
    network: Database, stream: StringIO
) -> None:
    code = invited(network, "network invite Odesa editor name=Oksana Kovalenko")
    oksana = Conversation.on_slack(network, "UOKSANA", name="Oksana Kovalenko")
    oksana.router = Router(commands(), network)
    for said in (
        f"/join {code}",
        f"/join {code}",
        "/contact add Oksana Kovalenko, Odesa, oksana@odesa.example, +380 48 123 45 67",
        "/log Yokohama call Оксана Коваленко called",
        "/contact show Kovalenkoo",
        "/contcat find Kovalenko",
        "/probe fault Oksana Kovalenko, oksana@odesa.example",
        "/privacy export",
        "/privacy forget --yes",
    ):
        oksana.says(said)
    logged = stream.getvalue()
    assert "RuntimeError" in logged
    assert [secret for secret in (*SECRETS, code) if secret in logged] == []
    assert json.dumps("Коваленко").strip('"') not in logged


def test_a_fault_is_logged_with_its_kind_its_cause_and_its_place(
    network: Database, stream: StringIO
) -> None:
    sari = Conversation(network, "Sari")
    sari.router = Router(commands(), network)
    reference = sari.says("/probe fault Kovalenko").rpartition(": ")[2].rstrip(".")
    logged = stream.getvalue()
    assert reference in logged
    assert logged.index("ValueError") < logged.index("which led to:") < logged.index("RuntimeError")
    assert "in probe_fault" in logged


def test_a_fault_of_the_database_is_logged_with_its_code(
    network: Database, stream: StringIO
) -> None:
    with network.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE contact_way RENAME TO gone")
    Conversation(network, "Sari").says("/contact add Oksana Kovalenko, Odesa, o@odesa.example")
    logged = stream.getvalue()
    assert "SQLITE_ERROR" in logged
    assert "Kovalenko" not in logged


def test_every_error_of_a_group_is_told(stream: StringIO) -> None:
    group = ExceptionGroup("Kovalenko", [KeyError("Kovalenko"), OSError("Kovalenko")])
    logging.getLogger("bot.probe").error("stopped", exc_info=group)
    logged = stream.getvalue()
    assert "ExceptionGroup" in logged
    assert "KeyError" in logged
    assert "OSError" in logged
    assert "Kovalenko" not in logged


def test_an_error_that_asyncio_quotes_is_left_out(stream: StringIO) -> None:
    sentence = "Task exception was never retrieved\nfuture: <Task exception=E('Kovalenko')>"
    logging.getLogger("asyncio").error(sentence)
    logged = stream.getvalue()
    assert "Task exception was never retrieved" in logged
    assert "Kovalenko" not in logged
