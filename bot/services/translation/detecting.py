"""In which language a text is, among those that it may be in."""

import asyncio
import importlib
import re
import threading
from collections.abc import Iterable
from typing import Any, Protocol

from bot.services.translation.codes import base

_WORD = re.compile(r"[^\W\d_]+")
# Scripts that leave no space between words: two signs of them are as good as two words.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    r"\u4e00-\u9fff\uff66-\uff9f]"
)
_FEWEST_WORDS = 2
# A part of a text is in another language than the rest only if it says so much, and so clearly.
_MANY_WORDS, _SURE = 5, 0.99
# What the model calls languages that have another code in the records.
_IN_MODEL = {"nb": "no", "fil": "tl", "iw": "he", "in": "id", "jw": "jv"}
# As alike as two dialects; the model guesses between them.
_EQUALS = frozenset({"id", "ms"})


class Ranks(Protocol):
    """What the model is asked."""

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Every language that it knows with how well the text fits, the best first."""


class Detector:
    """Loads the model when it is first needed: it takes a second and a hundred megabytes."""

    def __init__(self) -> None:
        self._model: Ranks | None = None
        self._loading = threading.Lock()

    async def language(self, text: str, among: Iterable[str] = (), prefer: str = "") -> str:
        """The tag, of those given, of the language that the text is in; "" if nobody can say.
        `text` is without what is no language: mentions, links, code."""
        if not says_enough(text):
            return ""
        if self._model is None:
            await asyncio.to_thread(self._loaded)
        return self.language_now(text, among, prefer)

    def language_now(self, text: str, among: Iterable[str] = (), prefer: str = "") -> str:
        """The same, for who may wait for the model. Between equals `prefer`, the writer's own
        language, decides; without `among` it may be any."""
        if not says_enough(text):
            return ""
        tags = _by_model((prefer, *among)) if among else {}
        ranked = [name for name, _ in self._loaded().rank(text) if not tags or name in tags]
        return _tag(ranked[0], tags, prefer) if ranked else ""

    async def surely(self, text: str, among: Iterable[str], prefer: str = "") -> str:
        """The same for a part of a text, and "" where there is any doubt."""
        if not says_enough(text, _MANY_WORDS):
            return ""
        if self._model is None:
            await asyncio.to_thread(self._loaded)
        tags = _by_model((prefer, *among))
        ranked = [(name, fit) for name, fit in self._loaded().rank(text) if name in tags]
        if not ranked:
            return ""
        found, fit = ranked[0]
        alike = fit + sum(other for name, other in ranked[1:] if {name, found} == _EQUALS)
        is_sure = alike >= _SURE * sum(other for _, other in ranked)
        return _tag(found, tags, prefer) if is_sure else ""

    def _loaded(self) -> Ranks:
        with self._loading:
            if self._model is None:
                self._model = _load()
            return self._model


def says_enough(text: str, words: int = _FEWEST_WORDS) -> bool:
    """Whether it has at least so many words of letters: "👍", "ok" and "14:30" are in any
    language."""
    unspaced = len(_UNSPACED.findall(text))
    return unspaced >= words or len(_WORD.findall(text)) >= words


def _by_model(among: Iterable[str]) -> dict[str, str]:
    """The tags by what the model calls their languages; of several the first."""
    tags: dict[str, str] = {}
    for tag in among:
        tags.setdefault(_in_model(tag), tag)
    return tags


def _tag(found: str, tags: dict[str, str], prefer: str) -> str:
    """What the records call a language of the model; between equals the preferred one."""
    if found in _EQUALS and base(prefer) in _EQUALS:
        return prefer
    return tags.get(found, found)


def _in_model(tag: str) -> str:
    code = base(tag)
    return _IN_MODEL.get(code, code)


def _load() -> Ranks:
    langid: Any = importlib.import_module("py3langid.langid")
    model: Ranks = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    return model
