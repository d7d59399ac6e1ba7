"""The follow-ups that one speaker may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from bot.domain.access import NOWHERE, Scope
from bot.domain.identity import Venue
from storage import follow_up_statements as statements
from storage.columns import Query
from storage.follow_up_statements import Whose
from storage.follow_up_views import FollowUpView, views_of
from storage.models import Channel, FollowUp, Party, PartyName, PlaceName
from storage.prepared import fetched
from storage.views import PartyView


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which open follow-ups are asked for: somebody's, a city's or a partnership's. Without any
    of these, all that the speaker has to do with. `all_late`: those of a city, of a partnership
    or else of the network that are late, whoever has to do with them."""

    whose: Whose | None = None
    city_id: int | None = None
    partnership_id: int | None = None
    all_late: bool = False


class FollowUpReading:
    """What is owed, as far as the speaker may see it."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def get(self, follow_up_id: int) -> FollowUpView | None:
        """The follow-up of this number, open or closed, or None."""
        found = self._views(statements.one(self._scope.sight), follow_up=follow_up_id)
        return found[0] if found else None

    def of_partnership(self, partnership_id: int, limit: int = 50) -> list[FollowUpView]:
        """The open ones of a partnership, what is due first before the others."""
        query = statements.of_partnership(self._scope.sight)
        return self._views(query, partnership=partnership_id, limit=limit)

    def made_before(self, partnership_id: int, moment: datetime) -> list[FollowUpView]:
        """The open ones that were there at that moment, in the same order."""
        query = statements.made_before(self._scope.sight)
        return self._views(query, partnership=partnership_id, moment=moment, limit=200)

    def in_thread(self, place: Venue, message: str) -> list[FollowUpView]:
        """The open ones that were made from a message, or within its thread."""
        return self._views(
            statements.in_thread(self._scope.sight),
            platform=place.platform,
            channel=place.channel,
            message=message,
        )

    def listed(
        self, wanted: Wanted, now: datetime, limit: int, offset: int = 0
    ) -> list[FollowUpView]:
        """Those wanted, what is due first before the others."""
        query = self._wanted(wanted).order_by(FollowUp.due_at, FollowUp.id)
        return self._views(query.limit(limit).offset(offset), **self._whose(wanted, now))

    def count(self, wanted: Wanted, now: datetime) -> int:
        """How many are wanted."""
        query = self._wanted(wanted).with_only_columns(
            func.count(FollowUp.id), maintain_column_froms=True
        )
        rows = fetched(self._session, query, **self._bound(), **self._whose(wanted, now))
        return int(rows[0][0])

    def count_owned(self, official_id: int) -> int:
        """How many an official has open, of those that the speaker sees."""
        query = (
            statements.opened(self._scope.sight)
            .where(FollowUp.owner_id == official_id)
            .with_only_columns(func.count(FollowUp.id), maintain_column_froms=True)
        )
        return int(fetched(self._session, query, **self._bound())[0][0])

    def is_made_by_speaker(self, follow_up_id: int) -> bool:
        """Whether the one who speaks put it on record."""
        if self._scope.official_id is None:
            return False
        query = statements.seen(self._scope.sight).where(
            FollowUp.id == follow_up_id, FollowUp.made_by_id == self._scope.official_id
        )
        return bool(fetched(self._session, query, **self._bound()))

    def twin_of(
        self, text: str, partnership_id: int | None, owner_id: int | None, since: datetime
    ) -> int | None:
        """The number of an open one that says exactly this, of the same owner, and was made
        since a moment; or None."""
        query = (
            statements.opened(self._scope.sight)
            .where(
                FollowUp.text == text,
                FollowUp.partnership_id.is_not_distinct_from(partnership_id),
                FollowUp.owner_id.is_not_distinct_from(owner_id),
                FollowUp.created_at >= since,
            )
            .limit(1)
        )
        rows = fetched(self._session, query, **self._bound())
        return int(rows[0][0]) if rows else None

    def partnership_of_place(self, place: Venue) -> int | None:
        """The partnership that a place is bound to, if it is one of the network's."""
        query = (
            select(Channel.partnership_id)
            .where(
                Channel.network_id == self._scope.network_id,
                Channel.platform == place.platform,
                Channel.team == place.team,
                Channel.channel == place.channel,
                or_(Channel.topic == place.topic, Channel.topic == ""),
                Channel.partnership_id.is_not(None),
                Channel.lost_at.is_(None),
            )
            .order_by(Channel.topic.desc())
            .limit(1)
        )
        return self._session.execute(query).scalar()

    def members_called(self, names: Sequence[str]) -> list[PartyView]:
        """The members that bear one of these folded names, or whose place does."""
        members = select(Party.id, Party.name, Party.country, Party.subdivision, Party.kind).where(
            Party.network_id == self._scope.network_id,
            Party.left_on.is_(None),
            Party.removed_at.is_(None),
        )
        own = members.join(PartyName, PartyName.party_id == Party.id).where(
            PartyName.folded.in_(names), PartyName.network_id == self._scope.network_id
        )
        # As is looked for in one's own words, only what the member's own place is called.
        place = members.join(PlaceName, PlaceName.place_id == Party.place_id).where(
            PlaceName.folded.in_(names)
        )
        rows: Sequence[Any] = self._session.execute(
            union_all(own.add_columns(literal(0)), place.add_columns(literal(1)))
        ).all()
        return sorted({PartyView(*row[:5]) for row in rows}, key=lambda party: party.id)

    def _wanted(self, wanted: Wanted) -> Query:
        has_party = self._scope.party_id is not None
        role = self._scope.sight
        if wanted.all_late:
            return self._all_late(wanted)
        if wanted.partnership_id is not None:
            query = statements.opened(role)
            return query.where(FollowUp.partnership_id == wanted.partnership_id)
        if wanted.city_id is not None:
            shared = self._shares_with(wanted.city_id)
            return statements.opened(role).where(statements.of_city(shared=shared))
        by_due = wanted.whose is not Whose.MINE
        which = statements.of_whose(wanted.whose, has_party=has_party)
        return statements.opened(role, by_due=by_due).where(which)

    def _all_late(self, wanted: Wanted) -> Query:
        is_of_network = wanted.city_id is None and wanted.partnership_id is None
        query = statements.opened(self._scope.sight, by_due=is_of_network).where(statements.late())
        if wanted.partnership_id is not None:
            return query.where(FollowUp.partnership_id == wanted.partnership_id)
        return query if is_of_network else query.where(statements.touching_city())

    def _shares_with(self, city_id: int) -> bool:
        """Whether the speaker's own city has a partnership with another one."""
        own = self._scope.party_id
        if own is None or own == city_id:
            return False
        query = statements.shared().limit(1)
        return bool(fetched(self._session, query, city=city_id, party=own))

    def _whose(self, wanted: Wanted, now: datetime) -> dict[str, Any]:
        return {
            "party": self._scope.party_id or NOWHERE,
            "official": self._scope.official_id or NOWHERE,
            "city": wanted.city_id,
            "now": now,
        }

    def _bound(self) -> dict[str, Any]:
        scope = self._scope
        return {
            "network": scope.network_id,
            "own_party": scope.own_party,
            "own_official": scope.own_official,
        }

    def _views(self, query: Query, **values: Any) -> list[FollowUpView]:
        rows = fetched(self._session, query, **self._bound(), **values)
        return views_of(self._session, rows)


def is_tracked(session: Session, place: Venue, message: str) -> bool:
    """Whether anything open was made from a message, or within its thread, in any network. One
    statement that an index serves, for every message that is overheard."""
    rows = fetched(
        session,
        statements.tracked(),
        platform=place.platform,
        channel=place.channel,
        message=message,
    )
    return bool(rows)
