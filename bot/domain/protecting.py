"""Takes what must stay out of a text before it is translated, and puts it back after."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise

from bot.domain import tokens
from bot.domain.marks import Span
from bot.domain.numerals import same_numbers
from bot.domain.once import once
from bot.domain.pieces import Item, Piece, core_of, has_letters, is_hidden, item, source_of
from bot.domain.shapes import Found, Kind
from bot.domain.spacing import spaced
from bot.domain.terms import NO_TERMS, Terms
from bot.domain.translating import TokenForm
from bot.domain.untouched import found_in, has_foreign

# What may stand between things that travel together: '🎉 👍', '5,000–6,000 EUR'.
_BETWEEN = {Kind.NUMBER: re.compile(r"[ \u00a0]?[–—-][ \u00a0]?|"), Kind.CODE: re.compile("")}
_BETWEEN |= dict.fromkeys((Kind.LINK, Kind.MENTION, Kind.EMOJI), re.compile(r"[ \u00a0]?"))
# Stands where a token stood, and is neither a letter nor a space.
_GAP = "\ufffc"
# More different things than this are not looked for in an answer that had no tokens.
_MOST_UNHIDDEN = 200


@dataclass(frozen=True)
class Protected:
    """A text as what may be translated and what may not, in order; `protected` makes it."""

    pieces: tuple[Piece, ...]

    @once
    def text(self) -> str:
        """The text as it was."""
        return "".join(each if isinstance(each, str) else each.source for each in self.pieces)

    @once
    def items(self) -> tuple[Item, ...]:
        """What is hidden from engines, in order, which is that of the tokens."""
        return tuple(each for each in self.pieces if is_hidden(each))

    @once
    def has_words(self) -> bool:
        """Whether there is anything to translate."""
        return any(isinstance(each, str) and has_letters(each) for each in self.pieces)

    def lines(self) -> list["Protected"]:
        """The text line by line, so that one that fails does not take others with it; what
        stays is never cut. With line breaks between them they are the text again."""
        lines: list[list[Piece]] = [[]]
        for each in self.pieces:
            first, *others = each.split("\n") if isinstance(each, str) else [each]
            lines[-1].append(first)
            lines += [[other] for other in others]
        return [Protected(tuple(each for each in line if each)) for line in lines]

    def plain(self) -> str:
        """The text without anything that stays, to tell its language by."""
        return " ".join(" ".join(each for each in self.pieces if isinstance(each, str)).split())

    def firm(self) -> "Protected":
        """The same text with its figures hidden too, for an engine that changed them."""
        return Protected(
            tuple(
                replace(each, kind=Kind.NUMBER)
                if isinstance(each, Item) and each.kind is Kind.FIGURE
                else each
                for each in self.pieces
            )
        )

    def hidden(self, form: TokenForm) -> str:
        """The text as an engine gets it; with NONE nothing is hidden."""
        if form is TokenForm.NONE:
            return self.text
        written: list[str] = []
        numbers = count()
        was_token = False
        for each in self.pieces:
            is_token = is_hidden(each)
            if is_token:
                part = tokens.written(next(numbers), form, self._stem)
                is_glued = bool(written) and written[-1][-1].isalnum()
            else:
                part = tokens.escaped(source_of(each), form)
                is_glued = was_token and part[0].isalnum()
            written.append(f" {part}" if is_glued else part)
            was_token = is_token
        return "".join(written)

    def restored(self, answer: str, form: TokenForm) -> str | None:
        """The translation with everything in its place, each exactly once.

        None if a token is missing, doubled or changed, if formatting is turned inside out, if
        the numbers are others, or if there is a link or a mention that was not sent. Then ask
        for another form, for `firm()`, or for what is `between()`.
        """
        parts = self._read(answer, form)
        if parts is None:
            return None
        order = [int(number) for number in parts[1::2]]
        if sorted(order) != list(range(len(self.items))) or not self._is_well_formed(order):
            return None
        texts = parts[::2]
        if not self._is_sound(texts):
            return None
        self._part_again(texts, order)
        told = spaced(texts, [self.items[number] for number in order])
        return told if same_numbers(self._shown, told) else None

    def between(self) -> list[str]:
        """The texts between all that stays, figures too, without spaces around them; none
        without a letter."""
        texts = (each for each in self.firm().pieces if isinstance(each, str))
        return [core for text in texts if (core := core_of(text))]

    def joined(self, translations: Sequence[str]) -> str:
        """The text with translations in place of what is `between()`.

        Always has everything that stays exactly once and no number more: where a translation
        is empty or brings any along, its piece stays untranslated.
        """
        pieces = self.firm().pieces
        cores = self.between()
        answers = translations if len(translations) == len(cores) else cores
        told = "".join(_filled(pieces, iter(answers)))
        return told if same_numbers(self._shown, told) else self._shown

    @once
    def _stem(self) -> str:
        return tokens.stem_for(self.text)

    @once
    def _shown(self) -> str:
        """The text as it was, but for terms, which are as they will be."""
        return "".join(each if isinstance(each, str) else each.shown for each in self.pieces)

    def _read(self, answer: str, form: TokenForm) -> list[str] | None:
        if form is TokenForm.NONE:
            return self._read_unhidden(answer)
        return tokens.read(answer, form, self._stem)

    def _read_unhidden(self, answer: str) -> list[str] | None:
        """Texts and numbers by turns, of an answer in which everything is as it was written."""
        numbers: dict[str, list[int]] = {}
        for number, each in enumerate(self.items):
            numbers.setdefault(each.source, []).append(number)
        if not numbers:
            return [answer]
        if len(numbers) > _MOST_UNHIDDEN:
            return None
        shapes = sorted(map(_whole, numbers), key=len, reverse=True)
        parts = re.split(f"({'|'.join(shapes)})", answer)
        for index in range(1, len(parts), 2):
            left = numbers[parts[index]]
            if not left:
                return None
            parts[index] = str(left.pop(0))
        return parts

    def _is_well_formed(self, order: list[int]) -> bool:
        """Whether formatting and markup still open and close in the order of the source."""
        kinds = (Kind.SIGN, Kind.OPENING, Kind.CLOSING)
        signs = [number for number in order if self.items[number].kind in kinds]
        return signs == sorted(signs)

    def _part_again(self, texts: list[str], order: list[int]) -> None:
        """Puts the spaces back between items that had nothing else between them: engines that
        read markup take those for the author's indentation."""
        for at, (one, other) in enumerate(pairwise(order), start=1):
            if other == one + 1 and not texts[at].strip(" "):
                texts[at] = self._gaps.get(one, texts[at])

    @once
    def _gaps(self) -> dict[int, str]:
        """The spaces behind an item, by its number, where the next follows at once."""
        gaps: dict[int, str] = {}
        number = -1
        for before, each, behind in zip(
            self.pieces, self.pieces[1:], self.pieces[2:], strict=False
        ):
            number += is_hidden(before)
            is_gap = isinstance(each, str) and each.isspace()
            if is_gap and is_hidden(before) and is_hidden(behind):
                gaps[number] = source_of(each)
        return gaps

    def _is_sound(self, texts: list[str]) -> bool:
        """Whether what is between the tokens can be a translation of what was."""
        rest = _GAP.join(texts)
        return (has_letters(rest) or not self.has_words) and not has_foreign(rest)


