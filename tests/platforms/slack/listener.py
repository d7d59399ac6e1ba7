"""Somebody who wants to know what people say in channels, for the tests of talk."""

import asyncio
from dataclasses import dataclass, field

from bot.chat.talk import Talk
from storage.errors import DatabaseUnavailable


@dataclass
class Listener:
    """Notes all talk; out of order, it cannot. `gate` holds up what is said with a word."""

    heard: list[Talk] = field(default_factory=list)
    out_of_order: bool = False
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    begun: list[str] = field(default_factory=list)

    async def overhear(self, talk: Talk) -> bool:
        text = getattr(talk, "text", "")
        self.begun.append(text)
        if text in self.gates:
            await self.gates[text].wait()
        if self.out_of_order:
            raise DatabaseUnavailable("out of order")
        self.heard.append(talk)
        return True
