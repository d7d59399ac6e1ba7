"""Which function of the fake answers which published method."""

from collections.abc import Awaitable, Callable
from typing import Any

from tests.fakes.telegram.world import World

Answer = Callable[[World, dict[str, Any]], Awaitable[Any]]

METHODS: dict[str, Answer] = {}


def answers(method: str) -> Callable[[Answer], Answer]:
    """Register the function as the answer to a published method."""

    def register(function: Answer) -> Answer:
        METHODS[method] = function
        return function

    return register
