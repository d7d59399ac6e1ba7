"""Socket Mode: the app's connections, the envelopes sent on them and their acknowledgements."""

import asyncio
import itertools
import json
import uuid
from typing import Any

from aiohttp import WSMsgType, web

from . import limits
from .delivery import Answer, Delivery
from .world import World


class SocketMode:
    """Keeps the app's websockets; each delivery goes to one of them in turn."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.connections: list[web.WebSocketResponse] = []
        self.acknowledged: list[dict[str, Any]] = []
        self._waiting: dict[str, tuple[web.WebSocketResponse, asyncio.Future[Answer]]] = {}
        self._turns = itertools.count()
        self._changed = asyncio.Condition()

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Greet a connection and read acknowledgements from it until it ends."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self.connections) >= limits.SOCKET_CONNECTIONS:
            self.world.violate("socket", "too_many_websockets")
            await socket.close()
            return socket
        await socket.send_json(self._hello())
        await self._count(socket, come=True)
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._acknowledge(message.data)
        finally:
            await self._count(socket, come=False)
            self._give_up(socket)
        return socket

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "connection_info": {"app_id": self.world.app_id},
            "num_connections": len(self.connections) + 1,
            "debug_info": {"host": "applink-1", "approximate_connection_time": 18060},
        }

    async def _count(self, socket: web.WebSocketResponse, *, come: bool) -> None:
        async with self._changed:
            if come:
                self.connections.append(socket)
            elif socket in self.connections:
                self.connections.remove(socket)
            self._changed.notify_all()

    async def wait_for(self, number: int = 1) -> None:
        """Return once exactly this many connections are open; TimeoutError after ten seconds."""
        async with asyncio.timeout(10), self._changed:
            await self._changed.wait_for(lambda: len(self.connections) == number)

    def _acknowledge(self, text: str) -> None:
        try:
            said = json.loads(text)
            _, waiting = self._waiting.pop(said["envelope_id"])
        except (ValueError, KeyError, TypeError):
            self.world.violate("socket", "unknown_envelope", text[:200])
            return
        self.acknowledged.append(said)
        payload = said.get("payload")
        if not waiting.done():
            waiting.set_result(Answer(200, json.dumps(payload) if payload is not None else ""))

    def _give_up(self, socket: web.WebSocketResponse) -> None:
        for envelope_id, (used, waiting) in list(self._waiting.items()):
            if used is socket:
                del self._waiting[envelope_id]
                if not waiting.done():
                    waiting.set_result(Answer(0))

    async def send(self, delivery: Delivery) -> Answer:
        """Return the acknowledgement (status 200), or status 0 when none came."""
        socket = self.connections[next(self._turns) % len(self.connections)]
        envelope_id = str(uuid.uuid4())
        waiting: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = (socket, waiting)
        await socket.send_json(_envelope(envelope_id, delivery))
        try:
            return await asyncio.wait_for(waiting, limits.ACKNOWLEDGE_SECONDS)
        except TimeoutError:
            self._waiting.pop(envelope_id, None)
            self.world.violate(delivery.kind, "operation_timeout", "no answer within 3 seconds")
            return Answer(0)

    async def ask_to_leave(self, reason: str = "refresh_requested") -> None:
        """Tell every connection that it will end; the app is to open another one."""
        for socket in list(self.connections):
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {}})

    async def drop(self) -> None:
        """End every connection without a word beforehand."""
        for socket in list(self.connections):
            await socket.close()


def _envelope(envelope_id: str, delivery: Delivery) -> dict[str, Any]:
    envelope: dict[str, Any] = {
        "type": delivery.kind,
        "envelope_id": envelope_id,
        "payload": delivery.payload,
        "accepts_response_payload": delivery.kind != "events_api",
    }
    if delivery.kind == "events_api":
        number, reason = delivery.retry or (0, "")
        envelope |= {"retry_attempt": number, "retry_reason": reason}
    return envelope
