"""What an administrator sets up before anyone can speak: networks, officials, bound channels."""

import re
from collections.abc import Sequence
from zoneinfo import available_timezones

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.access import Role
from bot.domain.identity import Identity, Platform, Venue
from storage.bindings import Bindings
from storage.errors import StorageError
from storage.models import Appointment, ChatIdentity, Network, Official
from storage.models.base import utc_now

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class AlreadyThere(StorageError):
    """What was to be added exists."""


class Administration:
    """Sets up networks; scoped to none, so only for the operator of the machine."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_network(
        self, name: str, slug: str, language: str = "en", zone: str = "UTC", *, demo: bool = False
    ) -> int:
        """The id of a new network. AlreadyThere if the slug is taken, ValueError for a slug or
        zone that cannot be."""
        if not _SLUG.fullmatch(slug):
            raise ValueError(f"The slug {slug!r} must be of a-z, 0-9 and -, at most 40 of them.")
        _check_zone(zone)
        if self._session.scalar(select(Network.id).where(Network.slug == slug)) is not None:
            raise AlreadyThere(f"There is a network {slug!r} already.")
        network = Network(name=name, slug=slug, language=language, timezone=zone, is_demo=demo)
        self._session.add(network)
        self._session.flush()
        return network.id

    def add_official(
        self,
        network_id: int,
        name: str,
        role: Role,
        party_id: int | None,
        identities: Sequence[Identity],
        language: str = "",
        zone: str = "",
    ) -> int:
        """The id of an official with this role in the network. Someone whose identity is known
        already is appointed as the same person. ValueError for an unknown zone, AlreadyThere
        for a second role in the same network or identities of two people."""
        _check_zone(zone or "UTC")
        known = {each for each in map(self._owner, identities) if each is not None}
        if len(known) > 1:
            raise AlreadyThere("These identities belong to different officials already.")
        official_id = known.pop() if known else self._new_official(name, language, zone)
        if self._session.get(Appointment, (network_id, official_id)) is not None:
            raise AlreadyThere(f"{name} has a role in this network already.")
        self._session.add(
            Appointment(
                network_id=network_id,
                official_id=official_id,
                role=role,
                party_id=party_id,
                since=utc_now(),
            )
        )
        for identity in identities:
            if self._owner(identity) is None:
                self._session.add(
                    ChatIdentity(
                        official_id=official_id,
                        platform=identity.platform,
                        team=identity.team,
                        user=identity.user,
                    )
                )
        self._session.flush()
        return official_id

    def bind(
        self, network_id: int, platform: Platform, team: str, channel: str, topic: str = ""
    ) -> None:
        """Let a workspace, channel, group or topic belong to a network; a place that belonged
        to another one moves over."""
        Bindings(self._session).bind(network_id, Venue(platform, channel, team, topic))

    def _new_official(self, name: str, language: str, zone: str) -> int:
        official = Official(name=name, language=language, timezone=zone)
        self._session.add(official)
        self._session.flush()
        return official.id

    def _owner(self, identity: Identity) -> int | None:
        return self._session.scalar(
            select(ChatIdentity.official_id).where(
                ChatIdentity.platform == identity.platform,
                ChatIdentity.team == identity.team,
                ChatIdentity.user == identity.user,
            )
        )


def _check_zone(zone: str) -> None:
    if zone not in available_timezones():
        raise ValueError(f"There is no time zone {zone!r}; write it like Europe/Kyiv.")
