"""The local Slack's Socket Mode, with Slack's own client at the other end."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import FakeSlack
from tests.fakes.slack_app import bolt_app
from tests.fakes.slack_calls import refusal, until


@pytest.fixture
async def socket_app(slack: FakeSlack, heard: list[dict[str, Any]]) -> AsyncIterator[FakeSlack]:
    slack.transport = "socket"
    handler = AsyncSocketModeHandler(
        bolt_app(slack, heard), slack.world.app_token, ping_interval=0.2
    )
    await handler.connect_async()
    await slack.socket.wait_for(1)
    yield slack
    await handler.close_async()
    await asyncio.sleep(0)


async def test_a_command_over_socket_mode_is_acknowledged_with_its_answer(
    socket_app: FakeSlack,
) -> None:
    answer = await socket_app.slash_command("/partner", "status Odesa")
    assert answer.body["text"] == "Looking up…"
    await until(lambda: len(socket_app.ephemerals) == 2)


async def test_a_mention_over_socket_mode_is_answered(socket_app: FakeSlack) -> None:
    assert (await socket_app.mention("help")).status == 200
    await until(lambda: socket_app.posted)


async def test_a_form_over_socket_mode_is_refused_with_errors(socket_app: FakeSlack) -> None:
    await socket_app.slash_command("/log")
    await until(lambda: socket_app.views)
    answer = await socket_app.submit(socket_app.views[0], {"City": "Nowhere"})
    assert answer.body["errors"] == {"city": "No such city"}


async def test_a_client_comes_back_when_asked_to_leave(socket_app: FakeSlack) -> None:
    (first,) = socket_app.socket.connections
    await socket_app.socket.ask_to_leave()
    await until(lambda: socket_app.socket.connections not in ([first], []))
    await socket_app.socket.wait_for(1)
    assert (await socket_app.slash_command("/partner")).status == 200
    await until(lambda: len(socket_app.ephemerals) == 2)


async def test_a_client_comes_back_after_a_lost_connection(socket_app: FakeSlack) -> None:
    await socket_app.socket.drop()
    await until(lambda: socket_app.socket.connections)
    assert (await socket_app.slash_command("/partner")).status == 200
    await until(lambda: len(socket_app.ephemerals) == 2)


async def test_an_unheard_of_envelope_is_a_violation(slack: FakeSlack) -> None:
    client = AsyncWebClient(base_url=slack.url)
    address = (await client.apps_connections_open(app_token=slack.world.app_token))["url"]
    async with aiohttp.ClientSession() as session, session.ws_connect(address) as link:
        assert (await link.receive_json())["type"] == "hello"
        await link.send_json({"envelope_id": "never sent"})
        await until(lambda: slack.violations)
    assert refusal(slack) == "unknown_envelope"
