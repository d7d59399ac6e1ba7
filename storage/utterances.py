"""What people say in places that somebody listens to: kept, and queued for wherever else it is
to be read, in one transaction.

No network is asked for: who says something belongs to the place. Nothing of it is on the trail.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.domain.bridging import EchoKind, WordingState
from bot.domain.identity import Identity, Platform, Venue
from bot.domain.marks import Mark
from bot.domain.translation_policy import Shown
from storage.echo_queue import echoes_of, queue_changes, queue_echoes
from storage.listening import Listening, found, is_at_home, listening
from storage.models import (
    Appointment,
    BridgeEnd,
    ChatIdentity,
    Echo,
    Official,
    Sign,
    Utterance,
    Wording,
)

_LONGEST_NAME, _LONGEST_LINK = 200, 500
_WORDING: Any = Wording.__table__


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody said, as it is to be kept; `answers` is the platform's number of the message
    that it answers."""

    venue: Venue
    message: str
    author: Identity
    name: str
    text: str
    at: datetime
    answers: str = ""
    attachments: Sequence[dict[str, Any]] = ()
    link: str = ""
    marks: tuple[Mark, ...] = ()


def say(session: Session, heard: Heard, where: Listening) -> bool:
    """Keep what was said and queue it for wherever it is to be read; False if it is kept
    already."""
    venue = heard.venue
    known = select(Utterance.id).where(
        Utterance.platform == venue.platform,
        Utterance.team == venue.team,
        Utterance.channel == venue.channel,
        Utterance.message == heard.message,
    )
    if session.execute(known).first() is not None:
        return False
    answered = found(session, venue, heard.answers) if heard.answers else None
    known_as, party_id = _speaker(session, heard.author, where)
    made = Utterance(
        network_id=where.network_id,
        bridge_id=where.bridge_id,
        platform=venue.platform,
        team=venue.team,
        channel=venue.channel,
        topic=venue.lasting_topic,
        message=heard.message,
        thread=heard.answers,
        user=heard.author.user,
        user_team=heard.author.team,
        name=(known_as or heard.name)[:_LONGEST_NAME],
        party_id=party_id or where.party_id,
        text=heard.text,
        marks=heard.marks,
        answers_id=answered.id if answered is not None else None,
        attachments=list(heard.attachments),
        link=heard.link[:_LONGEST_LINK],
        said_at=heard.at,
    )
    session.add(made)
    session.flush()
    echoes = [*_across(session, made, where), *_beside(made, where)]
    session.add_all(echoes)
    session.flush()
    waits = _want(session, made, echoes, where)
    queue_echoes(session, made, echoes, waits)
    return True


def edit(
    session: Session, venue: Venue, message: str, text: str, marks: tuple[Mark, ...] = ()
) -> bool:
    """The words of an utterance are others now, or set off otherwise; whether there is such an
    utterance. Translations of the same words stay."""
    utterance = _said(session, venue, message)
    if utterance is None or utterance.deleted_at is not None:
        return utterance is not None
    is_same = utterance.text == text
    if is_same and utterance.marks == marks:
        return True
    utterance.marks = marks
    if is_same:
        queue_changes(session, utterance, echoes_of(session, utterance))
        return True
    utterance.text, utterance.language = text, ""
    utterance.version += 1
    session.execute(delete(_WORDING).where(_WORDING.c.utterance_id == utterance.id))
    echoes = echoes_of(session, utterance)
    where = listening(session, venue) or Listening(utterance.network_id)
    waits = _want(session, utterance, echoes, where)
    queue_changes(session, utterance, echoes, waits)
    return True


def take_back(session: Session, venue: Venue, message: str, at: datetime) -> bool:
    """An utterance was taken back: none of its words are kept. Whether there is such an one."""
    utterance = _said(session, venue, message)
    if utterance is None:
        return False
    if utterance.deleted_at is None:
        withdraw(session, utterance, at)
    return True


def withdraw(session: Session, utterance: Utterance, at: datetime) -> None:
    """Forget the words of an utterance, and have its echoes taken back."""
    utterance.text, utterance.marks = "", ()
    utterance.attachments, utterance.deleted_at = [], at
    session.execute(delete(_WORDING).where(_WORDING.c.utterance_id == utterance.id))
    queue_changes(session, utterance, echoes_of(session, utterance))


