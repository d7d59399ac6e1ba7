"""What becomes of a message afterwards: other words, none any more, emoji under it."""

from collections.abc import Iterable
from typing import Any

from bot.chat.delivering import Change, Later, Reactions, Refused, Removal, Rewriting
from bot.domain.identity import Venue
from bot.platforms.slack.acting import Acting
from bot.platforms.slack.emoji_names import name_of
from bot.platforms.slack.packing import Posting
from bot.platforms.slack.showing import Showing
from storage.errors import StorageError

# What a message that is not there any more is called, and a file that is not.
_GONE = {"message_not_found", "file_not_found", "file_deleted"}
# It is there already, or not any more; or there is no such emoji, or no room for another one.
# https://docs.slack.dev/reference/methods/reactions.add#errors
_SETTLED = {
    "already_reacted",
    "no_reaction",
    "invalid_name",
    "too_many_emoji",
    "too_many_reactions",
}
# What a file is known by begins with it, where a message's number is a moment.
_FILE = "F"


async def changed(change: Change, acting: Acting, showing: Showing) -> None:
    """Make a change to a message; as well if it was made before, and if the message is gone.
    NotDelivered of one kind or another if it is not known to be made."""
    match change:
        case Rewriting():
            await _rewritten(change, acting, showing)
        case Removal():
            await _removed(change, acting)
        case Reactions():
            await _reacted(change, acting)


async def _rewritten(change: Rewriting, acting: Acting, showing: Showing) -> None:
    posting = await _posting(change, showing)
    body = {
        "ts": change.message,
        "text": posting.text,
        "blocks": posting.blocks,
        "link_names": False,
        # Unlike for new messages, Slack otherwise looks for names and links in the text.
        "parse": "none",
    }
    await _unless(_GONE, acting, "chat.update", change.to, body)


async def _posting(change: Rewriting, showing: Showing) -> Posting:
    if change.page is not None:
        return showing.pages(change.reply, change.speech)[change.page]
    try:
        (posting,) = await showing.messages(change.reply, change.speech, most=1)
    except StorageError:
        raise Later("database_unavailable") from None
    return posting


async def _removed(change: Removal, acting: Acting) -> None:
    if change.message.startswith(_FILE):
        body = {"file": change.message}
        await _unless(_GONE, acting, "files.delete", change.to, body, is_in_channel=False)
    else:
        await _unless(_GONE, acting, "chat.delete", change.to, {"ts": change.message})


async def _reacted(change: Reactions, acting: Acting) -> None:
    """The first of what is new comes first: Slack takes no more than so many."""
    wanted, shown = _names(change.emoji), _names(change.before)
    steps = [("reactions.remove", name) for name in shown if name not in wanted]
    steps += [("reactions.add", name) for name in wanted if name not in shown]
    for method, name in steps:
        body = {"timestamp": change.message, "name": name}
        await _unless(_GONE | _SETTLED, acting, method, change.to, body)


def _names(emoji: Iterable[str]) -> list[str]:
    """Slack's names of those that it has, each once."""
    return [name for name in dict.fromkeys(map(name_of, emoji)) if name]


async def _unless(
    fine: set[str],
    acting: Acting,
    method: str,
    to: Venue,
    body: dict[str, Any],
    *,
    is_in_channel: bool = True,
) -> None:
    """Make a call; a refusal for one of these reasons is fine."""
    place = {"channel": await acting.channel(to)} if is_in_channel else {}
    try:
        await acting.write(to.team, method, {**place, **body})
    except Refused as refusal:
        if refusal.reason not in fine:
            raise
