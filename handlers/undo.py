"""`/undo`: what a command changed is put back."""

from bot.chat.arguments import Rest
from bot.chat.call import Call
from bot.chat.registry import command
from bot.chat.reply import Button, Entries, Note, Part, Reply, Tone
from bot.chat.text import Listing, Msg, Text, _, _n
from handlers.undo_words import entries_of
from storage.errors import Refusal, UndoRefused

_SHOWN = 5
_REFUSALS: dict[Refusal, Msg] = {
    Refusal.UNKNOWN: _("I know of no such change in this network."),
    Refusal.ALREADY: _("That has been undone already."),
    Refusal.CHANGED: _(
        "It has been changed or built upon since, so I left it as it is. Please change what is"
        " wrong by hand."
    ),
    Refusal.ERASED: _(
        "Personal data in it was erased for good, so it cannot be undone. Please enter anew what"
        " is needed."
    ),
    Refusal.LAST_STEWARD: _(
        "That would leave the network without a steward. Please appoint another one first:"
        " /network appoint NAME steward"
    ),
    Refusal.BRIDGE: _(
        "Everybody who reads along is to be told of that, so it is not simply undone. Please say in"
        " the place itself: /bridge close, or /bridge open"
    ),
}


class ChangeKey(Rest):
    """Which change, as buttons say it."""

    placeholder = _("CHANGE")
    longest = 32


@command(
    "undo",
    _("Take back your last change"),
    ChangeKey("batch", optional=True),
    examples=("undo",),
    writes=True,
)
def undo(call: Call, batch: str | None) -> Reply:
    """Put back what the speaker's last command changed, or the one that a button names."""
    trail = call.records.trail
    meant = batch or trail.last()
    if meant is None:
        return Reply(_("There is nothing of yours that I could undo."), tone=Tone.PROBLEM)
    try:
        done = entries_of(trail.undo(meant, call.now), call)
    except UndoRefused as refused:
        return Reply(_refusal(refused.refusal, call), tone=Tone.PROBLEM)
    parts: list[Part] = [Entries(tuple(done[:_SHOWN]))]
    more = len(done) - _SHOWN
    if more > 0:
        parts.append(Note(_n("and {n} more", "and {n} more", more)))
    redo = Button(_("Redo"), f"undo {trail.batch}")
    return Reply(_("Undone"), tuple(parts), (redo,), Tone.DONE, replaces=True)


def _refusal(refusal: Refusal, call: Call) -> Text:
    if refusal is not Refusal.NOT_OWN:
        return _REFUSALS[refusal]
    stewards = call.records.officials.names_of_stewards()
    if not stewards:
        return _("You can undo only your own changes.")
    return _(
        "You can undo only your own changes. {stewards} can undo this one.",
        stewards=Listing(tuple(stewards), either=True),
    )
