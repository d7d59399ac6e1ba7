"""Holding decoded JSON against what it must look like for us to read it."""

from collections.abc import Mapping
from typing import Any


def fits(value: object, shape: Any) -> bool:
    """Whether a value is of a shape: a type, a mapping of names to the shapes of fields, a list
    of the shape of each member, or a tuple of shapes of which one will do.

    A name that ends in "?" may be missing or null. Fields without a shape may hold anything.
    """
    if isinstance(shape, Mapping):
        return isinstance(value, dict) and all(
            _has(value, name, inner) for name, inner in shape.items()
        )
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(each, shape[0]) for each in value)
    if isinstance(shape, tuple):
        return any(fits(value, each) for each in shape)
    # To Python, true and false are numbers as well.
    return isinstance(value, shape) and (shape is bool or not isinstance(value, bool))


def _has(fields: dict[str, Any], name: str, shape: Any) -> bool:
    value = fields.get(name.removesuffix("?"))
    return name.endswith("?") if value is None else fits(value, shape)
