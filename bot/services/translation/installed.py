"""The engines of an installation, from what its settings say."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field

import aiohttp

from bot.services.translation.apertium import Apertium
from bot.services.translation.apertium_program import ApertiumProgram
from bot.services.translation.deep import SERVICES, DeepTranslator
from bot.services.translation.deepl import DeepL
from bot.services.translation.engines import Engine
from bot.services.translation.guarding import Guarded, Limits
from bot.services.translation.libretranslate import LibreTranslate

# One pipeline for each pair; more at once would only wait there instead of here.
_LIMITS = {"apertium": Limits(at_once=4), "deepl": Limits(at_once=10)}


@dataclass(frozen=True, slots=True)
class TranslationSettings:
    """What is set of translating; `engines` in order of preference."""

    engines: tuple[str, ...] = ()
    libretranslate_url: str = ""
    libretranslate_api_key: str = field(default="", repr=False)
    deepl_api_key: str = field(default="", repr=False)
    deepl_api_url: str = ""
    apertium_url: str = ""


def installed(settings: TranslationSettings, session: aiohttp.ClientSession) -> list[Guarded]:
    """The engines in order of preference, without those that nothing is there of. The session is
    shared, and to be closed by who made it."""
    engines = (_engine(name, settings, session) for name in settings.engines)
    return [Guarded(each, _LIMITS.get(each.name)) for each in engines if each is not None]


def _engine(
    name: str, settings: TranslationSettings, session: aiohttp.ClientSession
) -> Engine | None:
    makers: dict[str, Callable[[], Engine | None]] = {
        "libretranslate": lambda: LibreTranslate(
            session, settings.libretranslate_url, settings.libretranslate_api_key
        ),
        "deepl": lambda: DeepL(session, settings.deepl_api_key, settings.deepl_api_url),
        "apertium": lambda: _apertium(settings, session),
    }
    return DeepTranslator(name) if name in SERVICES else makers[name]()


def _apertium(settings: TranslationSettings, session: aiohttp.ClientSession) -> Engine | None:
    """The server, or else the program, where one is installed."""
    if settings.apertium_url:
        return Apertium(session, settings.apertium_url)
    program = shutil.which("apertium")
    return ApertiumProgram(program) if program else None
