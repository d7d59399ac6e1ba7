"""A small app on Slack's own framework, for the local Slack to talk to."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.routing import Route

from tests.fakes.slack import FakeSlack
from tests.fakes.slack_calls import BUTTONS, FORM, until


def bolt_app(slack: FakeSlack, heard: list[dict[str, Any]]) -> AsyncApp:
    client = AsyncWebClient(token=slack.team.bot_token, base_url=slack.url, retry_handlers=[])
    app = AsyncApp(client=client, signing_secret=slack.world.signing_secret)

    @app.command("/partner")
    async def partner(ack: Any, respond: Any, body: dict[str, Any]) -> None:
        heard.append(body)
        await ack(text="Looking up…")
        await respond(text="Odesa", blocks=BUTTONS, response_type="ephemeral")

    @app.command("/log")
    async def log(ack: Any, client: AsyncWebClient, body: dict[str, Any]) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @app.view("log")
    async def logged(ack: Any, body: dict[str, Any]) -> None:
        heard.append(body)
        city = body["view"]["state"]["values"]["city"]["typed"]["value"]
        errors = {"city": "No such city"}
        await (ack(response_action="errors", errors=errors) if city == "Nowhere" else ack())

    @app.action("follow")
    async def follow(ack: Any, respond: Any, body: dict[str, Any]) -> None:
        heard.append(body)
        await ack()
        await respond(text="Done", replace_original=True)

    hear_the_rest(app, heard)
    return app


def hear_the_rest(app: AsyncApp, heard: list[dict[str, Any]]) -> None:
    @app.shortcut("log_this")
    async def log_this(ack: Any, body: dict[str, Any]) -> None:
        heard.append(body)
        await ack()

    @app.event("app_mention")
    async def mentioned(event: dict[str, Any], say: Any, body: dict[str, Any]) -> None:
        heard.append(body)
        await say(text="Here", thread_ts=event.get("thread_ts") or event["ts"])

    async def note(body: dict[str, Any]) -> None:
        heard.append(body)

    for kind in ("message", "app_uninstalled", "tokens_revoked", "app_home_opened"):
        app.event(kind)(note)


@contextlib.asynccontextmanager
async def served(app: AsyncApp) -> AsyncIterator[str]:
    route = Route("/slack/events", AsyncSlackRequestHandler(app).handle, methods=["POST"])
    config = uvicorn.Config(
        Starlette(routes=[route]), host="127.0.0.1", port=0, log_level="warning", lifespan="off"
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server._serve())
    await until(lambda: server.started)
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/slack/events"
    finally:
        server.should_exit = True
        await task
