"""The facts of a contact as they are given by name: `email=`, `term=2024-2028`, `org=…`."""

import re
from dataclasses import dataclass
from datetime import date

from bot.chat.arguments import Argument, Choice, Rest, Words
from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.languages import Languages, known_language
from bot.chat.line import Word
from bot.chat.parsing import Option
from bot.chat.resolving import City
from bot.chat.text import Msg, _, _c
from bot.domain import addresses
from bot.domain.names import fold
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import ContactFunction, ContactMedium, LegalBasis, Visibility
from storage.contact_views import Way
from storage.views import PartyView

_MARKS = (",", ";", "，", "；")
_DAY = r"\d{4}(?:-\d{1,2}){0,2}"
_TERM = re.compile(rf"({_DAY})?\s*(?:–|—|\.\.+|/|-|\bto\b|\buntil\b)\s*({_DAY})?")
# What the columns hold.
_LONGEST_ADDRESS = 320
_LONGEST_TEXT = 200
_SHAPES = {
    ContactMedium.EMAIL: addresses.email,
    ContactMedium.PHONE: addresses.phone,
    ContactMedium.WHATSAPP: addresses.phone,
    ContactMedium.TELEGRAM: addresses.telegram,
}
_NO_SUCH = {
    ContactMedium.EMAIL: _c(
        "address",
        "“{text}” is no e-mail address. It should look like {example}.",
        example="oksana@odesa.example",
    ),
    ContactMedium.PHONE: _c(
        "address",
        "“{text}” is no phone number. It should look like {example}.",
        example="+380 48 123 45 67",
    ),
    ContactMedium.WHATSAPP: _c(
        "address",
        "“{text}” is no phone number. It should look like {example}.",
        example="+380 48 123 45 67",
    ),
    ContactMedium.TELEGRAM: _c(
        "address",
        "“{text}” is no Telegram name. It should look like {example}.",
        example="@oksana",
    ),
}


@dataclass(frozen=True)
class Part(Argument):
    """A few words up to a comma or the next fact, as many as the record can keep."""

    longest: int = _LONGEST_TEXT
    called: Msg = Msg("TEXT")  # noqa: RUF009  it is frozen

    @property
    def placeholder(self) -> Msg:  # type: ignore[override]  # each fact has a name of its own
        """What the fact is called in a usage line."""
        return self.called

    def starts(self, words: Words, call: Call) -> int:
        """The words up to the first comma."""
        return up_to_mark(words)

    def read(self, words: Words, call: Call) -> str:
        """The words without the comma."""
        return fitting(trimmed(words).text, self.longest)


class NamesPart(Part):
    """Names in other scripts, with strokes between them: `Оксана / オクサナ`."""

    def read(self, words: Words, call: Call) -> tuple[str, ...]:  # type: ignore[override]  # more than one
        """The names, none of them empty."""
        named = (name.strip() for name in re.split(r"[/|]", trimmed(words).text))
        return tuple(fitting(name, self.longest) for name in named if fold(name))


@dataclass(frozen=True)
class WayPart(Part):
    """An address of one medium."""

    medium: ContactMedium = ContactMedium.EMAIL

    def read(self, words: Words, call: Call) -> Way:  # type: ignore[override]  # it has a medium
        """The way. Mistake if that is no such address."""
        return address(self.medium, trimmed(words).text)


class TermPart(Part):
    """A term of office: `2024-2028`, `2024-05..2028-05`, `2024-`."""

    def read(self, words: Words, call: Call) -> tuple[date | None, date | None]:  # type: ignore[override]  # two days
        """Its first and last day. Mistake if it cannot be read."""
        return term_of_office(trimmed(words).text)


class CityPart(City):
    """A member of the network, up to a comma or the next fact."""

    def starts(self, words: Words, call: Call) -> int:
        """The words up to the first comma."""
        return up_to_mark(words)

    def read(self, words: Words, call: Call) -> PartyView:
        """The member. Mendable as for any City."""
        return super().read(trimmed(words), call)


class LanguagesPart(Languages):
    """Languages, also with spaces after the commas."""

    def starts(self, words: Words, call: Call) -> int:
        """The words that go on naming languages."""
        count = 1
        while count < len(words) and words.words[count - 1].text.endswith(_MARKS):
            if known_language(words.words[count].text.rstrip("".join(_MARKS)), call) is None:
                break
            count += 1
        return count