def sign(
    session: Session, venue: Venue, message: str, author: Identity, emoji: str, *, added: bool
) -> bool:
    """Somebody put an emoji under an utterance or an echo of it, or took it away; whether there
    is such an one."""
    utterance = found(session, venue, message)
    if utterance is None or utterance.bridge_id is None:
        return utterance is not None
    same = (
        Sign.utterance_id == utterance.id,
        Sign.platform == venue.platform,
        Sign.team == venue.team,
        Sign.channel == venue.channel,
        Sign.user == author.user,
        Sign.user_team == author.team,
        Sign.emoji == emoji,
    )
    is_there = session.execute(select(Sign.id).where(*same)).first() is not None
    if is_there == added:
        return True
    if added:
        session.add(
            Sign(
                utterance_id=utterance.id,
                platform=venue.platform,
                team=venue.team,
                channel=venue.channel,
                user=author.user,
                user_team=author.team,
                emoji=emoji,
            )
        )
    else:
        session.execute(delete(Sign).where(*same))
    session.flush()
    echoes = [each for each in echoes_of(session, utterance) if each.kind is not EchoKind.BESIDE]
    if not any(each.kind is EchoKind.ITSELF for each in echoes):
        echoes.append(_itself(session, utterance))
    elsewhere = [each for each in echoes if not _is_at(each, venue)]
    queue_changes(session, utterance, elsewhere)
    return True


def _across(session: Session, utterance: Utterance, where: Listening) -> list[Echo]:
    """One at each other end of the bridge that can be reached."""
    if where.bridge_id is None:
        return []
    query = select(BridgeEnd).where(
        BridgeEnd.bridge_id == where.bridge_id,
        BridgeEnd.id != where.end_id,
        BridgeEnd.agreed_at.is_not(None),
        BridgeEnd.left_at.is_(None),
        BridgeEnd.lost_at.is_(None),
        is_at_home(BridgeEnd, BridgeEnd.topic),
    )
    return [
        Echo(
            utterance_id=utterance.id,
            kind=EchoKind.ACROSS,
            platform=end.platform,
            team=end.team,
            channel=end.channel,
            topic=end.topic,
            languages=_read_in(session, end),
        )
        for end in session.scalars(query.order_by(BridgeEnd.id))
    ]


def _read_in(session: Session, end: BridgeEnd) -> list[str]:
    """What comes over is read in the languages of the end, and in those that its place is kept
    readable in besides."""
    place = Venue(end.platform, end.channel, end.team, end.topic)
    there = listening(session, place)
    more = there.languages if there is not None else ()
    return list(dict.fromkeys((*end.languages, *more)))


def _beside(utterance: Utterance, where: Listening) -> list[Echo]:
    """The translations for those who read along in the place itself."""
    if not where.languages:
        return []
    thread = utterance.thread or utterance.message
    if where.shown is Shown.BELOW and utterance.platform is Platform.SLACK:
        thread = utterance.thread
    return [
        Echo(
            utterance_id=utterance.id,
            kind=EchoKind.BESIDE,
            platform=utterance.platform,
            team=utterance.team,
            channel=utterance.channel,
            topic=utterance.topic,
            languages=list(where.languages),
            thread=utterance.message if utterance.platform is Platform.TELEGRAM else thread,
        )
    ]


def _itself(session: Session, utterance: Utterance) -> Echo:
    made = Echo(
        utterance_id=utterance.id,
        kind=EchoKind.ITSELF,
        platform=utterance.platform,
        team=utterance.team,
        channel=utterance.channel,
        topic=utterance.topic,
        message=utterance.message,
    )
    session.add(made)
    session.flush()
    return made


def _want(
    session: Session, utterance: Utterance, echoes: Iterable[Echo], where: Listening
) -> set[str]:
    """Note in which languages an utterance is wanted; which these are. Where all that an end
    reads is spoken in the place too, it is taken as it was written."""
    if not any(each.isalpha() for each in utterance.text):
        return set()
    wanted: dict[str, None] = {}
    for echo in echoes:
        own = () if echo.kind is EchoKind.BESIDE else where.spoken
        if echo.kind is not EchoKind.ITSELF and not set(echo.languages) <= set(own):
            wanted.update(dict.fromkeys(echo.languages))
    session.add_all(
        Wording(
            utterance_id=utterance.id,
            language=language,
            version=utterance.version,
            state=WordingState.WANTED,
        )
        for language in wanted
    )
    session.flush()
    return set(wanted)


def _said(session: Session, venue: Venue, message: str) -> Utterance | None:
    return session.execute(
        select(Utterance)
        .where(
            Utterance.platform == venue.platform,
            Utterance.team == venue.team,
            Utterance.channel == venue.channel,
            Utterance.message == message,
        )
        .with_for_update()
    ).scalar_one_or_none()


def _is_at(echo: Echo, venue: Venue) -> bool:
    here = (venue.platform, venue.team, venue.channel)
    return (echo.platform, echo.team, echo.channel) == here


def _speaker(session: Session, author: Identity, where: Listening) -> tuple[str, int | None]:
    """The name that somebody is on record with, and the party that they write for in the network
    of the place."""
    query = (
        select(Official.name, Appointment.party_id)
        .join(ChatIdentity, ChatIdentity.official_id == Official.id)
        .join(Appointment, Appointment.official_id == Official.id)
        .where(
            Appointment.network_id == where.network_id,
            ChatIdentity.platform == author.platform,
            ChatIdentity.team == author.team,
            ChatIdentity.user == author.user,
            ChatIdentity.closed_at.is_(None),
        )
    )
    row = session.execute(query.limit(1)).first()
    return ("", None) if row is None else (row[0], row[1])
