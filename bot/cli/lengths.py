"""Words given to a command, no longer than a record can keep."""

from typing import Any

import click

# A name of a network or a person, what a platform calls somebody or some place, and a language.
NAME = 200
ADDRESS = 64
CODE = 16


class UpTo(click.ParamType[str]):
    """Text of so many characters at most."""

    name = "text"

    def __init__(self, longest: int) -> None:
        self._longest = longest

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text; UsageError if it is too long."""
        if len(value) > self._longest:
            self.fail(f"it is longer than {self._longest} characters", param, ctx)
        return str(value)
