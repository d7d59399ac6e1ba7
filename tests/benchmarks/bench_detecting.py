"""How often the language of a short sentence is told right, and how long that takes.

    uv run python -m tests.benchmarks.bench_detecting [--least SHARE]

The sentences are in the languages of the catalogs and in Malay, which counts as Indonesian: who
reads one reads the other. It is told among these languages, as in a network that speaks them.
"""

import argparse
import asyncio
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

from bot.domain.protecting import protected
from bot.services.translation.detecting import Detector

SENTENCES = Path(__file__).with_name("detecting_sentences.tsv")
_EQUALS = {"ms": "id"}
_TIMES = 20


def sentences() -> list[tuple[str, str]]:
    """Each sentence after its language."""
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    return [(language, text) for language, text in (line.split("\t") for line in lines)]


async def told(detector: Detector) -> list[tuple[str, str, str]]:
    """Each language, its sentence and the language that was told."""
    known = sentences()
    among = tuple(sorted({language for language, _text in known}))
    return [
        (language, text, await detector.language(protected(text).plain(), among))
        for language, text in known
    ]


def is_right(language: str, found: str) -> bool:
    """Whether it is the language, or one that its readers read as well."""
    return _EQUALS.get(found, found) == _EQUALS.get(language, language)


def main() -> None:
    """Print the figures; exit with 1 where the share is missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--least", type=float, help="exit with 1 if fewer are right")
    least = options.parse_args().least
    detector = Detector()
    begun = time.perf_counter()
    first = asyncio.run(told(detector))
    print(f"the model and {len(first)} sentences: {time.perf_counter() - begun:.1f} s")
    share = _accuracy(first)
    _speed(detector)
    if least is not None and share < least:
        sys.exit("too few were told right")


def _accuracy(found: list[tuple[str, str, str]]) -> float:
    right, every = Counter[str](), Counter[str]()
    for language, text, other in found:
        every[language] += 1
        right[language] += is_right(language, other)
        if not is_right(language, other):
            print(f"  {language} taken for {other or 'none'}: {text}")
    for language, count in sorted(every.items()):
        print(f"{language}: {right[language]} of {count}")
    share = right.total() / every.total()
    print(f"right: {right.total()} of {every.total()}, {share:.1%}")
    return share


def _speed(detector: Detector) -> None:
    known = sentences()
    among = tuple(sorted({language for language, _text in known}))
    times = []
    for _language, text in known * _TIMES:
        begun = time.perf_counter()
        detector.language_now(text, among)
        times.append(1000 * (time.perf_counter() - begun))
    p50, p99 = statistics.median(times), statistics.quantiles(times, n=100)[98]
    print(f"a sentence: p50 {p50:.3f} ms, p99 {p99:.3f} ms")


if __name__ == "__main__":
    main()
