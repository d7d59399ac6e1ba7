"""What keeping everything in its place adds to the time of an engine, by the length of a text.

Run by hand: uv run python -m tests.benchmarks.bench_protecting [--texts N]
The engine is a stand-in that turns words around at once; its own time is taken off. The texts
are those of the corpus, of which every line has something that must stay. The goal: p99 at most
5 ms for messages of a usual length.
"""

import argparse
import asyncio
import random
import statistics
import time
from collections.abc import Sequence

from bot.domain.translating import Pair, Privacy, Register, TokenForm
from bot.domain.translation_policy import Policy
from bot.services.translation.guarding import Guarded
from bot.services.translation.translator import Translator
from tests.translation import mischief
from tests.translation.messages import KEPT, messages

LENGTHS = (500, 1500, 4600, 12000)


class _TurnsAround:
    """An engine that knows how long it took itself."""

    name, label, limit, is_local = "standin", "Stand-in", 1000, True
    forms = (TokenForm.PLAIN,)
    own = 0.0

    def knows(self, pair: Pair) -> bool | None:
        return None

    async def languages(self) -> frozenset[Pair]:
        return frozenset()

    async def translate(
        self, texts: Sequence[str], pair: Pair, register: Register, form: TokenForm
    ) -> list[str]:
        begun = time.perf_counter()
        told = [mischief.well_behaved(text, form) for text in texts]
        self.own += time.perf_counter() - begun
        return told


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--texts", type=int, default=200)
    asyncio.run(_run(options.parse_args().texts))


async def _run(count: int) -> None:
    chance = random.Random(5)
    said = [each.text for each in messages() if not each.where.startswith("hostile")]
    await _measured("one message", said)
    for length in LENGTHS:
        texts = [_long(chance, said, length) for _ in range(max(count * 500 // length, 20))]
        await _measured(f"{length} characters", texts)


def _long(chance: random.Random, said: list[str], length: int) -> str:
    text = chance.choice(said)
    while len(text) < length:
        text += "\n" + chance.choice(said)
    return text[:length]


async def _measured(title: str, texts: list[str]) -> None:
    engine = _TurnsAround()
    translator = Translator([Guarded(engine)])
    policy, pair = Policy(privacy=Privacy.LOCAL), Pair("en", "es")
    added = []
    for text in texts:
        engine.own = 0.0
        begun = time.perf_counter()
        await translator.translate(text, pair, policy=policy, terms=KEPT)
        added.append((time.perf_counter() - begun - engine.own) * 1000)
    p50, p99 = statistics.median(added), statistics.quantiles(added, n=100)[98]
    print(f"{title}: p50 {p50:.2f} ms, p99 {p99:.2f} ms")


if __name__ == "__main__":
    main()
