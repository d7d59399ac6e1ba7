"""How good and how quick translations through the bot are, beside those of the engine alone.

    uv run python -m tests.benchmarks.bench_translation APY_URL [--times N] [--most MILLISECONDS]

chrF by pair, beside the untouched source, and what the bot adds to the time of an engine. The
bar: chrF of Apertium through the bot not under that of Apertium alone, 5 ms added in 99 of 100.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence

import aiohttp

from bot.domain.translating import Pair, Privacy, Register, TokenForm
from bot.domain.translation_policy import Policy
from bot.services.translation.apertium import Apertium
from bot.services.translation.guarding import Guarded
from bot.services.translation.translator import Translator
from tests.translation.engines.quality import measured, references


class _Timed(Apertium):
    """Knows how long it took itself."""

    own = 0.0

    async def translate(
        self, texts: Sequence[str], pair: Pair, register: Register, form: TokenForm
    ) -> list[str]:
        begun = time.perf_counter()
        try:
            return await super().translate(texts, pair, register, form)
        finally:
            self.own += time.perf_counter() - begun


def main() -> None:
    """Print the figures; exit with 1 where a bar is missed."""
    options = argparse.ArgumentParser()
    options.add_argument("apy")
    options.add_argument("--times", type=int, default=20)
    options.add_argument("--most", type=float, help="exit with 1 if more milliseconds are added")
    given = options.parse_args()
    is_good, added = asyncio.run(_run(given.apy, given.times))
    if not is_good or (given.most is not None and added > given.most):
        sys.exit("a bar was missed")


async def _run(apy: str, times: int) -> tuple[bool, float]:
    async with aiohttp.ClientSession() as session:
        is_good = [await _quality(session, apy, pair) for pair in references()]
        return all(is_good), await _added(session, apy, times)


async def _quality(session: aiohttp.ClientSession, apy: str, pair: Pair) -> bool:
    found = await measured(session, apy, pair)
    print(
        f"{pair.source}-{pair.target}: chrF {found.through_the_bot:.1f} through the bot,"
        f" {found.alone:.1f} alone, {found.untouched:.1f} untouched; {found.kept:.0%} kept"
    )
    return found.through_the_bot >= found.alone and found.kept == 1.0


async def _added(session: aiohttp.ClientSession, apy: str, times: int) -> float:
    """Milliseconds beside the engine's own, in 99 of 100."""
    engine = _Timed(session, apy)
    translator = Translator([Guarded(engine)])
    policy = Policy(privacy=Privacy.LOCAL)
    added = []
    for pair, texts in references().items():
        for text, _ in texts * times:
            engine.own = 0.0
            begun = time.perf_counter()
            await translator.translate(text, pair, policy=policy)
            added.append((time.perf_counter() - begun - engine.own) * 1000)
    added.sort()
    middle, last = added[len(added) // 2], added[int(len(added) * 0.99)]
    print(
        f"added to the engine's own time: p50 {middle:.2f} ms, p99 {last:.2f} ms,"
        f" {len(added)} messages"
    )
    return last


if __name__ == "__main__":
    main()
