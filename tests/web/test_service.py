"""What the web surface tells those whom it tells nothing."""

import contextlib
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.chat.message import Message
from bot.chat.pace import Pace
from bot.chat.router import Router
from bot.domain.identity import Identity, Platform, Venue
from bot.services.answering import Answering
from bot.telemetry import SEND_FAILURES, count_failure
from bot.web.service import service
from handlers.commands import registry
from storage.engine import Database
from tests.program import serving

OWN_POLICY = "default-src 'none'; style-src 'self'"


@pytest.fixture
def kind() -> str:
    """Nothing here depends on the kind of database."""
    return "sqlite"


@contextlib.asynccontextmanager
async def alone(_app: Starlette) -> AsyncIterator[None]:
    """Nothing runs beside the web surface."""
    yield


async def page(_request: Request) -> Response:
    return HTMLResponse("<p>Hello</p>", headers={"Content-Security-Policy": OWN_POLICY})


async def broken(_request: Request) -> Response:
    raise RuntimeError("Ivan Petrenko, +380 48 123 45 67")


def browsing(database: Database) -> httpx.AsyncClient:
    """Somebody who looks at the web surface."""
    routes = [
        Route("/page", page),
        Route("/broken", broken),
        Route("/hook", page, methods=["POST"]),
    ]
    transport = httpx.ASGITransport(service(database, routes, alone), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://attache.example")


@pytest.fixture
async def web(database: Database) -> AsyncIterator[httpx.AsyncClient]:
    async with browsing(database) as client:
        yield client


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/page", "/nowhere"])
async def test_nothing_is_kept_framed_or_guessed_at(web: httpx.AsyncClient, path: str) -> None:
    headers = (await web.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert "default-src 'none'" in headers["content-security-policy"]


async def test_a_page_may_have_a_policy_of_its_own(web: httpx.AsyncClient) -> None:
    answer = await web.get("/page")
    assert answer.headers["content-security-policy"] == OWN_POLICY


@pytest.mark.parametrize("path", ["/", "/nowhere", "/.env", "/docs", "/metrics/../storage"])
async def test_an_unknown_path_is_not_found_and_no_more_is_said(
    web: httpx.AsyncClient, path: str
) -> None:
    answer = await web.get(path)
    assert (answer.status_code, answer.text) == (404, "Not Found")


async def test_a_wrong_method_is_refused_and_no_more_is_said(web: httpx.AsyncClient) -> None:
    answer = await web.get("/hook")
    assert (answer.status_code, answer.text) == (405, "Method Not Allowed")


async def test_a_fault_shows_nothing_of_its_cause(web: httpx.AsyncClient) -> None:
    answer = await web.get("/broken")
    assert (answer.status_code, answer.text) == (500, "Internal Server Error")


async def test_a_database_out_of_reach_is_told_without_where_it_is() -> None:
    lost = Database("postgresql://attache:s3cret@127.0.0.1:1/attache")
    async with browsing(lost) as client:
        answer = await client.get("/readyz")
    lost.close()
    assert answer.json() == {"ready": False, "problem": "the database cannot be reached"}


def _engines_in(shown: str) -> set[str]:
    samples = [each for family in text_string_to_metric_families(shown) for each in family.samples]
    return {each.labels["engine"] for each in samples if "engine" in each.labels}


async def test_metrics_carry_words_of_our_own_only(
    web: httpx.AsyncClient, database: Database
) -> None:
    engines = _engines_in((await web.get("/metrics")).text)
    answering = Answering(Router(registry(), database), 1, Pace())
    said = Message(
        "/contact find Petrenko",
        Identity(Platform.SLACK, "U0SECRET", "T0SECRET"),
        Venue(Platform.SLACK, "C0SECRET", "T0SECRET"),
        datetime(2026, 11, 21, tzinfo=UTC),
        name="Ivan Petrenko",
    )
    for text in (said.text, "Petrenko", "x" * 5000):
        await answering.ask(replace(said, text=text))
    answering.close()
    shown = (await web.get("/metrics")).text
    samples = [each for family in text_string_to_metric_families(shown) for each in family.samples]
    own = [each for each in samples if each.name.startswith("attache_")]
    assert {label for each in own for label in each.labels} <= {
        "platform",
        "engine",
        "kind",
        "outcome",
        "reason",
        "le",
    }
    words = {value for each in own for label, value in each.labels.items() if label != "le"}
    assert "stranger" in words
    # Other tests of this process may have called engines of theirs otherwise.
    words -= engines
    assert {word for word in words if not re.fullmatch(r"[a-z_ ]+|http_[0-9]{3}", word)} == set()
    assert "SECRET" not in shown
    assert "etrenko" not in shown


@pytest.mark.parametrize(
    ("reason", "word"),
    [
        ("channel_not_found", "channel_not_found"),
        ("http_503", "http_503"),
        ("team T0SECRET is gone", "unknown"),
        ("", "unknown"),
    ],
)
def test_of_a_platforms_own_words_only_plain_ones_are_counted(reason: str, word: str) -> None:
    counted = SEND_FAILURES.labels("slack", word)._value
    before = counted.get()
    count_failure("slack", reason)
    assert counted.get() == before + 1


async def test_the_server_does_not_say_what_it_is(
    small_gazetteer: Database, tmp_path: Path
) -> None:
    url = small_gazetteer.url.render_as_string(hide_password=False)
    async with (
        serving(tmp_path, "--only", "worker", DATABASE_URL=url) as service,
        service.session.get(f"{service.url}/healthz") as answer,
    ):
        assert "server" not in answer.headers