class Note(Rest):
    """Words that go on to the next fact, commas and all."""


class Source(Part):
    """Where it is known from, up to the next fact."""


def facts(*, clearable: bool) -> tuple[Option, ...]:
    """The facts of a contact; where they are `clearable`, `phone=` takes the phone away."""
    ways = tuple(
        Option(medium.value, WayPart(medium.value, medium=medium), name, clearable=clearable)
        for medium, name in _WAYS
    )
    function: Argument = Choice("function", words=ContactFunction)
    visible: Argument = Choice("visibility", words=Visibility)
    basis: Argument = Choice("basis", words=LegalBasis)
    return (
        Option("name", Part("name"), _("name"), clearable=clearable),
        Option("city", CityPart("city"), _("city"), clearable=clearable),
        Option("position", Part("position"), _("position"), clearable=clearable),
        Option("function", function, _("function"), clearable=clearable),
        *ways,
        Option("languages", LanguagesPart("languages"), _("languages"), clearable=clearable),
        Option("org", Part("org"), _("organisation"), clearable=clearable),
        Option("alias", NamesPart("alias"), _("other name"), clearable=clearable),
        Option("visibility", visible, _("visibility")),
        Option("term", TermPart("term"), _("term of office"), clearable=clearable),
        Option("basis", basis, _c("contact", "basis"), clearable=clearable),
        Option("source", Source("source"), _("source"), runs_on=True, clearable=clearable),
        Option("note", Note("note"), _c("contact", "note"), runs_on=True, clearable=clearable),
    )


_WAYS = (
    (ContactMedium.EMAIL, _("e-mail")),
    (ContactMedium.PHONE, _("phone")),
    (ContactMedium.TELEGRAM, _("Telegram")),
    (ContactMedium.WHATSAPP, _("WhatsApp")),
    (ContactMedium.LINE, _c("messenger", "LINE")),
    (ContactMedium.SLACK, _("Slack")),
    (ContactMedium.POST, _c("medium", "post")),
)


def address(medium: ContactMedium, text: str) -> Way:
    """The way to reach someone by this address. Mistake if it is no address of the medium."""
    shape = _SHAPES.get(medium)
    written = shape(text) if shape else text.strip()
    if written is None:
        refusal = _NO_SUCH[medium]
        raise Mistake(Msg(refusal.id, {**refusal.args, "text": text[:60]}, context=refusal.context))
    return Way(medium, fitting(written, _LONGEST_ADDRESS))


def term_of_office(text: str) -> tuple[date | None, date | None]:
    """First and last day of a term; either may be open. Mistake for anything else."""
    match = _TERM.fullmatch(text.strip())
    start, end = match.groups() if match else (None, None)
    try:
        first = PartialDate.parse(start).start if start else None
        last = PartialDate.parse(end).end if end else None
    except ValueError:
        first = last = None
    if (first is None and last is None) or (first and last and last < first):
        raise Mistake(
            _(
                "“{text}” is no term of office. Write it like {example}.",
                text=text[:60],
                example="2024-2028",
            )
        )
    return first, last


def up_to_mark(words: Words) -> int:
    """How many words there are up to the first that ends with a comma; the value of a fact
    that was quoted is one word."""
    first = words.words[0]
    if words.line.text[first.start : first.end] != first.text:
        return 1
    ends = (index for index, word in enumerate(words.words) if word.text.endswith(_MARKS))
    return min(next(ends, len(words)) + 1, len(words))


def trimmed(words: Words) -> Words:
    """The words without the comma after them."""
    last = words.words[-1]
    text = last.text.rstrip("".join(_MARKS))
    end = last.end - (len(last.text) - len(text))
    return Words(words.line, (*words.words[:-1], Word(text, last.start, end, last.quoted)))


def fitting(text: str, longest: int) -> str:
    """The text, if it fits and says something. Mistake if it does not."""
    said = " ".join(text.split())
    if len(said) > longest:
        raise Mistake(_("That is longer than {n} characters; please shorten it.", n=longest))
    return said
