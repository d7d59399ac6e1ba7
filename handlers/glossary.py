"""`/translate glossary`: the terms that the network agreed on."""

from bot.chat.arguments import Choice, Page, Rest
from bot.chat.call import Call
from bot.chat.errors import Mistake, Question
from bot.chat.parsing import Option
from bot.chat.registry import command
from bot.chat.reply import Button, Entries, Entry, File, Note, Part, Reply, Tone
from bot.chat.terms import EXAMPLE, GivenTerm, TermKey, TermName, TermPair
from bot.chat.text import Language, Msg, Text, _, _c, _n
from bot.domain.access import Role
from bot.files.glossary_files import MEDIA_TYPES, GlossaryFormat, write_glossary
from bot.files.glossary_lines import TermLine
from handlers.pages import pages_of, turning
from storage.glossary import TermView

PER_PAGE = 10
_MOST_CHOICES = 6


class TermText(Rest):
    """Some letters of a term."""

    placeholder = _("TEXT")
    longest = 100


@command(
    "translate glossary add",
    _("A term and what it is to be in another language"),
    TermPair("given"),
    examples=(EXAMPLE.lstrip("/"),),
    role=Role.STEWARD,
    writes=True,
)
def glossary_add(call: Call, given: GivenTerm) -> Reply:
    """From now on every translation in this direction has it so."""
    before = call.records.glossary.put(
        given.term, given.source_language, given.rendering, given.target_language
    )
    facts = {
        "term": given.term,
        "rendering": given.rendering,
        "source": Language(given.source_language),
        "target": Language(given.target_language),
    }
    if before is not None and (before.term, before.rendering) == (given.term, given.rendering):
        return Reply(_("“{term}” is “{rendering}” already, {source} to {target}.", **facts))
    title = _("“{term}” is now “{rendering}” in translations from {source} to {target}.", **facts)
    parts: tuple[Part, ...] = ()
    if before is not None:
        parts = (Note(_("Before: “{rendering}”", rendering=before.rendering)),)
    return Reply(title, parts, (_undo(call), *_other_way(call, given), _LIST), Tone.DONE)


@command(
    "translate glossary keep",
    _("A name or term that stays as it is in every language"),
    TermName("name"),
    examples=("translate glossary keep Hafenfest",),
    role=Role.STEWARD,
    writes=True,
)
def glossary_keep(call: Call, name: str) -> Reply:
    """No translation touches it from now on."""
    if not call.records.glossary.keep(name):
        return Reply(_("“{term}” stays as it is already.", term=name), buttons=(_LIST,))
    title = _("“{term}” now stays as it is in every translation.", term=name)
    return Reply(title, (), (_undo(call), _LIST), Tone.DONE)


@command(
    "translate glossary list",
    _("The network's terms: all, or those with a text in them"),
    TermText("text", optional=True),
    options=(Option("page", Page("page", optional=True), _c("option", "page")),),
    examples=("translate glossary list", "translate glossary list council"),
)
def glossary_list(call: Call, text: str | None, page: int | None) -> Reply:
    """The terms by spelling, page by page."""
    wanted, glossary = text or "", call.records.glossary
    count = glossary.count(wanted)
    pages = pages_of(count, PER_PAGE)
    at = min(page or 1, pages)
    terms = glossary.listed(PER_PAGE, (at - 1) * PER_PAGE, wanted)
    parts: list[Part] = [Entries(tuple(_entry(each) for each in terms))]
    if pages > 1:
        parts.append(Note(_("Page {page} of {pages}", page=at, pages=pages)))
    if not glossary.count():
        parts.append(Note(_("A steward adds one: {example}", example=EXAMPLE)))
    steps = turning(f"translate glossary list {wanted}".strip(), at, pages)
    if wanted and not count:
        steps = (Button(_("All terms"), "translate glossary list"),)
    return Reply(_counted(wanted, count), tuple(parts), steps, replaces=True)


