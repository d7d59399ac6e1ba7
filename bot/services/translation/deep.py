"""The engines that have no better client, through deep-translator: Google, MyMemory, Microsoft,
Baidu.

The library waits for ever, shows texts and keys in its errors and mixes up the texts of those
who share an instance; here each call has an instance and a thread of its own, and what goes
wrong is told in our words.
"""

import asyncio
import importlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.translating import Failure, Pair, Register, TokenForm
from bot.services.translation.codes import closest
from bot.services.translation.engines import EngineFailure

# Threads that may wait for one engine. One that hangs stays counted until its connection ends.
_MOST_WAITING = 8
# What the library throws, by the name of its class: its text is never looked at, for it holds
# the reader's.
_ERRORS = {
    "LanguageNotSupportedException": Failure.UNSUPPORTED_PAIR,
    "InvalidSourceOrTargetLanguage": Failure.UNSUPPORTED_PAIR,
    "NotValidLength": Failure.TOO_LONG,
    "NotValidPayload": Failure.TOO_LONG,
    "ApiKeyException": Failure.NOT_AUTHORISED,
    "AuthorizationException": Failure.NOT_AUTHORISED,
    "MicrosoftAPIerror": Failure.NOT_AUTHORISED,
    "BaiduAPIerror": Failure.NOT_AUTHORISED,
    "TooManyRequests": Failure.RATE_LIMITED,
    "TranslationNotFound": Failure.BAD_ANSWER,
    "RequestError": Failure.UNAVAILABLE,
    "ServerException": Failure.UNAVAILABLE,
    "ConnectionError": Failure.UNAVAILABLE,
    "SSLError": Failure.UNAVAILABLE,
    "Timeout": Failure.TIMED_OUT,
}


@dataclass(frozen=True, slots=True)
class Service:
    """One of the library's translators, and how much it takes at a time. `opening` is a pair
    that it surely knows: without one there is no instance to ask for its languages."""

    label: str
    class_name: str
    limit: int
    most_bytes: int
    detects: bool
    opening: tuple[str, str] = ("en", "es")


SERVICES = {
    # 5,000 by its own limit; the text travels in the address, where a letter takes up to nine.
    "google": Service("Google", "GoogleTranslator", 1500, 4500, detects=True),
    # "500 bytes": https://mymemory.translated.net/doc/spec.php
    "mymemory": Service(
        "MyMemory", "MyMemoryTranslator", 450, 499, detects=False, opening=("en-GB", "es-ES")
    ),
    "microsoft": Service("Microsoft", "MicrosoftTranslator", 5000, 20_000, detects=False),
    "baidu": Service("Baidu", "BaiduTranslator", 1500, 6000, detects=True),
}


class DeepTranslator:
    """One of the services that deep-translator speaks to; whoever runs it sees the text."""

    forms = (TokenForm.PLAIN,)
    is_local = False

    def __init__(self, name: str) -> None:
        self._service = SERVICES[name]
        self.name = name
        self.label = self._service.label
        self.limit = self._service.limit
        self._waiting = threading.Semaphore(_MOST_WAITING)
        self._takes: dict[Pair, bool] = {}

    async def languages(self) -> frozenset[Pair]:
        """Empty: the library's tables are older than the services."""
        return frozenset()

    def knows(self, pair: Pair) -> bool | None:
        """By whether it was sent such a text before."""
        return self._takes.get(pair)

    async def translate(
        self,
        texts: Sequence[str],
        pair: Pair,
        register: Register,
        form: TokenForm,
    ) -> list[str]:
        """The translations in the order of the texts. EngineFailure if there are none."""
        if not pair.source and not self._service.detects:
            raise EngineFailure(Failure.UNSUPPORTED_PAIR)
        if any(len(text.encode(errors="replace")) > self._service.most_bytes for text in texts):
            raise EngineFailure(Failure.TOO_LONG)
        return [await self._in_thread(text, pair) for text in texts]

    async def _in_thread(self, text: str, pair: Pair) -> str:
        """The answer of a thread that nobody has to wait for, not even the end of the program."""
        if not self._waiting.acquire(blocking=False):
            raise EngineFailure(Failure.UNAVAILABLE)
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[str] = loop.create_future()

        def work() -> None:
            try:
                told: str | EngineFailure = self._ask(text, pair)
            except EngineFailure as failure:
                told = failure
            finally:
                self._waiting.release()
            _hand_over(loop, answered, told)

        threading.Thread(target=work, daemon=True, name=f"translating-{self.name}").start()
        return await answered

    def _ask(self, text: str, pair: Pair) -> str:
        failure = Failure.BAD_ANSWER
        try:
            translator = self._translator(pair)
            self._takes[pair] = True
            return _checked(translator.translate(text))
        except EngineFailure as refusal:
            if refusal.failure is Failure.UNSUPPORTED_PAIR:
                self._takes[pair] = False
            raise
        except Exception as error:  # noqa: BLE001  raw errors of requests and of its answers too
            failure = _meant(error)
        # Outside the block, so that not even as a cause is the library's error seen again.
        raise EngineFailure(failure, is_passing=failure is Failure.RATE_LIMITED)

    def _translator(self, pair: Pair) -> Any:
        """A new instance: one that is shared hands people each other's texts."""
        # Loading the library takes a third of a second and is for those who use it.
        library = importlib.import_module("deep_translator")
        made: Callable[..., Any] = getattr(library, self._service.class_name)
        source, target = self._service.opening
        translator = made(source=source, target=target)
        table = translator.get_supported_languages(as_dict=True)
        translator.source = _code(pair.source, table) if pair.source else "auto"
        translator.target = _code(pair.target, table)
        return _over_tls(translator)


def _over_tls(translator: Any) -> Any:
    """The library asks MyMemory in clear text, which answers as well in cipher."""
    address = vars(translator).get("_base_url", "")
    if address.startswith("http://api."):
        vars(translator)["_base_url"] = "https" + address.removeprefix("http")
    return translator


def _code(tag: str, table: dict[str, str]) -> str:
    found = closest(tag, table.values())
    if found is None:
        raise EngineFailure(Failure.UNSUPPORTED_PAIR)
    return found


def _checked(answer: object) -> str:
    """The answer, if it is a translation and not a warning in its place."""
    if not isinstance(answer, str):
        raise EngineFailure(Failure.BAD_ANSWER)
    return answer


def _meant(error: Exception) -> Failure:
    names = [kind.__name__ for kind in type(error).__mro__]
    return next((_ERRORS[name] for name in names if name in _ERRORS), Failure.BAD_ANSWER)


def _hand_over(
    loop: asyncio.AbstractEventLoop, answered: "asyncio.Future[str]", told: str | EngineFailure
) -> None:
    def settle() -> None:
        if answered.done():
            return
        if isinstance(told, EngineFailure):
            answered.set_exception(told)
        else:
            answered.set_result(told)

    try:
        loop.call_soon_threadsafe(settle)
    except RuntimeError:
        # The loop has ended meanwhile; nobody waits any more.
        return
