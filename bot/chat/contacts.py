"""Which contact is meant, when people type a name or press a button."""

from bot.chat.arguments import Argument, Words
from bot.chat.call import Call
from bot.chat.contact_terms import terms_of
from bot.chat.errors import Mistake, Question
from bot.chat.reply import Button
from bot.chat.resolving import numbered
from bot.chat.text import Msg, Text, _, _c
from bot.domain.names import fold
from storage.contact_views import ContactCard, ContactLine

MOST_CHOICES = 6


class TheContact(Argument):
    """One contact: a name in any script, a part of it, or `#12` as buttons say it."""

    placeholder = _("CONTACT")

    def read(self, words: Words, call: Call) -> ContactCard:
        """The contact meant. Question if it can be several or nobody is called quite so."""
        number = numbered(words.text, "#")
        card = call.records.contacts.card(_meant(words, call) if number is None else number)
        if card is None:
            raise Mistake(
                _("There is no such contact that you can see. See {find}.", find="/contact find")
            )
        return card


class Confirmed(Argument):
    """`--yes`: the answer to what a command would ask first."""

    placeholder = Msg("--yes")

    def ends(self, words: Words, call: Call) -> int:
        """One, if it is the last word."""
        return int(bool(words) and words.words[-1].text == "--yes")

    def read(self, words: Words, call: Call) -> bool:
        """That it was said. Mistake for anything else in its place."""
        if words.text != "--yes":
            raise Mistake(_("I do not know what to do with “{rest}”.", rest=words.text[:60]))
        return True


def named(contact: ContactLine | ContactCard) -> Text:
    """A contact by name and city."""
    name = contact.called or contact.organisation
    if contact.party is None:
        return name
    return _("{name}, {city}", name=name, city=contact.party.name)


def role_of(contact: ContactLine | ContactCard) -> Text:
    """What the contact is: the position, or else the function; empty if neither is known."""
    if contact.name and contact.position:
        return contact.position
    if contact.function is not None:
        return _c("value", "{value}", value=contact.function)
    return ""


def _meant(words: Words, call: Call) -> int:
    text = words.text
    if not fold(text):
        raise Mistake(_("Please say: {what}", what=TheContact.placeholder))
    contacts = call.records.contacts
    exact = contacts.named(text)
    found = exact or contacts.found(terms_of(text, call))
    if len(found) == 1:
        return found[0]
    if found:
        raise Question(
            _("Which {name} do you mean?", name=text[:60]), *_choices(found, words, call)
        )
    terms = terms_of(text, call, forgiving=True)
    near = contacts.found(terms, forgiving=True) or contacts.nearest(terms)
    if near:
        raise Question(
            _("I know no contact “{name}”. Did you mean one of these?", name=text[:60]),
            *_choices(near[:3], words, call),
        )
    raise Mistake(
        _(
            "I know no contact “{name}”. To record one: {example}",
            name=text[:60],
            example=f"/contact add {text[:60]}",
        )
    )


def _choices(ids: list[int], words: Words, call: Call) -> list[Button]:
    lines = call.records.contacts.lines(ids[:MOST_CHOICES])
    return [Button(_told_apart(line), words.said_again(f"#{line.id}")) for line in lines]


def _told_apart(line: ContactLine) -> Text:
    role = role_of(line)
    return _("{contact} – {role}", contact=named(line), role=role) if role else named(line)
