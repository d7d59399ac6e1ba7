"""The wall around the tests: no socket leads further than this machine."""

import contextlib
import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest

_NAMES_OF_THIS_MACHINE = frozenset({"", "localhost", "ip6-localhost"})


class OutsideError(AssertionError):
    """A test tried to reach another machine."""


def forbid(patch: pytest.MonkeyPatch) -> None:
    """Let connections and name lookups through only to loopback and Unix sockets."""
    for method in ("connect", "connect_ex"):
        patch.setattr(socket.socket, method, _guarded(getattr(socket.socket, method)))
    looking_up = socket.getaddrinfo

    def guarded_lookup(host: Any, *rest: Any, **options: Any) -> Any:
        _refuse_unless_here(host)
        return looking_up(host, *rest, **options)

    patch.setattr(socket, "getaddrinfo", guarded_lookup)


@contextlib.contextmanager
def reached(patch: pytest.MonkeyPatch) -> Iterator[set[tuple[Any, ...]]]:
    """Every address that is connected to meanwhile, and every name that is looked up."""
    seen: set[tuple[Any, ...]] = set()

    def noted(call: Any, of: Any) -> Any:
        def noting(*given: Any, **options: Any) -> Any:
            seen.add(of(*given))
            return call(*given, **options)

        return noting

    with patch.context() as noting:
        for method in ("connect", "connect_ex"):
            connect = getattr(socket.socket, method)
            noting.setattr(socket.socket, method, noted(connect, lambda _self, to: tuple(to[:2])))
        lookup = noted(socket.getaddrinfo, lambda host, port, *_rest: (host, port))
        noting.setattr(socket, "getaddrinfo", lookup)
        yield seen


def _guarded(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            _refuse_unless_here(address[0])
        return connect(self, address)

    return guarded


def _refuse_unless_here(host: str | bytes | None) -> None:
    name = host.decode() if isinstance(host, bytes) else host or ""
    if name in _NAMES_OF_THIS_MACHINE:
        return
    try:
        here = ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        here = False
    # 0.0.0.0 and :: are only ever listened on.
    if not here and name not in ("0.0.0.0", "::"):
        raise OutsideError(f"a test tried to reach {name}")
