"""Updates on their way to the bot: the queue, long polling and the webhook."""

import itertools
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.telegram.limits import UPDATES_ON_REQUEST
from tests.fakes.telegram.published import check_own, update_kinds


@dataclass
class Webhook:
    """Where updates are posted, as setWebhook left it."""

    url: str
    secret_token: str | None = None
    max_connections: int = 40
    ip_address: str | None = None
    has_custom_certificate: bool = False
    last_error: tuple[int, str] | None = None


@dataclass(frozen=True)
class Delivery:
    """One post to the webhook: status 0 if nobody took it, and the body answered."""

    update: dict
    status: int
    body: str


@dataclass
class Updates:
    """Updates not yet confirmed, in order; `allowed` None means Telegram's default kinds."""

    pending: list[dict] = field(default_factory=list)
    webhook: Webhook | None = None
    allowed: list[str] | None = None
    deliveries: list[Delivery] = field(default_factory=list)
    history: list[dict] = field(default_factory=list)
    polls: int = 0
    closed: bool = False
    # Bot API, Update `update_id`: numbering starts from a certain positive number.
    _ids: Any = field(default_factory=lambda: itertools.count(871_450_300))

    def wanted(self, kind: str) -> bool:
        """Whether the bot asked for this kind of update."""
        return kind in (self.allowed or update_kinds() - UPDATES_ON_REQUEST)

    def queue(self, kind: str, content: dict) -> dict | None:
        """The new update, waiting to be taken; None if the bot asked not to have its kind."""
        if not self.wanted(kind):
            return None
        update = {"update_id": next(self._ids), kind: content}
        check_own(update, ["Update"], "update")
        self.pending.append(update)
        self.history.append(update)
        return update

    def confirm(self, offset: int) -> None:
        """Forget updates before the offset; a negative one keeps that many of the last."""
        if offset < 0:
            self.pending = self.pending[offset:]
        elif offset > 0:
            self.pending = [update for update in self.pending if update["update_id"] >= offset]
