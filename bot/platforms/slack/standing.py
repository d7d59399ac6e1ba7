"""What the bot has said in a thread before, known by a key that goes along where nobody sees it."""

import logging
from typing import Any

from bot.chat.delivering import NotDelivered
from bot.platforms.slack import limits
from bot.platforms.slack.acting import Acting
from bot.platforms.slack.listening import Place

log = logging.getLogger(__name__)
# Letters, digits and underscores alone: https://docs.slack.dev/messaging/message-metadata
EVENT_TYPE = "attache_answer"


def signed(key: str) -> dict[str, Any]:
    """What goes along with a message so that it is found by its key; nothing without one."""
    if not key:
        return {}
    return {"metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": key}}}


class Standing:
    """Looks through threads for what stands in them."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting

    async def has(self, key: str, place: Place) -> bool:
        """Whether a message with this key stands in the thread. Where Slack does not show the
        thread, none is known: who asked is to be answered.

        https://docs.slack.dev/reference/methods/conversations.replies
        """
        asked = {
            "channel": place.channel,
            "ts": place.thread,
            "include_all_metadata": "true",
            "limit": str(limits.HISTORY_PAGE),
        }
        try:
            for _page in range(limits.HISTORY_PAGES):
                told = await self._acting.read(
                    place.workspace.team_id, "conversations.replies", asked
                )
                if any(_is(message, key, place) for message in told.get("messages") or ()):
                    return True
                cursor = str((told.get("response_metadata") or {}).get("next_cursor") or "")
                if not cursor:
                    break
                asked = {**asked, "cursor": cursor}
        except NotDelivered as failure:
            log.info("a thread could not be looked through: %s", failure.reason)
        return False


def _is(message: dict[str, Any], key: str, place: Place) -> bool:
    """Other apps may put metadata of any kind on what they say."""
    metadata = message.get("metadata") or {}
    is_ours = message.get("user") == place.workspace.bot_user_id
    is_answer = is_ours and metadata.get("event_type") == EVENT_TYPE
    return is_answer and (metadata.get("event_payload") or {}).get("key") == key