@command(
    "translate glossary remove",
    _("Take a term out of the glossary"),
    TermKey("key"),
    examples=("translate glossary remove Stadtrat",),
    role=Role.STEWARD,
    writes=True,
)
def glossary_remove(call: Call, key: int | str) -> Reply:
    """The engines translate it as they like again."""
    term = _meant(call, key)
    call.records.glossary.remove(term.id)
    title = _("“{term}” is no longer in the glossary.", term=term.term)
    return Reply(title, (), (_undo(call), _LIST), Tone.DONE, replaces=True)


@command(
    "translate glossary export",
    _("The glossary as a file: CSV, TBX, TMX or JSON"),
    Choice("form", optional=True, words=GlossaryFormat, called=_("FORM")),
    examples=("translate glossary export", "translate glossary export tbx"),
)
def glossary_export(call: Call, form: GlossaryFormat | None) -> Reply:
    """All terms, so that other programs and networks can read them."""
    terms = [_line(number, each) for number, each in enumerate(call.records.glossary.every(), 1)]
    chosen, network = form or GlossaryFormat.CSV, call.speaker.network
    name = f"glossary-{network.slug}-{call.today.isoformat()}.{chosen}"
    content = write_glossary(terms, chosen, network.name)
    # Spreadsheet programs tell by its first sign that a table is in Unicode.
    encoding = "utf-8-sig" if chosen is GlossaryFormat.CSV else "utf-8"
    file = File(name, content.encode(encoding), MEDIA_TYPES[chosen])
    title = _n("{n} term in {name}", "{n} terms in {name}", len(terms), name=name)
    return Reply(title, (file,), tone=Tone.DONE)


_LIST = Button(_("All terms"), "translate glossary list")


def _undo(call: Call) -> Button:
    return Button(_("Undo"), f"undo {call.records.trail.batch}")


def _other_way(call: Call, given: GivenTerm) -> tuple[Button, ...]:
    """The same in the other direction, unless something is agreed on for that already."""
    known = call.records.glossary.named(given.rendering)
    pair = (given.target_language, given.source_language)
    if any((each.source_language, each.target_language) == pair for each in known):
        return ()
    if '"' in given.term + given.rendering:
        return ()
    label = _(
        "Also {source} to {target}",
        source=Language(given.target_language),
        target=Language(given.source_language),
    )
    says = f'translate glossary add "{given.rendering}" = "{given.term}" ({"-".join(pair)})'
    return (Button(label, says),)


def _meant(call: Call, key: int | str) -> TermView:
    glossary = call.records.glossary
    if isinstance(key, int):
        found = [term] if (term := glossary.get(key)) else []
    else:
        found = glossary.named(key)
    if not found:
        raise Mistake(_("There is no such term in the glossary."), _LIST)
    if len(found) > 1:
        buttons = (
            Button(_directed(each), f"translate glossary remove #{each.id}")
            for each in found[:_MOST_CHOICES]
        )
        raise Question(_("“{term}” is in it several times. Which one?", term=key), *buttons)
    return found[0]


def _entry(term: TermView) -> Entry:
    if term.is_kept:
        return Entry(_("“{text}”", text=term.term), _("stays as it is"))
    lead = _("“{term}” → “{rendering}”", term=term.term, rendering=term.rendering)
    return Entry(lead, _directed(term))


def _directed(term: TermView) -> Text:
    if term.is_kept:
        return _("stays as it is")
    return _(
        "{source} to {target}",
        source=Language(term.source_language),
        target=Language(term.target_language),
    )


def _counted(text: str, count: int) -> Msg:
    if text:
        return _n("{n} term for “{text}”", "{n} terms for “{text}”", count, text=text)
    return _n("{n} term in the glossary", "{n} terms in the glossary", count)


def _line(number: int, term: TermView) -> TermLine:
    return TermLine(
        number,
        term.term,
        term.source_language,
        term.rendering,
        term.target_language,
        term.is_kept,
    )
