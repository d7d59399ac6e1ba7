"""An official of the network, named by somebody else."""

from rapidfuzz import process

from bot.chat.arguments import Argument, Words
from bot.chat.call import Call
from bot.chat.errors import Mistake, Question
from bot.chat.reply import Button
from bot.chat.text import Text, _
from bot.domain.names import fold
from storage.officials import OfficialView

_MOST = 5
# Below this likeness (0–100) a name is not offered for what was typed.
_LIKE = 60
# Of so many officials the one with a name most like what was typed is looked for.
_SEARCHED = 1000


class TheOfficial(Argument):
    """An official by name, or as `#12`."""

    placeholder = _("OFFICIAL")

    def read(self, words: Words, call: Call) -> OfficialView:
        """The official. Question if it can be several, Mistake if there is none."""
        typed = words.text
        if typed.startswith("#") and typed[1:].isdecimal() and len(typed) < 12:
            found = call.records.officials.get(int(typed[1:]))
            named = [found] if found else []
        else:
            named = call.records.officials.named(typed)
        if len(named) == 1:
            return named[0]
        choices = named or _like(typed, call)
        buttons = tuple(
            Button(titled(each), words.said_again(f"#{each.id}")) for each in choices[:_MOST]
        )
        if named:
            raise Question(_("Whom do you mean?"), *buttons)
        raise Mistake(
            _("This network has no official called “{typed}”.", typed=typed[:60]), *buttons
        )


def titled(official: OfficialView) -> Text:
    """An official with what they are: `Petro (editor, Odesa)`."""
    if official.party is None:
        return _("{name} ({role})", name=official.name, role=official.role)
    return _(
        "{name} ({role}, {city})",
        name=official.name,
        role=official.role,
        city=official.party.name,
    )


def _like(typed: str, call: Call) -> list[OfficialView]:
    everyone = call.records.officials.listed(limit=_SEARCHED)
    names = {each.id: fold(each.name) for each in everyone}
    near = process.extract(fold(typed), names, limit=_MOST, score_cutoff=_LIKE)
    by_id = {each.id: each for each in everyone}
    return [by_id[key] for _name, _score, key in near]
