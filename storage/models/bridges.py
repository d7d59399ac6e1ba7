"""Places in which people talk to each other across platforms and languages, and what they said.

What was said is kept for a while so that it can be edited, answered and taken back in all of
them. It is on no audit trail; who opened or joined a bridge is.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.bridging import EchoKind, PartKind, WordingState
from bot.domain.identity import Platform
from bot.domain.marks import Mark
from storage.columns import MarksColumn, UTCDateTime, choice
from storage.models.base import Audited, Base, Dated

_IS_HERE = text("left_at IS NULL")
_NONE = text("'[]'")
_IS_WANTED = text("state = 'wanted'")
# In the very words of the index, without which SQLite does not use it.
IS_WANTED = text("wording.state = 'wanted'")
# The trail and the keys of deliveries speak of a number, which must not become another's.
_NUMBERED_ONCE = {"sqlite_autoincrement": True}


class Bridge(Audited, Dated, Base):
    """One conversation in several places."""

    __tablename__ = "bridge"
    __table_args__ = (_NUMBERED_ONCE,)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), index=True)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class BridgeEnd(Audited, Dated, Base):
    """A place at one end of a bridge. It is in no other, so that nothing can go round in a ring.

    An end of another network waits until `agreed_at`, when the stewards of both have agreed.
    `languages` are those that what comes over is put into; none: it comes as it was written.
    """

    __tablename__ = "bridge_end"
    __table_args__ = (
        Index(
            "ix_bridge_end_place",
            *("platform", "team", "channel", "topic"),
            unique=True,
            sqlite_where=_IS_HERE,
            postgresql_where=_IS_HERE,
        ),
        _NUMBERED_ONCE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    bridge_id: Mapped[int] = mapped_column(ForeignKey("bridge.id"), index=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), index=True)
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    platform: Mapped[Platform] = mapped_column(choice(Platform))
    team: Mapped[str] = mapped_column(String(64), default="")
    channel: Mapped[str] = mapped_column(String(64))
    topic: Mapped[str] = mapped_column(String(64), default="")
    title: Mapped[str] = mapped_column(String(200), default="")
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    joined_by_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    agreed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    # Set when the platform says that the bot was taken out or the place is gone.
    lost_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Utterance(Base):
    """What somebody said in a place that is bridged or kept readable in several languages.

    `message` is the platform's number of it, `thread` that of the message it hangs under there.
    `version` counts its words: it goes up with every edit. `language` is what it turned out to
    be in, and `marks` tell what of its words is set off. Of one that was taken back none are kept.
    """

    __tablename__ = "utterance"
    __table_args__ = (
        UniqueConstraint("platform", "team", "channel", "message"),
        Index("ix_utterance_said_at", "said_at"),
        _NUMBERED_ONCE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    # A bridge that was opened by mistake is deleted, whatever was said on it meanwhile.
    bridge_id: Mapped[int | None]
    platform: Mapped[Platform] = mapped_column(choice(Platform))
    team: Mapped[str] = mapped_column(String(64), default="")
    channel: Mapped[str] = mapped_column(String(64))
    topic: Mapped[str] = mapped_column(String(64), default="")
    message: Mapped[str] = mapped_column(String(64))
    thread: Mapped[str] = mapped_column(String(64), default="")
    user: Mapped[str] = mapped_column(String(64))
    user_team: Mapped[str] = mapped_column(String(64), default="")
    name: Mapped[str] = mapped_column(String(200), default="")
    # Of the party that they write for, or whose place it is.
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    text: Mapped[str] = mapped_column(Text)
    marks: Mapped[tuple[Mark, ...]] = mapped_column(
        MarksColumn, default=tuple, server_default=_NONE
    )
    language: Mapped[str] = mapped_column(String(16), default="")
    answers_id: Mapped[int | None] = mapped_column(
        ForeignKey("utterance.id", ondelete="SET NULL"), index=True
    )
    attachments: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    link: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column(default=1)
    said_at: Mapped[datetime] = mapped_column(UTCDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Wording(Base):
    """An utterance in another language, or that it is wanted in it. `reason` says why there is
    none; whoever sees to it has it to themselves until `held_until`."""

    __tablename__ = "wording"
    __table_args__ = (
        Index(
            "ix_wording_wanted", "held_until", sqlite_where=_IS_WANTED, postgresql_where=_IS_WANTED
        ),
    )

    utterance_id: Mapped[int] = mapped_column(
        ForeignKey("utterance.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(String(16), primary_key=True)
    version: Mapped[int]
    state: Mapped[WordingState] = mapped_column(choice(WordingState))
    text: Mapped[str] = mapped_column(Text, default="")
    label: Mapped[str] = mapped_column(String(80), default="")
    reason: Mapped[str] = mapped_column(String(40), default="")
    held_until: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Echo(Base):
    """Where an utterance is shown by the bot: at another end of the bridge, or as a translation
    beside it; or that the bot has put emoji under the utterance itself.

    `message` is the platform's number of what the bot posted, `thread` that of the message it
    hangs under, both empty until it is posted. `shown` tells what it says by now, and `signs`
    which emoji the bot shows under it. `changes` counts what was queued to change it.
    """

    __tablename__ = "echo"
    __table_args__ = (
        UniqueConstraint("utterance_id", "kind", "platform", "team", "channel", "topic"),
        Index("ix_echo_platform_channel_message", "platform", "channel", "message"),
        _NUMBERED_ONCE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    utterance_id: Mapped[int] = mapped_column(ForeignKey("utterance.id", ondelete="CASCADE"))
    kind: Mapped[EchoKind] = mapped_column(choice(EchoKind))
    platform: Mapped[Platform] = mapped_column(choice(Platform))
    team: Mapped[str] = mapped_column(String(64), default="")
    channel: Mapped[str] = mapped_column(String(64))
    topic: Mapped[str] = mapped_column(String(64), default="")
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    message: Mapped[str] = mapped_column(String(64), default="")
    thread: Mapped[str] = mapped_column(String(64), default="")
    shown: Mapped[str] = mapped_column(String(64), default="")
    signs: Mapped[list[str]] = mapped_column(JSON, default=list)
    changes: Mapped[int] = mapped_column(default=0)


class EchoPart(Base):
    """What else the bot posted of an echo, below its first message: a further page, of which the
    first is number 1, or a file, of which the first is number 0. `message` is the platform's
    number of it, in the place of the echo."""

    __tablename__ = "echo_part"
    __table_args__ = (Index("ix_echo_part_message", "message"),)

    echo_id: Mapped[int] = mapped_column(
        ForeignKey("echo.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[PartKind] = mapped_column(choice(PartKind), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    message: Mapped[str] = mapped_column(String(64))


class Sign(Base):
    """An emoji that somebody put under an utterance, or under an echo of it."""

    __tablename__ = "sign"
    __table_args__ = (Index("ix_sign_utterance_id", "utterance_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    utterance_id: Mapped[int] = mapped_column(ForeignKey("utterance.id", ondelete="CASCADE"))
    platform: Mapped[Platform] = mapped_column(choice(Platform))
    team: Mapped[str] = mapped_column(String(64), default="")
    channel: Mapped[str] = mapped_column(String(64))
    user: Mapped[str] = mapped_column(String(64))
    user_team: Mapped[str] = mapped_column(String(64), default="")
    emoji: Mapped[str] = mapped_column(String(40))
