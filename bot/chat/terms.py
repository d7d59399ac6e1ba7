"""Terms of a glossary as people type them: `"Stadtrat" = "city council" (de-en)`."""

import re
from dataclasses import dataclass

from bot.chat.arguments import Argument, Words
from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.languages import language_of
from bot.chat.line import unquoted
from bot.chat.resolving import numbered
from bot.chat.text import Language, Msg, _
from bot.domain.names import fold

LONGEST_TERM = 200
BETTER = '/translate correct "Good morning" = "Доброго ранку" (en-uk)'
EXAMPLE = '/translate glossary add "Stadtrat" = "city council" (de-en)'
# A quoted run up to its own closing mark, or else all up to the sign.
_QUOTED = r"\"[^\"]*\"|“[^”“]*[”“]|„[^“”]*[“”]|«[^»]*»|»[^«]*«|「[^」]*」|『[^』]*』|”[^”]*”"
_SIDES = re.compile(rf"(?P<term>{_QUOTED}|.+?)\s*(?:=>|=|＝|→|->)\s*(?P<rest>.+)", re.DOTALL)
_IN_BRACKETS = re.compile(
    r"(?P<rendering>.+?)\s*[(（\[](?P<pair>[^()（）\[\]]+)[)）\]]\s*", re.DOTALL
)
_BEHIND = re.compile(rf"(?P<rendering>{_QUOTED})\s+(?P<pair>\S+(?:\s*(?:[-–—→>/]|->|to)\s*\S+)?)")
_BETWEEN = re.compile(r"\s*(?:->|=>|→|[-–—/>,])\s*|\s+(?:to|nach|vers|a|до)\s+")


@dataclass(frozen=True, slots=True)
class GivenTerm:
    """A term in one language and what it is to be in another one."""

    term: str
    source_language: str
    rendering: str
    target_language: str


class TermPair(Argument):
    """A term, what it is in another language, and which languages these are."""

    placeholder = _("“TERM” = “TRANSLATION” (FROM-TO)")

    def read(self, words: Words, call: Call) -> GivenTerm:
        """The term. Mistake if a part is missing, too long, or in the same language."""
        given, (source, target) = _given(words, call, EXAMPLE)
        return GivenTerm(_checked(given["term"]), source, _checked(given["rendering"]), target)


class BetterText(Argument):
    """A text, a better translation of it, and which languages these are."""

    placeholder = _("“TEXT” = “TRANSLATION” (FROM-TO)")

    def read(self, words: Words, call: Call) -> GivenTerm:
        """Both as they were typed. Mistake if a part is missing, or both are in one language."""
        given, (source, target) = _given(words, call, BETTER)
        return GivenTerm(given["term"], source, given["rendering"], target)


class TermName(Argument):
    """A term or a name, with or without quotes."""

    placeholder = _("TERM")

    def read(self, words: Words, call: Call) -> str:
        """The term as it was typed. Mistake if there is nothing in it to be found by."""
        return _checked(words.text)


class TermKey(Argument):
    """A term of the glossary, by its number or as it is spelt."""

    placeholder = _("TERM")

    def read(self, words: Words, call: Call) -> int | str:
        """The number or the term."""
        number = numbered(words.text, "#")
        return _checked(words.text) if number is None else number


def _given(words: Words, call: Call, example: str) -> tuple[dict[str, str], tuple[str, str]]:
    """Both texts without their quotes, and the languages."""
    typed = words.line.text[words.words[0].start : words.words[-1].end]
    sides = _SIDES.fullmatch(typed.strip())
    if sides is None:
        raise Mistake(_how_to(example))
    rest = sides["rest"].strip()
    found = _IN_BRACKETS.fullmatch(rest) or _BEHIND.fullmatch(rest)
    if found is None:
        raise Mistake(
            _("Please say from which language to which, for example: {example}", example=example)
        )
    source, target = pair_of(found["pair"], call)
    if source == target:
        raise Mistake(_("Both are {language}; name two languages.", language=Language(source)))
    said = {"term": sides["term"], "rendering": found["rendering"]}
    return {name: unquoted(text.strip()).strip() for name, text in said.items()}, (source, target)


def pair_of(text: str, call: Call) -> tuple[str, str]:
    """The languages in `de-en`, `German → English`, `pt-BR to en`. Mistake if it is no pair."""
    borders = ((text[: each.start()], text[each.end() :]) for each in _BETWEEN.finditer(text))
    # A region is written large: pt-BR-en is Portuguese as in Brazil, not Breton.
    for source, target in sorted(borders, key=lambda sides: sum(map(_begins_large, sides))):
        try:
            return language_of(source.strip(), call), language_of(target.strip(), call)
        except Mistake:
            continue
    raise Mistake(
        _(
            "“{typed}” are no two languages. Write them like {example}.",
            typed=text[:60],
            example="(de-en)",
        )
    )


def _begins_large(tag: str) -> bool:
    first = tag.strip().partition("-")[0]
    return len(first) < 4 and first.isupper()


def _checked(typed: str) -> str:
    term = " ".join(unquoted(typed.strip()).split())
    if not fold(term):
        raise Mistake(_("A term needs a letter or a digit."))
    if len(term) > LONGEST_TERM:
        raise Mistake(_("That is longer than {n} characters; please shorten it.", n=LONGEST_TERM))
    return term


def _how_to(example: str) -> Msg:
    return _(
        "Please say what it is in the other language as well, for example: {example}",
        example=example,
    )
