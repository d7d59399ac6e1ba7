"""Answers worked out beside the event loop, counted and timed."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from bot.chat.answer import Answer
from bot.chat.message import Message
from bot.chat.router import Router
from bot.telemetry import ANSWER_SECONDS, MESSAGES


class Answering:
    """The router behind a fixed number of threads, counted."""

    def __init__(self, router: Router, conversations: int) -> None:
        self._router = router
        self._threads = ThreadPoolExecutor(conversations, thread_name_prefix="answer")

    async def ask(self, message: Message) -> Answer | None:
        """The answer to a message, worked out off the event loop."""
        platform = message.sender.platform.value
        loop = asyncio.get_running_loop()
        with ANSWER_SECONDS.labels(platform).time():
            answer = await loop.run_in_executor(self._threads, self._router.answer, message)
        outcome = answer.outcome.value if answer else "repeated"
        MESSAGES.labels(platform, outcome).inc()
        return answer

    def close(self) -> None:
        """Wait for the answers that are being worked out."""
        self._threads.shutdown(wait=True)
