"""Echoes as they are composed: what somebody said, in whose name, in which languages by now, and
where in the place it belongs; and what is on record once they are posted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.bridging import EchoKind, WordingState
from bot.domain.identity import Platform, Venue
from bot.domain.marks import Mark
from storage import echo_parts
from storage.models import BridgeEnd, Echo, Party, Sign, Utterance, Wording
from storage.views import PartyView


@dataclass(frozen=True, slots=True)
class WordingView:
    """An utterance in another language: the text and the engine that made it, or why not."""

    language: str
    state: WordingState
    text: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class EchoView:
    """Everything that is needed to show an echo. `place` is where it is shown and `origin` where
    it was said; `thread` is the message there that it hangs under. `wordings` are those of its
    own languages, in their order; `signs` the emoji that others put under the utterance. `marks`
    tell what of the text is set off."""

    id: int
    kind: EchoKind
    network_id: int
    place: Venue
    origin: Venue
    origin_title: str
    name: str
    party: PartyView | None
    text: str
    marks: tuple[Mark, ...]
    language: str
    languages: tuple[str, ...]
    wordings: tuple[WordingView, ...]
    attachments: tuple[Mapping[str, Any], ...]
    link: str
    is_deleted: bool
    message: str
    thread: str
    shown: str
    signs: tuple[str, ...]
    signs_shown: tuple[str, ...]

    @property
    def is_awaited(self) -> bool:
        """Whether some language is still to come."""
        return any(each.state is WordingState.WANTED for each in self.wordings)


def read(session: Session, echo_id: int) -> EchoView | None:
    """The echo; None if it, or what was said, is forgotten."""
    echo = session.get(Echo, echo_id)
    utterance = session.get(Utterance, echo.utterance_id) if echo else None
    if echo is None or utterance is None:
        return None
    place = Venue(echo.platform, echo.channel, echo.team, echo.topic)
    return EchoView(
        echo.id,
        echo.kind,
        utterance.network_id,
        place,
        Venue(utterance.platform, utterance.channel, utterance.team, utterance.topic),
        _title_of(session, utterance),
        utterance.name,
        _party(session, utterance.party_id),
        utterance.text,
        utterance.marks,
        utterance.language,
        tuple(echo.languages),
        _wordings(session, echo, utterance),
        tuple(utterance.attachments),
        utterance.link,
        utterance.deleted_at is not None,
        echo.message,
        echo.thread or _thread(session, echo, utterance),
        echo.shown,
        _signs(session, echo),
        tuple(echo.signs),
    )


def posted(session: Session, echo_id: int, message: str, thread: str, shown: str) -> None:
    """An echo was posted under that number; the files that came along go under it."""
    echo = session.get(Echo, echo_id)
    utterance = session.get(Utterance, echo.utterance_id) if echo else None
    if echo is None or utterance is None:
        return
    echo.message, echo.thread, echo.shown = message, thread, shown
    session.flush()
    if echo.kind is EchoKind.ACROSS:
        echo_parts.files(session, echo, utterance)


def changed(
    session: Session,
    echo_id: int,
    *,
    shown: str | None = None,
    signs: tuple[str, ...] | None = None,
) -> None:
    """An echo says something else now, or has other emoji under it."""
    echo = session.get(Echo, echo_id)
    if echo is None:
        return
    if shown is not None:
        echo.shown = shown
    if signs is not None:
        echo.signs = list(signs)
    session.flush()


def attachment(session: Session, echo_id: int, index: int) -> Mapping[str, Any] | None:
    """A file that came along with what was said; None if it was taken back."""
    query = (
        select(Utterance.attachments)
        .join(Echo, Echo.utterance_id == Utterance.id)
        .where(Echo.id == echo_id)
    )
    found = session.execute(query).scalar_one_or_none() or []
    return found[index] if index < len(found) else None


def _thread(session: Session, echo: Echo, utterance: Utterance) -> str:
    """What an echo hangs under in its place: there, the message that its original answers."""
    if utterance.answers_id is None:
        return ""
    answered = session.get(Utterance, utterance.answers_id)
    if answered is None or answered.deleted_at is not None:
        return ""
    here = (echo.platform, echo.team, echo.channel)
    found: Echo | Utterance | None = answered
    if (answered.platform, answered.team, answered.channel) != here:
        found = session.scalars(
            select(Echo).where(
                Echo.utterance_id == answered.id,
                Echo.kind == EchoKind.ACROSS,
                Echo.platform == echo.platform,
                Echo.team == echo.team,
                Echo.channel == echo.channel,
            )
        ).first()
    if found is None:
        return ""
    return found.message if echo.platform is Platform.TELEGRAM else echo_parts.root_of(found)


def _wordings(session: Session, echo: Echo, utterance: Utterance) -> tuple[WordingView, ...]:
    query = select(Wording).where(
        Wording.utterance_id == utterance.id, Wording.version == utterance.version
    )
    known = {each.language: each for each in session.scalars(query)}
    return tuple(
        WordingView(each.language, each.state, each.text, each.label, each.reason)
        for language in echo.languages
        if (each := known.get(language)) is not None
    )


def _signs(session: Session, echo: Echo) -> tuple[str, ...]:
    """Each emoji once, in the order in which they came; of those put there by people of the
    place itself nobody has to be told there."""
    query = select(Sign).where(Sign.utterance_id == echo.utterance_id).order_by(Sign.id)
    here = (echo.platform, echo.team, echo.channel)
    elsewhere = (
        each.emoji
        for each in session.scalars(query)
        if (each.platform, each.team, each.channel) != here
    )
    return tuple(dict.fromkeys(elsewhere))


def _title_of(session: Session, utterance: Utterance) -> str:
    query = select(BridgeEnd.title).where(
        BridgeEnd.bridge_id == utterance.bridge_id,
        BridgeEnd.platform == utterance.platform,
        BridgeEnd.team == utterance.team,
        BridgeEnd.channel == utterance.channel,
    )
    return session.execute(query).scalars().first() or ""


def _party(session: Session, party_id: int | None) -> PartyView | None:
    party = session.get(Party, party_id) if party_id is not None else None
    if party is None:
        return None
    return PartyView(party.id, party.name, party.country, party.subdivision, party.kind)
