"""Taking in what people say to each other, where somebody wants it elsewhere or in another
language: it is kept and queued in one transaction, and nothing else happens here."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bot.chat.line import visible, visible_words
from bot.chat.talk import Attachment, Deleted, Edited, Reacted, Said, Talk
from bot.domain.marked import Marked
from bot.telemetry import TALK
from storage import utterances
from storage.audit import Actor
from storage.engine import Database
from storage.listening import found, is_brought, is_posting, listening
from storage.utterances import Heard

log = logging.getLogger(__name__)
# Larger ones are not brought over but linked to: Telegram hands out no more to a bot.
# https://core.telegram.org/bots/api#getfile
LARGEST_FILE = 20 * 1024 * 1024
_ACTOR = "talk"
_THREADS = 4
# Whoever answers or likes at once what the bot has just posted does so before it knows itself
# under which number the platform has it.
_LOOKS, _LOOK_AGAIN_SECONDS = 20, 0.1


def _nobody() -> None:
    """Nobody in this process posts anything; those that do look for it themselves."""


class Overhearing:
    """Takes in talk, beside the event loop. What nobody listens for costs one statement."""

    def __init__(self, database: Database, wake: Callable[[], None] = _nobody) -> None:
        """`wake` is called, in the event loop, when there is something to be posted."""
        self._database = database
        self._wake = wake
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="overhear")

    async def overhear(self, talk: Talk) -> bool:
        """Whether what was said is of anybody's concern. It is taken in once, however often it
        is told. DatabaseUnavailable if it could not be taken in now."""
        loop = asyncio.get_running_loop()
        is_taken = None
        for _look in range(_LOOKS):
            is_taken = await loop.run_in_executor(self._threads, self._taken, talk)
            if is_taken is not None:
                break
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)
        if is_taken:
            TALK.labels(talk.venue.platform.value, type(talk).__name__.lower()).inc()
            self._wake()
        return bool(is_taken)

    def close(self) -> None:
        """Wait for what is being taken in."""
        self._threads.shutdown(wait=True)

    def _taken(self, talk: Talk) -> bool | None:
        """Whether it is taken in; None if that cannot be told before it is on record what the
        bot has just posted there."""
        with self._database.reading() as session:
            if listening(session, talk.venue) is None:
                return False
            if not _is_known(session, talk):
                if is_posting(session, talk.venue):
                    return None
                # It may have come on record between the two questions.
                if not _is_known(session, talk):
                    return False
        with self._database.writing(Actor(_ACTOR)) as session:
            return _kept(session, talk)


def _is_known(session: Any, talk: Talk) -> bool:
    """Whether what it is about, where it is about a message, is one that somebody said."""
    match talk:
        case Said(to_bot=True):
            return is_brought(session, talk.venue, talk.reply_to)
        case Reacted():
            return found(session, talk.venue, talk.message) is not None
        case _:
            return True


def _kept(session: Any, talk: Talk) -> bool:
    match talk:
        case Said():
            where = listening(session, talk.venue)
            if where is not None:
                utterances.say(session, _heard(talk), where)
            return where is not None
        case Edited():
            words = visible_words(Marked(talk.text, talk.marks))
            return utterances.edit(session, talk.venue, talk.message, words.text, words.marks)
        case Deleted():
            return utterances.take_back(session, talk.venue, talk.message, talk.at)
        case Reacted():
            return utterances.sign(
                session, talk.venue, talk.message, talk.author, talk.emoji, added=talk.added
            )


def _heard(said: Said) -> Heard:
    words = visible_words(Marked(said.text, said.marks))
    return Heard(
        said.venue,
        said.message,
        said.author,
        visible(said.name),
        words.text,
        said.at,
        said.reply_to,
        [_file(each) for each in said.attachments],
        said.link,
        words.marks,
    )


def _file(attachment: Attachment) -> dict[str, Any]:
    return {
        "name": visible(attachment.name)[:200],
        "media_type": attachment.media_type[:100],
        "size": attachment.size,
        "reference": attachment.reference,
        "goes_along": attachment.size <= LARGEST_FILE,
    }
