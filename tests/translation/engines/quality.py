"""How well sentences are translated: by Apertium alone, through the bot, and left untouched."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from sacrebleu.metrics import CHRF

from bot.domain.protecting import protected
from bot.domain.translating import Pair, Privacy
from bot.domain.translation_policy import Policy
from bot.services.translation.apertium import Apertium
from bot.services.translation.guarding import Guarded
from bot.services.translation.translator import Translator

REFERENCES = Path(__file__).parents[2] / "benchmarks" / "translation_references.tsv"
CODES = {"en": "eng", "es": "spa", "pt": "por", "id": "ind", "ms": "zlm"}


@dataclass(frozen=True, slots=True)
class Quality:
    """chrF by what was done, and the share of what stays that is there exactly once."""

    untouched: float
    alone: float
    through_the_bot: float
    kept: float


def references() -> dict[Pair, list[tuple[str, str]]]:
    """Sentences with a person's translation, by pair."""
    found: dict[Pair, list[tuple[str, str]]] = defaultdict(list)
    with REFERENCES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found[Pair(*row["pair"].split("-"))].append((row["source"], row["reference"]))
    return dict(found)


async def measured(session: aiohttp.ClientSession, apy: str, pair: Pair) -> Quality:
    """What comes of all sentences of a pair."""
    translator = Translator([Guarded(Apertium(session, apy))])
    sources, meant = zip(*references()[pair], strict=True)
    policy = Policy(privacy=Privacy.LOCAL)
    told = [(await translator.translate(text, pair, policy=policy)).text for text in sources]
    alone = [await _alone(session, apy, text, pair) for text in sources]
    items = [
        (text.count(item.source), answer.count(item.shown))
        for text, answer in zip(sources, told, strict=True)
        for item in protected(text).items
    ]
    kept = sum(before == after for before, after in items)
    return Quality(
        *(_chrf(each, meant) for each in (sources, alone, told)), kept / max(len(items), 1)
    )


async def _alone(session: aiohttp.ClientSession, apy: str, text: str, pair: Pair) -> str:
    """What whoever asks Apertium without the bot gets."""
    pairs = f"{CODES[pair.source]}|{CODES[pair.target]}"
    asked = {"langpair": pairs, "format": "txt", "markUnknown": "no", "q": text}
    async with session.post(f"{apy}/translate", data=asked) as answer:
        told: str = (await answer.json())["responseData"]["translatedText"]
        return told


def _chrf(told: object, meant: tuple[str, ...]) -> float:
    return float(CHRF().corpus_score(list(told), [list(meant)]).score)  # type: ignore[call-overload]
