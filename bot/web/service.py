"""The HTTP surface: the platforms' routes beside health, readiness and metrics."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.web.headers import Reticent
from storage import schema
from storage.engine import Database
from storage.errors import DatabaseUnavailable

# A balancer that asks whether we are ready does not wait longer either.
READY_SECONDS = 5


def service(
    database: Database,
    routes: Sequence[BaseRoute],
    lifespan: Callable[[Starlette], AbstractAsyncContextManager[None]],
) -> Starlette:
    """The ASGI application. What runs beside it starts and stops with it, by `lifespan`."""

    async def readyz(_request: Request) -> Response:
        try:
            async with asyncio.timeout(READY_SECONDS):
                problem = await asyncio.to_thread(_problem, database)
        except TimeoutError:
            problem = "the database does not answer"
        if problem:
            return JSONResponse({"ready": False, "problem": problem}, status_code=503)
        return JSONResponse({"ready": True})

    own = [Route("/healthz", _healthz), Route("/readyz", readyz), Route("/metrics", _metrics)]
    return Starlette(routes=[*own, *routes], middleware=[Middleware(Reticent)], lifespan=lifespan)


async def _healthz(_request: Request) -> Response:
    return PlainTextResponse("ok")


async def _metrics(_request: Request) -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def _problem(database: Database) -> str:
    """Why the process cannot serve right now, or nothing."""
    try:
        if schema.is_current(database):
            return ""
    except DatabaseUnavailable:
        return "the database cannot be reached"
    return "the database is not at this program's schema; run: attache migrate"
