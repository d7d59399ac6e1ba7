"""From what was heard to the answer in Slack, within the time that Slack waits."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Coroutine
from dataclasses import dataclass, replace
from typing import Any

from bot.chat import guidance
from bot.chat.answer import Answer, Ask, Outcome
from bot.chat.reply import File, Reply, Tone
from bot.chat.speech import Speech, best_language
from bot.chat.text import _
from bot.platforms.slack import limits
from bot.platforms.slack.confiding import confided
from bot.platforms.slack.listening import Heard, Place
from bot.platforms.slack.packing import Posting
from bot.platforms.slack.sending import Sender
from bot.platforms.slack.showing import Showing
from bot.platforms.slack.standing import Standing
from bot.telemetry import count_failure
from storage.button_texts import MARK, ButtonTexts
from storage.errors import DatabaseUnavailable

log = logging.getLogger(__name__)
# Slack shows the answer to a command when our response ends; what follows must come after it.
_AFTER_RESPONSE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as Slack will show it."""

    messages: list[Posting]
    files: tuple[File, ...]
    replaces: bool
    speech: Speech
    is_aside: bool = False
    # What it is known by where it is to be said once; empty for what may be said again.
    key: str = ""


class Conversing:
    """Answers what was heard. What takes longer than Slack waits is finished afterwards."""

    def __init__(
        self,
        ask: Ask,
        sender: Sender,
        button_texts: ButtonTexts,
        showing: Showing,
        standing: Standing,
    ) -> None:
        self._ask = ask
        self._sender = sender
        self._standing = standing
        self._button_texts = button_texts
        self._showing = showing
        self._under_way: set[asyncio.Task[Any]] = set()
        # What is about to stand in a thread: who asks for the same meanwhile need not have it.
        self._coming: set[tuple[str, str, str]] = set()

    async def at_once(self, heard: Heard) -> Posting | None:
        """The first message of the answer, to be given with the response; the rest follows.
        None if there is none in time: then all of it follows."""
        answering = self._begin(self._answered(heard))
        finished, _rest = await asyncio.wait({answering}, timeout=limits.ACKNOWLEDGE_SECONDS)
        if not finished:
            self._begin(self._sent_when_ready(answering, heard.place))
            return None
        shown: Shown | None = answering.result()
        if shown is None:
            return None
        if shown.messages[1:] or shown.files:
            self._begin(self._rest_sent(shown, heard.place))
        return shown.messages[0]

    async def converse(self, heard: Heard) -> None:
        """Send the answer; returns when it is sent, or when Slack will not wait any longer."""
        answering = self._begin(self._answered(heard))
        sending = self._begin(self._sent_when_ready(answering, heard.place))
        await asyncio.wait({sending}, timeout=limits.ACKNOWLEDGE_SECONDS)

    async def follow(self, hearing: Awaitable[Heard | None]) -> None:
        """The same for what was said where that has to be looked up first."""
        working = self._begin(self._followed(hearing))
        await asyncio.wait({working}, timeout=limits.ACKNOWLEDGE_SECONDS)

    async def pressed(self, carried: str) -> str | Answer:
        """What a pressed button says, or the answer where that cannot be known."""
        if not carried.startswith(MARK):
            return carried
        try:
            said = await asyncio.to_thread(self._button_texts.said, carried)
        except DatabaseUnavailable:
            reference = secrets.token_hex(4).upper()
            log.exception("database unavailable", extra={"reference": reference})
            return _apology(guidance.unavailable(reference), Outcome.UNAVAILABLE)
        if said is None:
            gone = _("This button is too old. Please ask me again.")
            return _apology(Reply(gone, tone=Tone.PROBLEM), Outcome.MISTAKE)
        return said

    async def reply(self, answer: Answer, place: Place) -> None:
        """Send an answer that the router was not needed for."""
        sending = self._begin(self._sent(await self._shown(answer), place))
        await asyncio.wait({sending}, timeout=limits.ACKNOWLEDGE_SECONDS)

    async def finish(self, seconds: float) -> None:
        """Wait until everything that was taken is answered, but no longer than this."""
        if self._under_way:
            _done, late = await asyncio.wait(self._under_way, timeout=seconds)
            for task in late:
                count_failure("slack", "stopped")
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _begin(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def _followed(self, hearing: Awaitable[Heard | None]) -> None:
        try:
            heard = await hearing
        except Exception:  # nobody waits for this task, so nobody else would tell of it
            count_failure("slack", "fault")
            log.exception("what was said could not be looked up")
            return
        shown = await self._answered(heard) if heard is not None else None
        if heard is None or shown is None:
            return
        if shown.is_aside:
            await self._sent(shown, _alone(heard))
        elif shown.key:
            await self._sent_once(shown, heard.place)
        else:
            await self._sent(shown, heard.place)

    async def _answered(self, heard: Heard) -> Shown | None:
        """None for a delivery seen before, and for a fault, which is logged."""
        try:
            answer = await self._ask(heard.message)
            return None if answer is None else await self._shown(answer)
        except Exception:  # nobody further up could tell the person either
            count_failure("slack", "fault")
            log.exception("an answer could not be shown")
            return None

    async def _shown(self, answer: Answer) -> Shown:
        """An answer as Slack will show it. Out of reach of the database, it goes without buttons
        that it would be needed for: what was done is done, and has to be told."""
        reply, speech = answer.reply, answer.speech
        files = tuple(part for part in reply.parts if isinstance(part, File))
        try:
            messages = await self._showing.messages(reply, speech)
        except DatabaseUnavailable:
            log.exception("the texts of buttons could not be kept")
            messages = await self._showing.without_buttons(reply, speech)
        key = reply.key if reply.once else ""
        return Shown(messages, files, reply.replaces, speech, reply.aside, key)

    async def _sent_when_ready(self, answering: asyncio.Task[Shown | None], place: Place) -> None:
        shown = await answering
        if shown is not None:
            await self._sent(shown, place)

    async def _rest_sent(self, shown: Shown, place: Place) -> None:
        await asyncio.sleep(_AFTER_RESPONSE_SECONDS)
        await self._sent(replace(shown, messages=shown.messages[1:], replaces=False), place)

    async def _sent_once(self, shown: Shown, place: Place) -> None:
        """Send the answer unless the same stands in the thread."""
        coming = (place.channel, place.thread, shown.key)
        if coming in self._coming:
            return
        self._coming.add(coming)
        try:
            if not await self._standing.has(shown.key, place):
                await self._sent(shown, place)
        finally:
            self._coming.discard(coming)

    async def _sent(self, shown: Shown, place: Place) -> None:
        replaces = shown.replaces and place.in_place
        try:
            messages = shown.messages
            if shown.files:
                said = await confided(self._sender, messages, shown.files, place, replaces=replaces)
                messages = await self._showing.messages(said, shown.speech) if said else []
                replaces = replaces and not place.is_unseen
            await self._sender.send(messages, place, replaces=replaces, key=shown.key)
        except Exception:  # nobody waits for this task, so nobody else would tell of it
            count_failure("slack", "fault")
            log.exception("an answer could not be sent")


def _alone(heard: Heard) -> Place:
    """Where an answer is seen by the speaker alone: in a thread only if there is one already.
    https://docs.slack.dev/reference/methods/chat.postEphemeral"""
    place, about = heard.place, heard.message.quoted
    if place.is_unseen:
        return place
    is_reply = about is not None and about.own != about.message
    return replace(place, only_for_speaker=True, thread=place.thread if is_reply else "")


def _apology(reply: Reply, outcome: Outcome) -> Answer:
    return Answer(reply, Speech(best_language()), outcome)
