"""What is done with one update: listened to, asked about, answered."""

import asyncio
import logging

from telegram import CallbackQuery, Message, MessageReactionUpdated, Update, User
from telegram.error import TelegramError

from bot.chat.answer import Ask
from bot.chat.reply import Reply, Tone
from bot.chat.signs import says
from bot.chat.speech import Speech, best_language
from bot.chat.talk import Overhear, Talk
from bot.chat.text import Msg, _
from bot.platforms.telegram.confiding import confided, is_confidential
from bot.platforms.telegram.keyboards import Keyboards
from bot.platforms.telegram.limits import CALLBACK_ANSWER_LENGTH
from bot.platforms.telegram.listening import Ears, Heard, event_of
from bot.platforms.telegram.membership import Membership
from bot.platforms.telegram.places import Place
from bot.platforms.telegram.sending import Sending
from bot.platforms.telegram.signing import sign_in_reply, sign_under
from bot.platforms.telegram.standing import Standing
from bot.platforms.telegram.talking import Talking, reacted
from storage.errors import DatabaseUnavailable

log = logging.getLogger(__name__)

# Whoever waits longer for an answer does not hold up the others.
PATIENCE_SECONDS = 3.0
_GONE = _("This button is too old for me to know what it meant. Please ask again.")

_MASKED = Reply(
    _(
        "I cannot see who you are while you write in the group's name. Please write as yourself,"
        " or to me in private."
    ),
    tone=Tone.PROBLEM,
)


class Receiving:
    """Takes updates in, one or many at a time."""

    def __init__(
        self,
        bot: User,
        ears: Ears,
        talking: Talking,
        ask: Ask,
        overhear: Overhear | None,
        keyboards: Keyboards,
        sending: Sending,
        membership: Membership,
        standing: Standing,
    ) -> None:
        self._bot = bot
        self._ears = ears
        self._talking = talking
        self._ask = ask
        self._overhear = overhear
        self._keyboards = keyboards
        self._sending = sending
        self._membership = membership
        self._standing = standing
        self._under_way: set[asyncio.Task[None]] = set()

    async def take(self, update: Update) -> None:
        """Act on an update and answer it; afterwards it is safe to forget. An answer that waits
        for somebody else, such as a translation, is finished later.

        DatabaseUnavailable if it could not be acted on now and should come again.
        """
        try:
            await self._act(update)
        except DatabaseUnavailable:
            raise
        except Exception:  # the same update would fail again, and others wait behind it
            log.exception("an update could not be taken in")

    async def finish(self, seconds: float) -> None:
        """Wait until everything that was taken is answered, but no longer than this."""
        if self._under_way:
            _done, late = await asyncio.wait(self._under_way, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _act(self, update: Update) -> None:
        await self._membership.noticed(update, self._bot.id)
        event = event_of(self._bot.id, update)
        if update.callback_query is not None:
            await self._press(update, update.callback_query)
        elif update.message_reaction is not None:
            await self._take_reaction(update.message_reaction, event)
        elif update.edited_message is not None:
            await self._is_talk(self._talking.edited(update.edited_message, event))
        elif update.message is not None:
            await self._take_message(update, update.message, event)

    async def _take_message(self, update: Update, written: Message, event: str) -> None:
        sign = sign_in_reply(written, event)
        if sign is not None:
            await self._answer(sign)
            return
        said = self._talking.said(written, event)
        if await self._is_talk(said) and said is not None and said.to_bot:
            return
        heard = self._ears.heard(update)
        masked = self._ears.masked(update)
        if heard is not None:
            await self._answer(heard)
        elif masked is not None:
            await self._sending.answer(masked, _MASKED, Speech())

    async def _take_reaction(self, reaction: MessageReactionUpdated, event: str) -> None:
        for each in reacted(reaction, event):
            if not says(each.emoji):
                await self._is_talk(each)
            elif each.added and (sign := sign_under(reaction, each.emoji, each.event)):
                await self._answer(sign)

    async def _is_talk(self, talk: Talk | None) -> bool:
        """Whether what was said to others is of anybody's concern elsewhere."""
        return talk is not None and self._overhear is not None and await self._overhear(talk)

    async def _press(self, update: Update, query: CallbackQuery) -> None:
        says = await self._keyboards.said(query.data) if query.data else None
        heard = self._ears.pressed(update, query, says) if says else None
        if heard is None:
            await self._acknowledge(query, _GONE)
            return
        await asyncio.gather(self._acknowledge(query), self._answer(heard))

    async def _answer(self, heard: Heard) -> None:
        answering = asyncio.create_task(self._answered(heard))
        self._under_way.add(answering)
        answering.add_done_callback(self._under_way.discard)
        await asyncio.wait({answering}, timeout=PATIENCE_SECONDS)
        if answering.done():
            answering.result()
        else:
            answering.add_done_callback(_told_late)

    async def _answered(self, heard: Heard) -> None:
        answer = await self._ask(heard.message)
        if answer is None or not await self._is_wanted(heard, answer.reply):
            return
        replacing = heard.pressed if answer.reply.replaces else None
        place, reply = Place.of(heard.message.venue, heard.asked), answer.reply
        if is_confidential(answer):
            username = self._bot.username or ""
            remaining = await confided(self._sending, heard, answer, username)
            if remaining is None:
                return
            reply = remaining
        is_taken = await self._sending.answer(place, reply, answer.speech, replacing)
        if not is_taken and reply.once:
            await self._standing.is_not(reply.key, place)

    async def _is_wanted(self, heard: Heard, reply: Reply) -> bool:
        """Whether others are to read the answer to a sign: nobody can be told alone in a group,
        and what stands there is not said again."""
        venue = heard.message.venue
        if reply.aside and not venue.private:
            return False
        place = Place.of(venue, heard.asked)
        return not reply.once or await self._standing.is_new(reply.key, place, heard.message.at)

    async def _acknowledge(self, query: CallbackQuery, words: Msg | None = None) -> None:
        """Stop the button's spinning, perhaps with words shown over the chat."""
        said = None
        if words is not None:
            speech = Speech(best_language(query.from_user.language_code or ""))
            said = speech.say(words)[:CALLBACK_ANSWER_LENGTH]
        try:
            await query.answer(said, show_alert=said is not None)
        except TelegramError as error:
            # It is too late for it, or lost on the way; the button stops by itself.
            log.info("a button was not acknowledged", extra={"reason": type(error).__name__})


def _told_late(answering: "asyncio.Task[None]") -> None:
    error = None if answering.cancelled() else answering.exception()
    if error is not None:
        log.error("an answer could not be sent", exc_info=error)
