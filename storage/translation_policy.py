"""What a network and its places say of translating, and what holds in a place."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.access import Role, Scope
from bot.domain.identity import Platform, Venue
from bot.domain.translation_policy import Policy, Rules, holding
from storage.columns import Query
from storage.listening import found
from storage.models import TranslationPolicy
from storage.place_titles import title_of


class TranslationPolicies:
    """The rules of one network. Whether the speaker may change them is for the caller to ask."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def holding(self, place: Venue | None = None) -> Policy:
        """What holds in a place, or where no place says anything else. One statement."""
        network, own = self._said(place)
        return holding(network, own)

    def holding_for(self, place: Venue | None, said_in: Venue, message: str) -> Policy:
        """What holds in a place for a message that stands in one: its own rules, and those of
        where it was said, by the network there, if the bot has brought it from elsewhere."""
        policy = self.holding(place)
        utterance = found(self._session, said_in, message)
        if utterance is None:
            return policy
        theirs = TranslationPolicies(
            self._session, Scope(utterance.network_id, Role.VIEWER, in_public=True)
        )
        origin = Venue(utterance.platform, utterance.channel, utterance.team, utterance.topic)
        return policy.with_limits_of(theirs.holding(origin))

    def holding_for_records(self, place: Venue | None = None) -> Policy:
        """What holds in a place for what is on record. Nobody knows any more where it was said
        first, so it goes to those engines alone that may see texts in every place."""
        policy = self.holding(place)
        network = self.said()
        for _place, _title, rules in self.places():
            policy = policy.with_limits_of(holding(network, rules))
        return policy

    def said(self, place: Venue | None = None) -> Rules:
        """What a place itself says, or the network for all of its places."""
        network, own = self._said(place)
        return network if place is None else own or Rules()

    def say(self, rules: Rules, place: Venue | None = None) -> None:
        """Let this be what a place says, or the network; with nothing said it says no more."""
        record = self._record(place)
        if record is None and rules == Rules():
            return
        if record is None:
            record = TranslationPolicy(network_id=self._scope.network_id)
            if place is not None:
                record.platform, record.team = place.platform, place.team
                record.channel, record.topic = place.channel, place.lasting_topic
            self._session.add(record)
        record.engines, record.languages = list(rules.engines), list(rules.languages)
        record.privacy, record.register = rules.privacy, rules.register
        record.shown, record.most_characters = rules.shown, rules.most
        self._session.flush()

    def places(self) -> list[tuple[Venue, str, Rules]]:
        """The places that say something of their own, with their titles, the oldest first."""
        query = (
            select(TranslationPolicy, title_of(TranslationPolicy))
            .where(
                TranslationPolicy.network_id == self._scope.network_id,
                TranslationPolicy.platform.is_not(None),
            )
            .order_by(TranslationPolicy.id)
        )
        rows = ((each, title, _rules(each)) for each, title in self._session.execute(query))
        return [(_venue(each), title, rules) for each, title, rules in rows if rules != Rules()]

    def _said(self, place: Venue | None) -> tuple[Rules, Rules | None]:
        """What the network says, and the place: a topic that says nothing goes by its group."""
        rows = self._session.scalars(self._of(place)).all()
        network = next((_rules(each) for each in rows if each.platform is None), Rules())
        own = [each for each in rows if each.platform is not None]
        nearest = max(own, key=lambda each: bool(each.topic), default=None)
        return network, None if nearest is None else _rules(nearest)

    def _of(self, place: Venue | None) -> Query:
        own = select(TranslationPolicy).where(
            TranslationPolicy.network_id == self._scope.network_id
        )
        whole = TranslationPolicy.platform.is_(None)
        if place is None:
            return own.where(whole)
        there = (
            (TranslationPolicy.platform == place.platform)
            & (TranslationPolicy.team == place.team)
            & (TranslationPolicy.channel == place.channel)
            & TranslationPolicy.topic.in_(("", place.lasting_topic))
        )
        return own.where(whole | there)

    def _record(self, place: Venue | None) -> TranslationPolicy | None:
        topic = "" if place is None else place.lasting_topic
        is_meant = [
            each
            for each in self._session.scalars(self._of(place))
            if (each.platform is None) == (place is None) and each.topic == topic
        ]
        return is_meant[0] if is_meant else None


def moved(session: Session, platform: Platform, team: str, old: str, new: str) -> int:
    """A channel has a new number: its rules go along, in whichever network. How many did; those
    that somebody made under the new number in the meantime win."""
    table = TranslationPolicy
    taken = select(table.network_id).where(
        table.platform == platform, table.team == team, table.channel == new
    )
    rows = session.scalars(
        select(table).where(
            table.platform == platform,
            table.team == team,
            table.channel == old,
            table.network_id.not_in(taken),
        )
    ).all()
    for each in rows:
        each.channel = new
    session.flush()
    return len(rows)


def _rules(record: TranslationPolicy) -> Rules:
    return Rules(
        tuple(record.engines),
        record.privacy,
        record.register,
        tuple(record.languages),
        record.shown,
        record.most_characters,
    )


def _venue(record: TranslationPolicy) -> Venue:
    if record.platform is None:
        raise ValueError("the network is no place")
    return Venue(record.platform, record.channel, record.team, record.topic)
