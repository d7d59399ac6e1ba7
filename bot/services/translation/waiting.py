"""Waiting for several things, and for what would hold up everything else."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, TypeVar

Result = TypeVar("Result")
# Longer texts take milliseconds to be looked through, in which nothing else would be answered.
_LONG = 5000


async def aside(call: Callable[..., Result], *given: object, size: int) -> Result:
    """What the call returns; in a thread, if it is about a text of more than an instant."""
    return await asyncio.to_thread(call, *given) if size > _LONG else call(*given)


async def all_of(asked: Iterable[Coroutine[Any, Any, Result]]) -> list[Result]:
    """What comes of all of them; where one fails, the others are not asked any more."""
    tasks = [asyncio.ensure_future(each) for each in asked]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
