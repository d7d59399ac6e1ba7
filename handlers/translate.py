"""`/translate`: a text, or the message that is replied to, in the reader's language or another."""

from bot.chat.arguments import Rest, Words
from bot.chat.call import Call
from bot.chat.errors import Mistake, Question
from bot.chat.languages import OneLanguage, known_language
from bot.chat.registry import command
from bot.chat.reply import Button, Paragraph, Reply, Tone
from bot.chat.speech import languages
from bot.chat.terms import BETTER, BetterText, GivenTerm
from bot.chat.text import Listing, Msg, _
from bot.chat.wishes import Wish, place_of
from bot.domain.access import Role
from bot.domain.marks import code_in
from bot.domain.numerals import numbers_apart, same_numbers
from bot.domain.scripts import base
from bot.domain.translating import Pair
from handlers.translation_words import in_quotes, waiting

# Of a message that is replied to; what is typed ends sooner.
LONGEST_TEXT = 12_000
_EXAMPLE = "/translate to uk Good morning"


class SomeText(Rest):
    """What is to be translated, whatever is in it."""

    longest = LONGEST_TEXT


class OtherLanguage(OneLanguage):
    """A language in front of a text, in as many words as its name has."""

    def starts(self, words: Words, call: Call) -> int:
        """The most first words that are the name of a language; one if none is."""
        counts = range(min(3, len(words)), 1, -1)
        return next((n for n in counts if known_language(words[:n].text, call)), 1)


@command(
    "translate",
    _("A text in your language; as a reply to a message, that message"),
    SomeText("text", optional=True),
    examples=("translate Доброго ранку всім",),
)
def translate(call: Call, text: str | None) -> Reply:
    """The text in the language of whoever asks."""
    return waiting(_wish(call, text, call.speaker.language))


@command(
    "translate to",
    _("A text, or the message that you reply to, in another language"),
    OtherLanguage("language"),
    SomeText("text", optional=True),
    examples=(_EXAMPLE.lstrip("/"),),
)
def translate_to(call: Call, language: str, text: str | None) -> Reply:
    """The text in the language that was named. What does not tell its own language is most
    likely in that of whoever typed it."""
    return waiting(_wish(call, text, language))


@command(
    "translate check",
    _("What a translation says, translated back"),
    OneLanguage("source"),
    OneLanguage("target"),
    SomeText("text"),
    hidden=True,
)
def translate_check(call: Call, source: str, target: str, text: str) -> Reply:
    """The translation in the language of its original."""
    return waiting(
        Wish(
            text,
            target,
            call.speaker.scope,
            call.records.translation_policies.holding(place_of(call.message.venue)),
            source=source,
            is_back=True,
        )
    )


@command(
    "translate correct",
    _("A better translation of a text; it is remembered and goes before what engines make"),
    BetterText("given"),
    examples=(BETTER.lstrip("/"),),
    role=Role.EDITOR,
    writes=True,
)
def translate_correct(call: Call, given: GivenTerm) -> Reply:
    """From now on the text is translated so for everybody in the network. A question if its
    numbers are others than those of the text."""
    if not same_numbers(given.term, given.rendering):
        raise _other_numbers(call, given)
    return _corrected(call, given)


@command(
    "translate insist",
    _("A better translation whose numbers are others"),
    BetterText("given"),
    role=Role.EDITOR,
    writes=True,
    hidden=True,
)
def translate_insist(call: Call, given: GivenTerm) -> Reply:
    """The same without a question: said by the button under it."""
    return _corrected(call, given)


def _corrected(call: Call, given: GivenTerm) -> Reply:
    pair = Pair(given.source_language, given.target_language)
    call.records.memory.correct(given.term, pair, given.rendering)
    title = _("Thank you. From now on I translate that so:")
    undo = Button(_("Undo"), f"undo {call.records.trail.batch}")
    return Reply(title, (Paragraph(given.rendering),), (undo,), Tone.DONE)


@command(
    "translate suggest",
    _("How to say a better translation"),
    OneLanguage("source"),
    OneLanguage("target"),
    SomeText("text"),
    role=Role.EDITOR,
    hidden=True,
)
def translate_suggest(call: Call, source: str, target: str, text: str) -> Reply:
    """The command with all but the translation in it."""
    said = f"/translate correct {in_quotes(text)} = “…” ({source}-{target})"
    return Reply(_("Send me this, with your translation in place of the dots:"), (Paragraph(said),))


def _other_numbers(call: Call, given: GivenTerm) -> Question:
    own, theirs = (Listing(tuple(each)) for each in numbers_apart(given.term, given.rendering))
    if own.items and theirs.items:
        asked = _(
            "Your translation says {theirs} where the text says {own}, so I have not kept it.",
            theirs=theirs,
            own=own,
        )
    elif theirs.items:
        asked = _(
            "Your translation says {theirs}, which the text does not, so I have not kept it.",
            theirs=theirs,
        )
    elif own.items:
        asked = _(
            "The text says {own}, which your translation does not, so I have not kept it.", own=own
        )
    else:
        asked = _(
            "The dates or amounts in your translation are not those of the text, so I have not"
            " kept it."
        )
    said = call.line.between(2, len(call.line.words))
    return Question(asked, Button(_("Keep it all the same"), f"translate insist {said}"))


def _wish(call: Call, text: str | None, target: str) -> Wish:
    quoted = call.message.quoted
    said = text or (quoted.text if quoted else "")
    if not said:
        raise Mistake(_unsaid(call))
    if len(said) > LONGEST_TEXT:
        raise Mistake(_("That is longer than {n} characters; please shorten it.", n=LONGEST_TEXT))
    spoken = call.speaker.language
    is_own = bool(text) and base(spoken) != base(target)
    among = (*call.records.networks.spoken(), *languages(), spoken, target)
    policies, venue = call.records.translation_policies, call.message.venue
    here = there = policies.holding(place_of(venue))
    if quoted is not None and not text:
        there = policies.holding_for(place_of(venue), venue, quoted.own or quoted.message)
    return Wish(
        said,
        target,
        call.speaker.scope,
        there,
        tuple(dict.fromkeys(among)),
        otherwise=spoken if is_own else "",
        code=code_in(quoted.marks) if quoted is not None and not text else (),
        is_confined=there != here,
        by_sign=call.message.by_sign,
    )


def _unsaid(call: Call) -> Msg:
    if call.message.quoted is not None:
        return _("I was not told what that message says. Copy it: {example}", example=_EXAMPLE)
    return _(
        "Please say what to translate, or reply to a message with it. For example: {example}",
        example=_EXAMPLE,
    )
