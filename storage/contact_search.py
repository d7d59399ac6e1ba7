"""Finding contacts: what each can be found by, and ranking them by how well that fits.

Every contact carries one text (`findable`): its names, position and organisation, folded, one
on each line with a space at either end; then, after a tab, its tags. A tag is a fact that goes
by many words: a city, a language, a script, a function, an address. Whoever asks turns the
words into tags. Each begins with a sign that no folded word can hold.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain import addresses
from bot.domain.names import fold, script_of
from bot.domain.vocabulary import ContactFunction

# Words less like the one asked for than this (0–1) are other words.
LIKE = 0.7
_WHOLE, _START, _PART = 3.0, 2.0, 1.0
_TAGGED = 3.0
# Shorter pieces of Latin words are in too many others to mean anything.
_TELLING = 3

# A contact's number and its `findable`.
Row = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a name that was asked for, folded, and the tags that it may stand for."""

    text: str
    tags: frozenset[str] = frozenset()


def party_tag(party_id: int) -> str:
    """Of the contacts in a city."""
    return f"@{party_id}"


def language_tag(code: str) -> str:
    """Of those who speak a language, whatever its script or region."""
    return f"={code.lower().partition('-')[0]}"


def script_tag(script: str) -> str:
    """Of those whose name is on record in a script."""
    return f"~{script.lower()}"


def function_tag(function: ContactFunction) -> str:
    """Of those with a function."""
    return f"+{function}"


def address_tag(address: str) -> str:
    """Of those who are reached by an address."""
    return f"&{addresses.same(address)}"


def findable(contact: Any, organisation: str) -> str:
    """What a contact, with its names and ways, can be found by."""
    names = [contact.name, *(each.name for each in contact.names)]
    said = [fold(text) for text in (*names, contact.position, organisation)]
    tags = [script_tag(script_of(name)) for name in names if script_of(name)]
    tags += [language_tag(code) for code in contact.languages]
    tags += [address_tag(way.address) for way in contact.ways]
    if contact.party_id is not None:
        tags.append(party_tag(contact.party_id))
    if contact.function is not None:
        tags.append(function_tag(contact.function))
    lines = "".join(f" {text} \n" for text in said if text)
    return f"\n{lines}\t {' '.join(dict.fromkeys(tags))} "


def bears(name: str) -> str:
    """What is in the `findable` of exactly those who bear this name, or hold this position."""
    return f"\n {fold(name)} \n"


def found(terms: Sequence[Term], rows: Sequence[Row], *, forgiving: bool = False) -> list[int]:
    """Those whom every term fits, the best first, then in the order of their names.

    A `forgiving` search also takes words that are nearly the one asked for.
    """
    return _best_first(_scored(terms, rows, forgiving=forgiving), all)


def nearest(terms: Sequence[Term], rows: Sequence[Row], limit: int) -> list[int]:
    """Those whom most of the terms fit, nearly at least; perhaps nobody."""
    return _best_first(_scored(terms, rows, forgiving=True), any)[:limit]


def _best_first(
    scored: Iterable[tuple[list[float], Row]], enough: Callable[[list[float]], bool]
) -> list[int]:
    fitting = [(-sum(scores), text, id_) for scores, (id_, text) in scored if enough(scores)]
    return [id_ for _score, _text, id_ in sorted(fitting)]


def _scored(
    terms: Sequence[Term], rows: Sequence[Row], *, forgiving: bool
) -> Iterator[tuple[list[float], Row]]:
    words = _words(rows) if forgiving else set()
    ways = [(term, _tags_apart(term), _alike(term.text, words)) for term in terms]
    for row in rows:
        yield [_fit(*way, row[1]) for way in ways], row


def _words(rows: Sequence[Row]) -> set[str]:
    return set(" ".join(text.partition("\t")[0] for _id, text in rows).split())


def _tags_apart(term: Term) -> list[str]:
    return [f" {tag} " for tag in term.tags]


def _alike(word: str, words: set[str]) -> list[tuple[str, float]]:
    """The words that this one may be a misspelling of, the likest first, and how like it they
    are. The measure is that of `storage.spelling`: a slip is a letter missing, added, changed
    or swapped with its neighbour."""
    near = process.extract(
        word, words, scorer=OSA.normalized_similarity, score_cutoff=LIKE, limit=None
    )
    return [(f" {other} ", similarity) for other, similarity, _index in near]


def _fit(term: Term, tags: list[str], alike: list[tuple[str, float]], stored: str) -> float:
    """How well a term fits one contact; 0 if it does not."""
    for tag in tags:
        if tag in stored:
            return _TAGGED
    if term.text in stored and (score := _fit_in_words(term.text, stored.partition("\t")[0])):
        return score
    return next((similarity for word, similarity in alike if word in stored), 0.0)


def _fit_in_words(word: str, text: str) -> float:
    if f" {word} " in text:
        return _WHOLE
    if f" {word}" in text:
        return _START
    telling = len(word) >= _TELLING or not word.isascii()
    return _PART if telling and word in text else 0.0
