"""`attache check`: each engine translates one sentence."""

from functools import partial

import aiohttp

from bot.domain.translating import Failure, Pair, Register, TokenForm
from bot.services.checking import Trial, Unwell
from bot.services.translation.codes import codes_for
from bot.services.translation.engines import EngineFailure
from bot.services.translation.guarding import Guarded
from bot.services.translation.installed import TranslationSettings, installed

# Says nothing about anybody: this goes to every engine, whatever the policies.
_SENTENCES = {
    "en": "Good morning, the sun shines today.",
    "es": "Buenos días, hoy brilla el sol.",
    "id": "Selamat pagi, hari ini matahari bersinar.",
    "fr": "Bonjour, le soleil brille aujourd'hui.",
    "de": "Guten Morgen, heute scheint die Sonne.",
    "pt": "Bom dia, hoje o sol brilha.",
}
_PAIRS = (
    Pair("en", "es"), Pair("en", "fr"), Pair("en", "uk"), Pair("es", "pt"), Pair("es", "en"),
    Pair("id", "ms"), Pair("fr", "es"), Pair("de", "en"), Pair("pt", "es"),
)  # fmt: skip
_ADVICE = {
    Failure.UNSUPPORTED_PAIR: "it has none of the pairs that are tried; install language data",
    Failure.TOO_LONG: "it takes no text of a sentence's length; raise its limit",
    Failure.NOT_AUTHORISED: "it does not take the key; is it right, and for this address?",
    Failure.RATE_LIMITED: "too many requests at present; try again later",
    Failure.QUOTA_SPENT: "its quota is spent; raise it, or wait for the next period",
    Failure.TIMED_OUT: "no answer; check the address and the server",
    Failure.UNAVAILABLE: "cannot be reached, or is in trouble; is the address right?",
    Failure.BAD_ANSWER: "answers with something that is no translation; is the address right?",
}


def trials(settings: TranslationSettings) -> dict[str, Trial]:
    """What is tried of translating, by engine."""
    return {f"translation by {name}": partial(_trial, name, settings) for name in settings.engines}


async def _trial(name: str, settings: TranslationSettings) -> str:
    async with aiohttp.ClientSession() as session:
        found = {engine.name: engine for engine in installed(settings, session)}
        if name not in found:
            raise Unwell("is not installed; set APERTIUM_URL, or install apertium and its pairs")
        try:
            return await _tried(found[name])
        except EngineFailure as failure:
            raise Unwell(_ADVICE[failure.failure]) from None


async def _tried(engine: Guarded) -> str:
    known = await engine.languages()
    pair = next((each for each in _PAIRS if not known or codes_for(each, known)), _PAIRS[0])
    sentence = _SENTENCES[pair.source]
    [answer] = await engine.translate([sentence], pair, Register.DEFAULT, TokenForm.NONE)
    if answer == sentence:
        raise EngineFailure(Failure.BAD_ANSWER)
    where = "in your own network" if engine.is_local else "elsewhere: it sees what it translates"
    return f"{engine.label} translates, tried from {pair.source} to {pair.target}; runs {where}"
