"""Engines that behave as documented, and engines that do to tokens what engines have done."""

import html
import re
from collections.abc import Callable

from bot.domain.translating import TokenForm

Engine = Callable[[str, TokenForm], str]
_TOKEN = re.compile(r'<span translate="no">X[A-Z]+\d+X</span>|<x id="\d+"/>|X[A-Z]{2,}\d+X')
_WORD = re.compile(r"[^\W\d_]+")


def well_behaved(text: str, form: TokenForm) -> str:
    """Turns every word around and leaves tokens alone. Of HTML it unescapes the answer, as
    LibreTranslate does; XML stays escaped, as with DeepL."""
    texts, found = _apart(text)
    return _told(texts, found, form)


def dropping(text: str, form: TokenForm) -> str:
    """Loses the last token."""
    texts, found = _apart(text)
    return _told(texts, [*found[:-1], ""] if found else [], form)


def dropping_all(text: str, form: TokenForm) -> str:
    """Loses every token."""
    texts, found = _apart(text)
    return _told(texts, [""] * len(found), form)


def doubling(text: str, form: TokenForm) -> str:
    """Says the first token twice."""
    texts, found = _apart(text)
    return _told(
        texts, [f"{each} {each}" if not index else each for index, each in enumerate(found)], form
    )


def reordering(text: str, form: TokenForm) -> str:
    """Puts tokens the other way around, which is no mistake."""
    texts, found = _apart(text)
    return _told(texts, found[::-1], form)


def translating(text: str, form: TokenForm) -> str:
    """Takes tokens for words and writes them in another alphabet."""
    texts, found = _apart(text)
    return _told(texts, [each.translate(_CYRILLIC) for each in found], form)


def numbering(text: str, form: TokenForm) -> str:
    """Mistakes the number of each token."""
    texts, found = _apart(text)
    return _told(
        texts, [re.sub(r"\d+", lambda digits: f"{digits[0]}7", each) for each in found], form
    )


def lowering(text: str, form: TokenForm) -> str:
    """Writes everything in small letters."""
    return well_behaved(text, form).lower()


def spacing(text: str, form: TokenForm) -> str:
    """Puts spaces within tokens."""
    texts, found = _apart(text)
    return _told(texts, [re.sub(r"(\d+)", r" \1 ", each) for each in found], form)


def gluing(text: str, form: TokenForm) -> str:
    """Takes the spaces around tokens away."""
    texts, found = _apart(text)
    return _told([each.strip(" ") for each in texts], found, form)


def escaping(text: str, form: TokenForm) -> str:
    """Escapes its whole answer, tokens too."""
    return html.escape(well_behaved(text, form))


def escaping_words(text: str, form: TokenForm) -> str:
    """Escapes apostrophes in its answer, as some do in plain text."""
    return well_behaved(text, form).replace("'", "&#39;")


def miscounting(text: str, form: TokenForm) -> str:
    """Changes every number that it sees."""
    texts, found = _apart(text)
    return _told([re.sub(r"\d", "7", each) + " 7" for each in texts], found, form)


def swapping_digits(text: str, form: TokenForm) -> str:
    """Writes numbers in the digits of Arabic, which is no mistake."""
    texts, found = _apart(text)
    return _told([each.translate(_ARABIC) for each in texts], found, form)


def advertising(text: str, form: TokenForm) -> str:
    """Answers with a warning about its quota and a link instead."""
    return "MYMEMORY WARNING: YOU USED ALL FREE TRANSLATIONS, VISIT HTTPS://MYMEMORY.EXAMPLE.NET"


def cheering(text: str, form: TokenForm) -> str:
    """Adds a mention, an emoji and a bracket token of its own."""
    return f"{well_behaved(text, form)} @everybody 🎉 XPH0X"


def silent(text: str, form: TokenForm) -> str:
    """Answers nothing."""
    return ""


def echoing(text: str, form: TokenForm) -> str:
    """Answers what it was asked."""
    return text


ALL: tuple[Engine, ...] = (
    well_behaved, dropping, dropping_all, doubling, reordering, translating, numbering, lowering,
    spacing, gluing, escaping, escaping_words, miscounting, swapping_digits, advertising, cheering,
    silent, echoing,
)  # fmt: skip
_CYRILLIC = str.maketrans("XPHKQZxphspanidtr", "ХРНКҚЗхрнспанідтр")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def _apart(text: str) -> tuple[list[str], list[str]]:
    return _TOKEN.split(text), _TOKEN.findall(text)


def _told(texts: list[str], found: list[str], form: TokenForm) -> str:
    words = [_turned(each, form) for each in texts]
    pairs = zip(words, [*found, ""], strict=True)
    return "".join(part for pair in pairs for part in pair)


def _turned(text: str, form: TokenForm) -> str:
    is_escaped = form in (TokenForm.HTML, TokenForm.XML)
    plain = html.unescape(text) if is_escaped else text
    turned = _WORD.sub(lambda word: word[0][::-1], plain)
    return html.escape(turned, quote=False) if form is TokenForm.XML else turned
