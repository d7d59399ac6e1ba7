"""Refusals as Telegram words them."""

from dataclasses import dataclass


class RefusedError(Exception):
    """A call that Telegram does not carry out; the caller's fault unless a subclass says not."""

    error_code = 400
    prefix = "Bad Request: "
    is_violation = True

    def __init__(self, description: str, **parameters: int) -> None:
        super().__init__(self.prefix + description)
        self.description = self.prefix + description
        self.parameters = parameters

    def answer(self) -> dict:
        """The body Telegram answers with: ok, error_code, description and parameters if any."""
        body: dict = {"ok": False, "error_code": self.error_code, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


class BadRequestError(RefusedError):
    """The call breaks the published description or a limit."""


class ChangedError(RefusedError):
    """The call was right once, but the chat has changed since: not the caller's fault."""

    is_violation = False


class ForbiddenError(RefusedError):
    """The bot was blocked, removed, or never spoken to by that person."""

    error_code = 403
    prefix = "Forbidden: "
    is_violation = False


class UnauthorizedError(RefusedError):
    """A well-formed token of no bot."""

    error_code = 401
    prefix = "Unauthorized"


class UnknownMethodError(RefusedError):
    """A malformed token, or a method that is not published or not built here."""

    error_code = 404
    prefix = "Not Found"


class ConflictError(RefusedError):
    """Polling beside a webhook or beside another poll."""

    error_code = 409
    prefix = "Conflict: "


class InjectedError(RefusedError):
    """A failure that a test asked for."""

    prefix = ""
    is_violation = False

    def __init__(self, error_code: int, description: str, **parameters: int) -> None:
        super().__init__(description, **parameters)
        self.error_code = error_code


@dataclass(frozen=True)
class Violation:
    """One call that broke the published description, and how it was answered."""

    method: str
    description: str
    arguments: str = ""
