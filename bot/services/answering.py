"""Answers worked out beside the event loop, counted and timed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

from bot.chat import guidance
from bot.chat.answer import Answer, Outcome
from bot.chat.message import Message
from bot.chat.pace import MOST, Pace, Pause
from bot.chat.reply import Reply
from bot.chat.router import Router
from bot.chat.speech import Speech, best_language
from bot.domain.identity import Identity
from bot.telemetry import ANSWER_SECONDS, MESSAGES

# Fetches what a reply waits for, and says what has come of it.
Grant = Callable[[Reply, datetime], Awaitable[Reply]]
log = logging.getLogger(__name__)


class Answering:
    """The router behind a fixed number of threads, counted.

    Who asks too much is told so once, and then not answered for a while: before a thread or
    the database would have anything to do with it.
    """

    def __init__(
        self, router: Router, conversations: int, pace: Pace, grant: Grant | None = None
    ) -> None:
        self._router = router
        self._threads = ThreadPoolExecutor(conversations, thread_name_prefix="answer")
        self._pace = pace
        self._grant = grant
        # Slack does not say what language its people speak; how they were last spoken to does.
        self._speeches: dict[Identity, Speech] = {}

    async def ask(self, message: Message) -> Answer | None:
        """The answer to a message, worked out off the event loop; None where there is none.

        What was said to others costs nobody their turn.
        """
        pause = None if message.overheard else self._pace.pause(message)
        if pause is not None:
            return self._limited(message, pause)
        platform = message.sender.platform.value
        loop = asyncio.get_running_loop()
        with ANSWER_SECONDS.labels(platform).time():
            answer = await loop.run_in_executor(self._threads, self._router.answer, message)
        silence = "overheard" if message.overheard else "repeated"
        outcome = answer.outcome.value if answer else silence
        MESSAGES.labels(platform, outcome).inc()
        if answer is not None:
            self._remember(message.sender, answer.speech)
            return await self._granted(answer, message.at)
        return None

    def close(self) -> None:
        """Wait for the answers that are being worked out."""
        self._threads.shutdown(wait=True)

    async def _granted(self, answer: Answer, at: datetime) -> Answer:
        """The answer with what it waited for. No thread is held up meanwhile, and the records
        were let go of."""
        if answer.reply.wish is None or self._grant is None:
            return answer
        try:
            return replace(answer, reply=await self._grant(answer.reply, at))
        except Exception:  # a person waits for an answer, whatever the fault
            reference = guidance.reference()
            log.exception("a wish could not be granted", extra={"reference": reference})
            return replace(answer, reply=guidance.failed(reference), outcome=Outcome.FAILED)

    def _limited(self, message: Message, pause: Pause) -> Answer | None:
        MESSAGES.labels(message.sender.platform.value, Outcome.LIMITED.value).inc()
        if pause.told or message.by_sign:
            return None
        speech = self._speeches.get(message.sender) or Speech(best_language(message.language))
        return Answer(pause.reply, speech, Outcome.LIMITED)

    def _remember(self, sender: Identity, speech: Speech) -> None:
        self._speeches.pop(sender, None)
        self._speeches[sender] = speech
        if len(self._speeches) > MOST:
            del self._speeches[next(iter(self._speeches))]
