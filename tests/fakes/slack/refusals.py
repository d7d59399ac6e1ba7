"""How the stand-in says no, and what it remembers of a caller's fault."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Violation:
    """One breach of Slack's rules by the app: where, Slack's error code, and the details."""

    where: str
    code: str
    details: tuple[str, ...] = ()


class RefusedError(Exception):
    """Slack's `ok: false`; `fault` tells a breach of the rules from a mere circumstance."""

    def __init__(self, code: str, *details: str, fault: bool = True) -> None:
        super().__init__(code, *details)
        self.code = code
        self.details = details
        self.fault = fault


def circumstance(code: str, *details: str) -> RefusedError:
    """Return a refusal that a correct app may meet: a closed channel, a revoked token."""
    return RefusedError(code, *details, fault=False)
