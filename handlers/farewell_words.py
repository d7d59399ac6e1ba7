"""What an official who goes leaves behind, and who has it then."""

from bot.chat.call import Call
from bot.chat.reply import Note, Part
from bot.chat.text import _n
from storage.officials import OfficialView


def kept_note(call: Call, official: OfficialView, to: OfficialView | None) -> tuple[Part, ...]:
    """What is theirs to look after and to do, of what the speaker sees, and who will have it."""
    kept = call.records.officials.contacts_kept_by(official.id)
    promised = call.records.follow_ups.count_owned(official.id)
    return (*_kept_contacts(kept, to), *_promised(promised, to))


def _kept_contacts(kept: int, to: OfficialView | None) -> tuple[Part, ...]:
    if not kept:
        return ()
    if to is None:
        return (
            Note(
                _n(
                    "{n} contact is theirs to keep up to date, and will be nobody's.",
                    "{n} contacts are theirs to keep up to date, and will be nobody's.",
                    kept,
                )
            ),
        )
    return (
        Note(
            _n(
                "{name} will keep {n} contact of theirs.",
                "{name} will keep {n} contacts of theirs.",
                kept,
                name=to.name,
            )
        ),
    )


def _promised(promised: int, to: OfficialView | None) -> tuple[Part, ...]:
    """What becomes of their open follow-ups, of those that the speaker sees."""
    if not promised:
        return ()
    if to is None:
        text = _n(
            "{n} open follow-up is theirs, and will be their city's alone.",
            "{n} open follow-ups are theirs, and will be their city's alone.",
            promised,
        )
    else:
        text = _n(
            "{name} will have {n} open follow-up of theirs.",
            "{name} will have {n} open follow-ups of theirs.",
            promised,
            name=to.name,
        )
    return (Note(text),)


def handed_over(promised: int, to: OfficialView | None) -> tuple[Part, ...]:
    """What became of the open follow-ups that were theirs."""
    if not promised:
        return ()
    if to is not None:
        text = _n(
            "{name} now has {n} open follow-up of theirs.",
            "{name} now has {n} open follow-ups of theirs.",
            promised,
            name=to.name,
        )
    else:
        text = _n(
            "{n} open follow-up of theirs is now their city's alone, and needs somebody.",
            "{n} open follow-ups of theirs are now their city's alone, and need somebody.",
            promised,
        )
    return (Note(text),)
