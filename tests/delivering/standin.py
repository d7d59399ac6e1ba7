"""A stand-in for both platforms in a process of its own, fast and with a long memory.

    uv run python -m tests.delivering.standin --port 9000 --record FILE

Slack's Web API is at `/api/`, Telegram's Bot API at `/bot…`. `GET /control/record` tells all
that was taken, `GET /control/counts` how much; `POST /control/orders` gives other orders (see
`Orders`) and `POST /control/forget` begins anew.
"""

import argparse
import asyncio
import signal
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import orjson

from tests.delivering import ending
from tests.delivering.desk import Desk
from tests.delivering.limits import Limits
from tests.delivering.record import Record
from tests.delivering.slack_side import SlackSide
from tests.delivering.telegram_side import TelegramSide
from tests.delivering.trouble import Troubles
from tests.delivering.wire import Answer, Asked, Connection

_BACKLOG = 1000


@dataclass(frozen=True, slots=True)
class Orders:
    """How to behave: whether limits are enforced, how long an answer takes, which troubles
    (as `Trouble` has them) strike by the dice of `seed`."""

    limits: bool = False
    pause: float = 0.0
    troubles: list[dict[str, Any]] = field(default_factory=list)
    seed: int = 0


class StandIn:
    """Both platforms and the way to give them orders."""

    def __init__(self, orders: Orders) -> None:
        self.desk = Desk(Limits(enforced=False), Troubles(), 0.0)
        self._slack = SlackSide(self.desk)
        self._telegram = TelegramSide(self.desk)
        self._orders = Orders()
        self._obey(orders)

    def answer(self, asked: Asked) -> Answer:
        """The answer to any request."""
        first, _, rest = asked.path[1:].partition("/")
        if first == "api":
            return self._slack.answer(rest, asked)
        if first.startswith("bot"):
            return self._telegram.answer(first.removeprefix("bot"), rest, asked)
        return self._controlled(rest, asked) if first == "control" else Answer(b"{}", 404)

    def _obey(self, orders: Orders) -> None:
        if orders.limits != self._orders.limits:
            self.desk.limits = Limits(enforced=orders.limits)
        self.desk.troubles = Troubles(orders.troubles, orders.seed)
        self.desk.pause = orders.pause
        self._orders = orders

    def _controlled(self, what: str, asked: Asked) -> Answer:
        record = self.desk.record
        match what:
            case "record":
                return Answer(record.encoded())
            case "counts":
                counts = {"taken": len(record.taken), "broken": len(record.broken)}
                return Answer(
                    orjson.dumps({**counts, "calls": record.calls, "answers": record.answers})
                )
            case "orders":
                self._obey(replace(self._orders, **asked.arguments()))
                return Answer(orjson.dumps(asdict(self._orders)))
            case "forget":
                record.forget()
                self._slack.forget()
                return Answer(b"{}")
            case _:
                return Answer(b"{}", 404)


async def serve(port: int, orders: Orders) -> Record:
    """Stand in until told to stop; all that was taken."""
    standin = StandIn(orders)
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stopped.set)
    server = await loop.create_server(
        lambda: Connection(standin.answer), "127.0.0.1", port, backlog=_BACKLOG
    )
    async with server:
        await stopped.wait()
    return standin.desk.record


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--record", type=Path)
    options.add_argument("--orders", default="{}", help="as JSON, see Orders")
    options.add_argument("--ends-with-parent", action="store_true")
    given = options.parse_args()
    if given.ends_with_parent:
        ending.with_parent()
    record = asyncio.run(serve(given.port, Orders(**orjson.loads(given.orders))))
    if given.record is not None:
        given.record.write_bytes(record.encoded())


if __name__ == "__main__":
    main()
