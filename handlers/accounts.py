"""`/settings accounts` and `unlink`: the chat accounts that speak for one person."""

from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.registry import command
from bot.chat.reply import Button, Entries, Entry, Note, Reply, Tone, Weight
from bot.chat.text import Text, _
from handlers.access import refuse_in_public
from handlers.code_words import Number
from storage.accounts import AccountView


@command(
    "settings accounts", _("Your accounts on Slack and Telegram"), examples=("settings accounts",)
)
def settings_accounts(call: Call) -> Reply:
    """Each account that speaks for this person, with a button to let it go."""
    refuse_in_public(call)
    accounts = call.records.accounts.listed()
    here = call.speaker.identity
    entries = tuple(
        Entry(str(each.identity), _("this one") if each.identity == here else "")
        for each in accounts
    )
    buttons = tuple(
        Button(
            _("Unlink {account}", account=str(each.identity)),
            f"settings unlink {each.id}",
            Weight.DANGER,
        )
        for each in accounts
        if each.identity != here
    )
    note = Note(_("To add another one: {example}", example="/settings link"))
    return Reply(_("Your accounts"), (Entries(entries), note), buttons, replaces=True)


@command(
    "settings unlink",
    _("Let one of your accounts go"),
    Number("number"),
    writes=True,
    hidden=True,
)
def settings_unlink(call: Call, number: str) -> Reply:
    """From now on that account is nobody's."""
    refuse_in_public(call)
    wanted = _named(call, number)
    if wanted is None:
        raise Mistake(_("That is no account of yours."), _all())
    if wanted.identity == call.speaker.identity:
        raise Mistake(_("You are speaking from it. Please unlink it from another one."), _all())
    call.records.accounts.unlink(wanted.id)
    title: Text = _("{account} does not speak for you any more.", account=str(wanted.identity))
    return Reply(title, buttons=(_all(),), tone=Tone.DONE, replaces=True)


def _named(call: Call, number: str) -> AccountView | None:
    own = call.records.accounts.listed()
    return next((each for each in own if str(each.id) == number), None)


def _all() -> Button:
    return Button(_("Your accounts"), "settings accounts")
