"""Properties that are worked out once."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")


class once(Generic[Result]):  # noqa: N801  read as a decorator beside `property`
    """A property that is worked out when it is first asked for, and kept. It takes no lock, as
    `functools.cached_property` does before Python 3.12: for what is cheap to work out, that is
    most of the time. Two threads that ask at once may both work it out."""

    def __init__(self, work: Callable[[Any], Result]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    def __get__(self, instance: Any, owner: type) -> Result:
        value = instance.__dict__[self._name] = self._work(instance)
        return value
