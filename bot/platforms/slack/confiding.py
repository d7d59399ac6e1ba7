"""Answers with a file: they go to the person who asked, and to nobody else."""

from bot.chat.reply import File, Reply, Tone
from bot.chat.text import _
from bot.platforms.slack.listening import Place
from bot.platforms.slack.packing import Posting
from bot.platforms.slack.sending import Sender

_SENT = Reply(_("I have sent you the file in a direct message."), tone=Tone.DONE)
_NOT_SENT = Reply(
    _("The file could not be sent to you. Please ask again a little later."), tone=Tone.PROBLEM
)


async def confided(
    sender: Sender,
    messages: list[Posting],
    files: tuple[File, ...],
    place: Place,
    *,
    replaces: bool,
) -> Reply | None:
    """Send the files to the speaker's direct messages, and what is said with them as well
    where others would see it; what is still to be said where they asked."""
    if place.is_unseen:
        await sender.send(messages, place, replaces=replaces)
    alone = await sender.direct(place)
    if alone is None:
        return _NOT_SENT
    reached = place.is_unseen or await sender.send(messages, alone)
    for file in files:
        reached = reached and await sender.send_file(file, alone)
    if not reached:
        return _NOT_SENT
    return None if place.channel == alone.channel else _SENT
