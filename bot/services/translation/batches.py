"""Many texts in questions of a size that an engine takes."""

from collections.abc import Callable, Iterator, Sequence


def batches(
    texts: Sequence[str], most_texts: int, most: int, size: Callable[[str], int] = len
) -> Iterator[list[str]]:
    """The texts in order, at most so many and of so much size together; one that is larger by
    itself is alone."""
    batch: list[str] = []
    total = 0
    for text in texts:
        if batch and (len(batch) == most_texts or total + size(text) > most):
            yield batch
            batch, total = [], 0
        batch.append(text)
        total += size(text)
    if batch:
        yield batch
