"""`/follow show`: all that is on record of one follow-up."""

from bot.chat.call import Call
from bot.chat.follow_ups import TheFollowUp
from bot.chat.registry import command
from bot.chat.reply import Button, Fields, Note, Part, Reply
from bot.chat.text import _
from bot.domain.identity import Platform
from handlers.follow_access import is_owner, may_change
from handlers.follow_words import facts_of, shift_of, steps_of
from storage.follow_up_views import FollowUpView


@command(
    "follow show",
    _("All that is on record of a follow-up"),
    TheFollowUp("follow_up"),
    examples=("follow show #12", "follow show pump specification"),
)
def follow_show(call: Call, follow_up: FollowUpView) -> Reply:
    """What is owed, by whom and by when, where it came from, and what can be done with it."""
    parts: list[Part] = [Fields(facts_of(follow_up, call))]
    parts += [Note(text) for text in (shift_of(follow_up), origin_of(follow_up)) if text]
    return Reply(follow_up.text, tuple(parts), _steps(call, follow_up))


def origin_of(follow_up: FollowUpView) -> str:
    """A link to the message that it was made from; empty where there is none such."""
    if not follow_up.origin_message:
        return ""
    channel, message = follow_up.origin_channel, follow_up.origin_message
    if follow_up.origin_platform is Platform.SLACK:
        place = f"{follow_up.origin_team}/{channel}/thread/{channel}-{message}"
        return f"https://app.slack.com/client/{place}"
    # Of Telegram's groups only the large ones have links to their messages.
    if follow_up.origin_platform is Platform.TELEGRAM and channel.startswith("-100"):
        return f"https://t.me/c/{channel.removeprefix('-100')}/{message}"
    return ""


def _steps(call: Call, follow_up: FollowUpView) -> tuple[Button, ...]:
    steps = steps_of(follow_up) if _may_settle(call, follow_up) else ()
    if follow_up.partnership_id is None:
        return steps
    return (*steps, Button(_("Status"), f"partner status ~{follow_up.partnership_id}"))


def _may_settle(call: Call, follow_up: FollowUpView) -> bool:
    return is_owner(call, follow_up) or may_change(call, follow_up)
