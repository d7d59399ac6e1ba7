"""`/contact add`: a person or an office, in one natural line."""

from typing import Any

from rapidfuzz import fuzz

from bot.chat.arguments import Keyword, Words
from bot.chat.call import Call
from bot.chat.contact_facts import facts as contact_facts
from bot.chat.contact_facts import fitting
from bot.chat.contact_parts import ContactParts, Said
from bot.chat.contacts import named
from bot.chat.errors import Missing, Mistake, Question
from bot.chat.parsing import Option
from bot.chat.registry import command
from bot.chat.reply import Button, Reply, Tone
from bot.chat.text import Listing, Text, _
from bot.domain.access import Role
from bot.domain.names import fold
from bot.domain.vocabulary import ContactMedium, Visibility
from handlers.contact_words import basis_hints, edit_hint, parts_of, show_button, undo_button
from storage.contact_views import ContactCard, Draft, Way
from storage.views import PartyView

# A part this like (0–100) a member's name is that name misspelt.
_MISSPELT = 75
_MOST_CITIES = 6
# Said by the button under the question whether it is a duplicate.
_ANYWAY = Option("anyway", Keyword("anyway", accepted=("yes",)), _("anyway"))


@command(
    "contact add",
    _("Record a person or an office: name, city, position, addresses and languages"),
    ContactParts("said", optional=True),
    options=(
        *contact_facts(clearable=False),
        Option("anyway", Keyword("anyway", accepted=("yes",)), _("anyway")),
    ),
    examples=(
        "contact add Oksana Kovalenko, Odesa, protocol officer, oksana@odesa.example,"
        " +380 48 123 45 67, uk",
        "contact add position=Protocol Office, city=Odesa, email=protocol@odesa.example",
    ),
    role=Role.EDITOR,
    writes=True,
)
def contact_add(call: Call, said: Said | None, anyway: str | None, **given: Any) -> Reply:
    """Editors record contacts of their own city and its partners, stewards of any."""
    draft = _draft(said or Said(), given, call)
    contacts = call.records.contacts
    if anyway is None:
        _ask_about_duplicates(call, draft)
    contact = contacts.add(draft)
    if not contacts.writable(contact.party_id):
        raise Mistake(_who_can_add(call, contact.party_id))
    card = seen(call, contact.id)
    title = _("{contact} is recorded.", contact=named(card))
    buttons = (undo_button(call), show_button(card.id))
    parts = (*parts_of(card, call), *basis_hints(card), edit_hint(card))
    return Reply(title, parts, buttons, Tone.DONE)


def seen(call: Call, contact_id: int) -> ContactCard:
    """The card of a contact that was just written. Mistake if that hid it from the speaker."""
    card = call.records.contacts.card(contact_id)
    if card is None:
        raise Mistake(
            _(
                "With that visibility you could not see the contact yourself. Choose"
                " {partnership} or {network}.",
                partnership=Visibility.PARTNERSHIP.value,
                network=Visibility.NETWORK.value,
            )
        )
    return card


def _draft(said: Said, given: dict[str, Any], call: Call) -> Draft:
    name, position = _name_and_position(said, given, call)
    if not fold(name) and not fold(position):
        raise Missing(_("Please say a name or a position, and a city or an organisation as well."))
    party: PartyView | None = given["city"] or said.party
    if party is None and not given["org"]:
        raise _which_city(said, name or position, call)
    term = given["term"] or said.term or (None, None)
    return Draft(
        party_id=party.id if party else None,
        organisation=given["org"] or "",
        name=name,
        names=given["alias"] or (),
        position=position,
        function=given["function"] or said.function,
        languages=tuple(dict.fromkeys((*said.languages, *(given["languages"] or ())))),
        ways=_ways(said, given),
        term_from=term[0],
        term_until=term[1],
        visibility=given["visibility"] or Visibility.NETWORK,
        source=given["source"] or "",
        legal_basis=given["basis"],
        note=given["note"] or "",
    )


def _ways(said: Said, given: dict[str, Any]) -> tuple[Way, ...]:
    """The addresses in the line, then those given by name."""
    by_name = (given[medium.value] for medium in ContactMedium)
    return (*said.ways, *(way for way in by_name if way is not None))


def _name_and_position(said: Said, given: dict[str, Any], call: Call) -> tuple[str, str]:
    """The first part is the name and the second the position, unless one of them was given by
    name or only one of them begins small. Mendable if there are more."""
    name, position = given["name"] or "", given["position"] or ""
    texts = list(said.texts)
    if texts and not position and _begins_small(texts[0].text) and fold(texts[0].text):
        position = fitting(texts.pop(0).text, 200)
    if texts and not name:
        name = fitting(texts.pop(0).text, 200)
    if texts and not position:
        position = fitting(texts.pop(0).text, 200)
    if texts:
        raise _what_is(texts[0], call, party_known=bool(said.party or given["city"]))
    return name, position


def _begins_small(text: str) -> bool:
    """Whether a text is all in small letters, of a script that has capital ones."""
    return text == text.lower() != text.upper()


def _what_is(part: Words, call: Call, *, party_known: bool) -> Question:
    """Asks what a part is that is neither name nor position."""
    buttons = [] if party_known else _misspelt_city(part, call)
    quoted = part.text.replace('"', "'")
    buttons.append(Button(_("Organisation"), part.said_again(f'org="{quoted}"')))
    buttons.append(Button(_("A note"), f'{part.said_again("")} note="{quoted}"'))
    return Question(_("What is “{text}”?", text=part.text[:60]), *buttons)


def _which_city(said: Said, name: str, call: Call) -> Question:
    """Asks for the city, offering those whose names come near what was typed, else those that
    the speaker writes for."""
    near = [
        button for part in said.texts[1:] or said.texts for button in _misspelt_city(part, call)
    ]
    if near:
        return Question(_("Which city do you mean?"), *near)
    parties = [
        call.records.parties.get(id_) for id_ in call.records.contacts.partner_ids()[:_MOST_CITIES]
    ]
    buttons = [
        Button(party.name, f"{call.line.text} city=#{party.id}")
        for party in parties
        if party is not None
    ]
    return Question(
        _("Which city or organisation does {name} belong to? Add city=… or org=…", name=name),
        *buttons,
    )


def _misspelt_city(part: Words, call: Call) -> list[Button]:
    typed = fold(part.text)
    return [
        Button(city.name, part.said_again(f"#{city.id}"))
        for city in call.records.parties.nearest(part.text, limit=3)
        if fuzz.ratio(typed, fold(city.name)) >= _MISSPELT
    ]


def _ask_about_duplicates(call: Call, draft: Draft) -> None:
    """Question if a contact of the same name in the same city, or with the same address, is on
    record."""
    alike = call.records.contacts.like(draft)
    if not alike:
        return
    known = Listing(tuple(named(line) for line in alike))
    show = (
        Button(_("Show {name}", name=line.called), f"contact show #{line.id}") for line in alike
    )
    raise Question(
        _("There is {contact} already. Is that who you mean?", contact=known),
        *show,
        Button(_("Add anyway"), f"{call.line.text} anyway=yes"),
    )


def _who_can_add(call: Call, party_id: int | None) -> Text:
    city = call.records.parties.get(party_id) if party_id is not None else None
    if city is None:
        return _(
            "A contact of no city is the network's, and only stewards can add one. Please say"
            " the city as well: city=…"
        )
    return _(
        "Contacts of {city} are added by its own editors, those of its partner cities, and the"
        " network's stewards.",
        city=city.name,
    )
