"""The proof finds what it is there to find: each of these leaks is put in on purpose."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select, true

from bot.domain.deliveries import DeliveryState
from handlers.commands import registry
from storage import contact_reading, follow_up_statements
from storage.bridge_views import ends_of
from storage.bridges import Bridges
from storage.codes import Codes
from storage.contact_reading import ContactReading
from storage.exchanges import Exchanges
from storage.models import AccessCode, BridgeEnd, Contact, Delivery, Exchange, Party
from storage.parties import Parties
from storage.problems import Problems
from storage.speakers import BoundChannel, Speakers
from storage.views import PartyView
from tests.tenancy.proof import Tally, prove
from tests.tenancy.stages import STAGES
from tests.tenancy.twins import Twins

Plant = Callable[[pytest.MonkeyPatch], None]


def contacts_of_every_network(patch: pytest.MonkeyPatch) -> None:
    def seen(_self: ContactReading, *columns: Any) -> Any:
        return select(*columns).where(Contact.removed_at.is_(None))

    patch.setattr(ContactReading, "_seen", seen)


def contacts_of_every_circle(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(contact_reading, "visible", lambda *_circle: true())


def exchanges_counted_for_all(patch: pytest.MonkeyPatch) -> None:
    def count(self: Exchanges, partnership_id: int) -> int:
        query = select(func.count(Exchange.id)).where(Exchange.partnership_id == partnership_id)
        return int(self._session.execute(query).scalar_one())

    patch.setattr(Exchanges, "count", count)


def names_of_every_network(patch: pytest.MonkeyPatch) -> None:
    def named(self: Parties, text: str) -> list[Any]:
        query = select(Party.id, Party.name, Party.country).where(Party.name == text)
        return [PartyView(*row) for row in self._session.execute(query)]

    patch.setattr(Parties, "named", named)


def codes_of_every_network(patch: pytest.MonkeyPatch) -> None:
    def revoke(self: Codes, code_id: int, _network_id: int, now: Any) -> bool:
        found = self._session.get(AccessCode, code_id)
        if found is None or found.revoked_at is not None:
            return False
        found.revoked_at = now
        self._session.flush()
        return True

    patch.setattr(Codes, "revoke", revoke)


def follow_ups_of_every_circle(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(follow_up_statements, "visible", lambda _role: true())


def problems_of_every_network(patch: pytest.MonkeyPatch) -> None:
    def needs_somebody(_self: Problems, _since: Any) -> Any:
        return Delivery.state == DeliveryState.DEAD

    patch.setattr(Problems, "_needs_somebody", needs_somebody)


def ends_of_every_bridge(patch: pytest.MonkeyPatch) -> None:
    def ends(self: Bridges, bridge_id: int) -> Any:
        return ends_of(self._session, BridgeEnd.bridge_id == bridge_id)

    patch.setattr(Bridges, "ends", ends)


@pytest.mark.parametrize(
    ("plant", "commands"),
    [
        (contacts_of_every_network, ("contact find",)),
        (contacts_of_every_circle, ("contact show", "contact find")),
        (exchanges_counted_for_all, ("partner timeline",)),
        (names_of_every_network, ("partner status", "city show")),
        (codes_of_every_network, ("network withdraw",)),
        (follow_ups_of_every_circle, ("follow list",)),
        (problems_of_every_network, ("network problems",)),
        (ends_of_every_bridge, ("bridge status",)),
    ],
)
def test_a_planted_leak_is_found(
    twins: Twins, monkeypatch: pytest.MonkeyPatch, plant: Plant, commands: tuple[str, ...]
) -> None:
    assert _tried(twins, commands).leaks == []
    plant(monkeypatch)
    assert _tried(twins, commands).leaks


def test_somebody_let_in_by_mistake_is_found(twins: Twins, monkeypatch: pytest.MonkeyPatch) -> None:
    def binding(self: Speakers, _venue: Any) -> Any:
        networks = self.networks()
        return BoundChannel(networks[-1], (), "") if networks else None

    monkeypatch.setattr(Speakers, "binding", binding)
    assert _tried(twins, ("network show",), standing="stranger").leaks


def _tried(twins: Twins, names: tuple[str, ...], standing: str = "") -> Tally:
    """A few lines with these commands alone."""
    commands = [command for command in registry() if command.name in names]
    if standing:
        stages = [stage for stage in STAGES if stage.standing == standing]
    else:
        stages = [each for each in STAGES if each.standing in ("steward", "viewer")]
    return prove(twins, 120, 5, stages, commands)
