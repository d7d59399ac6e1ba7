"""Decoded JSON with something wrong in it: types, keys, lengths, depths."""

import copy
import json
import random
from typing import Any

from tests.fuzz import hostile

_DEEP = 1500


def spoiled(chance: random.Random, document: Any, times: int = 3) -> Any:
    """A copy of the document after some accidents at random places."""
    document = _copied(document)
    for _ in range(chance.randint(1, times)):
        document = _accident(chance, document)
    return document


def written(chance: random.Random, document: Any) -> bytes:
    """The document as bytes, seldom quite as JSON demands."""
    try:
        text = json.dumps(document, ensure_ascii=chance.random() < 0.5)
    except RecursionError:
        return b"[" * _DEEP
    if chance.random() < 0.08:
        text = _doubled_key(chance, text)
    return broken(chance, text.encode("utf-8", "surrogatepass"))


def broken(chance: random.Random, raw: bytes) -> bytes:
    """The bytes, sometimes cut short, overwritten, or with something between them."""
    kind = chance.random()
    at = chance.randint(0, len(raw))
    if kind < 0.03:
        return raw[:at]
    if kind < 0.06:
        return raw[:at] + chance.randbytes(chance.randint(1, 8)) + raw[at:]
    if kind < 0.08:
        return raw[:at] + chance.randbytes(chance.randint(1, 8)) + raw[at + 4 :]
    if kind < 0.09:
        return chance.choice((b"\xef\xbb\xbf", b"\xff\xfe", b" \n", b"\x00")) + raw
    if kind < 0.1:
        return raw + chance.choice((raw, b"\x00", b"}", b"[]", b"&x=1"))
    return raw


def value(chance: random.Random) -> Any:
    """Anything that JSON can hold, where it does not belong."""
    return chance.choice(
        (
            lambda: None,
            lambda: chance.choice((True, False)),
            lambda: chance.choice((0, -1, 1, 2**31, 2**53, 2**63, 2**64, -(2**63), 10**30)),
            lambda: chance.choice((0.5, -1e308, 1e308, 1e-320)),
            lambda: hostile.word(chance),
            lambda: hostile.text(chance),
            lambda: "x" * chance.choice((65, 200, 5_000, 70_000)),
            list,
            dict,
            lambda: [hostile.word(chance), None, {}],
            lambda: {"id": hostile.word(chance), "type": 1},
            lambda: _nested(chance),
        )
    )()


def _nested(chance: random.Random) -> Any:
    inner: Any = 1
    for _ in range(chance.choice((3, 30, 300))):
        inner = [inner] if chance.random() < 0.5 else {"a": inner}
    return inner


def _copied(document: Any) -> Any:
    """A copy; nothing of what is too deep for one."""
    try:
        return copy.deepcopy(document)
    except RecursionError:
        return None


def _places(document: Any) -> list[tuple[Any, Any]]:
    """Every place of the document: what holds it, and under which key."""
    found, waiting = [], [document]
    while waiting:
        holder = waiting.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        for key in keys:
            found.append((holder, key))
            if isinstance(holder[key], (dict, list)):
                waiting.append(holder[key])
    return found


def _accident(chance: random.Random, document: Any) -> Any:
    places = _places(document) if isinstance(document, (dict, list)) else []
    if not places or chance.random() < 0.01:
        return value(chance)
    holder, key = chance.choice(places)
    kind = chance.random()
    if kind < 0.2:
        del holder[key]
    elif kind < 0.3:
        holder[key] = None
    elif kind < 0.4 and isinstance(holder[key], str):
        holder[key] = hostile.spoiled(chance, holder[key])
    elif kind < 0.5:
        other, its_key = chance.choice(places)
        holder[key] = _copied(other[its_key])
    elif kind < 0.58 and isinstance(holder, dict):
        holder[hostile.word(chance)] = value(chance)
    else:
        holder[key] = value(chance)
    return document


def _doubled_key(chance: random.Random, text: str) -> str:
    keys = [at for at in range(len(text)) if text.startswith('": ', at)]
    if not keys:
        return text
    end = chance.choice(keys)
    start = text.rfind('"', 0, end)
    return f"{text[: end + 3]}null, {text[start:]}"
