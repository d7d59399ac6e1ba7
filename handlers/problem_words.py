"""Why something could not be delivered, and what can be done about it, in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.chat.reach import Reach
from bot.chat.text import Text, _
from bot.domain.deliveries import DeliveryKind
from bot.domain.identity import Platform
from handlers.place_words import place_called, place_found
from storage.problems import ProblemView


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happened, and what somebody can do; empty if nothing."""

    what: Text
    remedy: Text = ""


_NO_ACCOUNT = Trouble(
    _("There is no account to write to."),
    _(
        "Let them link one with {link}, or invite them: {invite}",
        link="/settings link",
        invite="/network invite",
    ),
)
_BLOCKED = Trouble(_("The bot was blocked there."), _("Ask them to unblock it."))
_NOT_STARTED = _("They have not spoken with the bot yet, and it may not speak first.")
_ACCOUNT_CLOSED = Trouble(
    _("The account was closed."),
    _("If they have another one, they can link it: {link}", link="/settings link"),
)
_OUT = Trouble(_("The bot is no longer in that place."), _("Invite it there again."))
_NO_PLACE = Trouble(
    _("That place does not exist any more, or the bot cannot see it."),
    _(
        "Invite the bot there, or subscribe another place: {subscribe}",
        subscribe="/digest subscribe",
    ),
)
_CLOSED = Trouble(
    _("That place is archived or closed."),
    _("Open it again, or subscribe another place: {subscribe}", subscribe="/digest subscribe"),
)
_NO_RIGHTS = Trouble(
    _("The bot may not post there."), _("Ask whoever looks after that place to allow it.")
)
_NO_ACCESS = Trouble(
    _("The app's access to that platform has ended."),
    _("Have it installed again; {check} says what is missing.", check="attache check"),
)
_USED_UP = Trouble(
    _("It was tried for more than a day in vain."),
    _("Send it again once the platform can be reached."),
)
_LOST_TRACK = Trouble(_("Nobody knows whether it arrived."), _("Ask before you send it again."))
_REPEATED = Trouble(
    _("It was sent again, as nobody knew whether it had arrived; perhaps it is there twice.")
)

_TROUBLES: Mapping[str, Trouble] = {
    "no_account": _NO_ACCOUNT,
    "bot_blocked": _BLOCKED,
    "messages_tab_disabled": _NO_RIGHTS,
    "cannot_dm_bot": _NO_ACCOUNT,
    "deactivated": _ACCOUNT_CLOSED,
    "user_disabled": _ACCOUNT_CLOSED,
    "user_not_found": _ACCOUNT_CLOSED,
    "user_not_visible": _ACCOUNT_CLOSED,
    "kicked": _OUT,
    "not_a_member": _OUT,
    "not_in_channel": _OUT,
    "channel_lost": _OUT,
    "chat_deleted": _NO_PLACE,
    "chat_not_found": _NO_PLACE,
    "channel_not_found": _NO_PLACE,
    "topic_not_found": _NO_PLACE,
    "topic_closed": _CLOSED,
    "is_archived": _CLOSED,
    "no_rights": _NO_RIGHTS,
    "forbidden": _NO_RIGHTS,
    "missing_scope": _NO_RIGHTS,
    "no_permission": _NO_RIGHTS,
    "access_denied": _NO_RIGHTS,
    "restricted_action": _NO_RIGHTS,
    "restricted_action_read_only_channel": _NO_RIGHTS,
    "restricted_action_thread_only_channel": _NO_RIGHTS,
    "restricted_action_non_threadable_channel": _NO_RIGHTS,
    "restricted_action_thread_locked": _NO_RIGHTS,
    "not_installed": _NO_ACCESS,
    "key_lost": _NO_ACCESS,
    "token_refused": _NO_ACCESS,
    "token_expired": _NO_ACCESS,
    "token_revoked": _NO_ACCESS,
    "account_inactive": _NO_ACCESS,
    "invalid_auth": _NO_ACCESS,
    "not_authed": _NO_ACCESS,
    "attempts_used_up": _USED_UP,
    "lost_track": _LOST_TRACK,
    "history_too_long": _LOST_TRACK,
    "no_history": _LOST_TRACK,
}


def trouble_of(reason: str, problem: ProblemView | None, reach: Reach) -> Trouble:
    """What a reason on record means, for somebody or a place if that is still known; a platform's
    own word is shown where we have none."""
    # Of a person, that is what Telegram says where they never opened the bot.
    is_unopened = reason == "chat_not_found" and problem is not None and bool(problem.official)
    if reason == "not_started" or is_unopened:
        return _not_started(reach)
    known = _TROUBLES.get(reason)
    if known is not None:
        return known
    return Trouble(_("The platform refused it: {reason}", reason=reason or "?"))


def trouble_with(problem: ProblemView, reach: Reach) -> Trouble:
    """What is the matter with a delivery."""
    return trouble_of(problem.reason, problem, reach) if problem.is_dead else _REPEATED


def _not_started(reach: Reach) -> Trouble:
    link = reach.telegram_address
    if not link:
        return Trouble(_NOT_STARTED, _("Ask them to open the bot in Telegram and press Start."))
    remedy = _("Ask them to open the bot in Telegram and press Start: {link}", link=link)
    return Trouble(_NOT_STARTED, remedy)


def what_of(problem: ProblemView, *, in_full: bool = False) -> Text:
    """What it was and for whom; of what it said there is nothing. `in_full`: with the number of a
    place that has no name."""
    to = _whom(problem, place_found if in_full else place_called)
    match problem.kind:
        case DeliveryKind.NUDGE:
            return _("Reminder for {name}", name=to)
        case DeliveryKind.DIGEST:
            return _("Digest for {name}", name=to)
        case DeliveryKind.NOTICE | DeliveryKind.WORD:
            return _("Notice for {name}", name=to)
        case _:
            return _("Message brought over to {name}", name=to)


def _whom(problem: ProblemView, called: Callable[[Platform | None, str, str], Text]) -> Text:
    if problem.official:
        return problem.official
    if not problem.channel:
        return _("nobody in particular")
    return called(problem.platform, problem.channel, problem.title)