def protected(text: str, terms: Terms = NO_TERMS, code: Iterable[Span] = ()) -> Protected:
    """A text with everything that must stay told apart, as well as the terms and names in it, and
    what is known to be code."""
    pieces: list[Piece] = []
    at = 0
    for found in _merged(found_in(text, terms, code), text):
        if found.start > at:
            pieces.append(text[at : found.start])
        pieces.append(item(text, found))
        at = found.end
    if at < len(text):
        pieces.append(text[at:])
    return Protected(tuple(pieces))


def _merged(every: list[Found], text: str) -> Iterator[Found]:
    """With those made one that stand together."""
    last: Found | None = None
    for found in every:
        if last is None:
            last = found
        elif _stand_together(last, found, text):
            last = Found(last.start, found.end, last.kind, text[last.start : found.end])
        else:
            yield last
            last = found
    if last is not None:
        yield last


def _stand_together(one: Found, other: Found, text: str) -> bool:
    between = _BETWEEN.get(one.kind)
    if between is None or one.kind is not other.kind:
        return False
    return between.fullmatch(text, one.end, other.start) is not None


def _filled(pieces: tuple[Piece, ...], answers: Iterator[str]) -> Iterator[str]:
    for each in pieces:
        if isinstance(each, Item):
            yield each.shown
        elif core := core_of(each):
            start = each.index(core)
            answer = next(answers).strip()
            yield each[:start] + (answer if _is_only_words(answer) else core)
            yield each[start + len(core) :]
        else:
            yield each


def _is_only_words(answer: str) -> bool:
    """Whether a translation of mere words brings nothing along that was not there."""
    return has_letters(answer) and not found_in(answer, NO_TERMS)


def _whole(source: str) -> str:
    """A pattern of this very thing, not within a longer number or word."""
    before = r"(?<!\d)(?<!\d[.,])" if source[0].isdigit() else _border(source[0], "<!")
    after = r"(?!\d)(?![.,]\d)" if source[-1].isdigit() else _border(source[-1], "!")
    return f"{before}{re.escape(source)}{after}"


def _border(sign: str, way: str) -> str:
    return r"(?" + way + r"[A-Za-zÀ-ɏͰ-ϿЀ-ӿ])" if re.match(r"[A-Za-zÀ-ɏͰ-ϿЀ-ӿ]", sign) else ""
