"""Answers with a file: they go to the person who asked, and to nobody else."""

from bot.chat.answer import Answer
from bot.chat.reply import File, Reply, Tone
from bot.chat.text import Msg, _
from bot.platforms.telegram.listening import Heard
from bot.platforms.telegram.places import Place
from bot.platforms.telegram.sending import FORBIDDEN, Sending

_SENT = _("I have sent you the file in our private chat.")
_NOT_SENT = _("The file could not be sent. Please ask again a little later.")


def is_confidential(answer: Answer) -> bool:
    """Whether the answer is for the asker's eyes alone."""
    return any(isinstance(part, File) for part in answer.reply.parts)


async def confided(sending: Sending, heard: Heard, answer: Answer, username: str) -> Reply | None:
    """Send all of the answer to the person alone; what is still to be said where they asked."""
    # A private chat has the number of the person it is with.
    alone, venue = Place(int(heard.message.sender.user)), heard.message.venue
    replacing = heard.pressed if answer.reply.replaces and venue.private else None
    reason = await sending.attempt(alone, answer.reply, answer.speech, replacing)
    if not reason:
        return None if venue.private else Reply(_SENT, tone=Tone.DONE)
    sentence = _not_opened(username) if reason == FORBIDDEN else _NOT_SENT
    return Reply(sentence, tone=Tone.PROBLEM)


def _not_opened(username: str) -> Msg:
    """https://core.telegram.org/bots/features#what-features-do-bots-have: people write first."""
    return _(
        "I may not write to you in private yet. Please open {link}, press Start, and ask me"
        " here again.",
        link=f"https://t.me/{username}",
    )
