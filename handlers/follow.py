"""`/follow`: one's own follow-ups; as a reply to a message, a follow-up of that message."""

from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.promises import Promise, Promised
from bot.chat.registry import command
from bot.chat.reply import Button, Reply
from bot.chat.text import _
from bot.domain.access import Role
from handlers.follow_add import OPTIONS, added
from handlers.follow_list import page_of


@command(
    "follow",
    _("See what you have to follow up; as a reply to a message, track it"),
    Promise("promised", optional=True),
    options=OPTIONS,
    examples=("follow", "follow by Friday @oksana"),
    writes=True,
)
def follow(call: Call, promised: Promised | None, **options: object) -> Reply:
    """The list without any words, else what `/follow add` answers. What begins like no city
    and replies to no message is more likely a slip than something to be done."""
    if promised is None and call.message.quoted is None:
        return page_of(call)
    if not call.speaker.scope.role.covers(Role.EDITOR):
        raise Mistake(_("Only editors and stewards of the network can do that."))
    is_meant = promised is not None and (promised.meant is not None or _is_quoted(call))
    if call.message.quoted is None and not is_meant:
        rest = call.line.between(1, len(call.line.words))
        raise Mistake(
            _("Do you want to put that on record, or to see what is there?"),
            Button(_("Add it"), f"follow add {rest}"),
            Button(_("Your follow-ups"), "follow list"),
        )
    return added(call, promised, options)


def _is_quoted(call: Call) -> bool:
    return len(call.line.words) > 1 and call.line.words[1].quoted
