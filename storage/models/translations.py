"""What a network's terms are in other languages, what was translated before, and by which rules."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.identity import Platform
from bot.domain.translating import Privacy, Register
from bot.domain.translation_policy import Shown
from storage.columns import UTCDateTime, bytewise, choice
from storage.models.base import Audited, Base, Dated

LONGEST_TERM = 200
LONGEST_ENGINE = 40
_IS_NETWORKS = text("platform IS NULL")
# These are deleted for good: the trail speaks of a number, which must not become another's.
_NUMBERED_ONCE = {"sqlite_autoincrement": True}


class GlossaryTerm(Audited, Dated, Base):
    """What a term is called in another language, or that it stays as it is in all of them.

    One that is kept has neither languages nor a rendering.
    """

    __tablename__ = "glossary_term"
    __table_args__ = (
        UniqueConstraint("network_id", "folded", "source_language", "target_language"),
        _NUMBERED_ONCE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    term: Mapped[str] = mapped_column(String(LONGEST_TERM))
    folded: Mapped[str] = mapped_column(bytewise(LONGEST_TERM))
    source_language: Mapped[str] = mapped_column(String(16), default="")
    rendering: Mapped[str] = mapped_column(String(LONGEST_TERM), default="")
    target_language: Mapped[str] = mapped_column(String(16), default="")
    is_kept: Mapped[bool] = mapped_column(default=False)


class TranslationMemory(Base):
    """What an engine made of a text. The text itself is not kept: `key` is a digest of it, of
    its languages, the register, and the terms and names that bear on it."""

    __tablename__ = "translation_memory"
    __table_args__ = (Index("ix_translation_memory_made_at", "made_at"),)

    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), primary_key=True)
    key: Mapped[str] = mapped_column(bytewise(64), primary_key=True)
    engine: Mapped[str] = mapped_column(String(LONGEST_ENGINE), primary_key=True)
    translation: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Correction(Audited, Dated, Base):
    """A better translation of a text than an engine's, by a person; `key` is a digest of the
    text and of the language it is in now."""

    __tablename__ = "correction"
    __table_args__ = (UniqueConstraint("network_id", "key"), _NUMBERED_ONCE)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    key: Mapped[str] = mapped_column(bytewise(64))
    original: Mapped[str] = mapped_column(Text)
    source_language: Mapped[str] = mapped_column(String(16), default="")
    translation: Mapped[str] = mapped_column(Text)
    target_language: Mapped[str] = mapped_column(String(16))
    corrected_by_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))


class TranslationPolicy(Audited, Dated, Base):
    """What a network, or one place of it, says of translating. Without a platform it is the
    network's; what is None or empty is not said."""

    __tablename__ = "translation_policy"
    __table_args__ = (
        UniqueConstraint("network_id", "platform", "team", "channel", "topic"),
        # Two rows without a platform are not the same to the constraint.
        Index(
            "ix_translation_policy_network_id_whole",
            "network_id",
            unique=True,
            sqlite_where=_IS_NETWORKS,
            postgresql_where=_IS_NETWORKS,
        ),
        _NUMBERED_ONCE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    platform: Mapped[Platform | None] = mapped_column(choice(Platform))
    team: Mapped[str] = mapped_column(String(64), default="")
    channel: Mapped[str] = mapped_column(String(64), default="")
    topic: Mapped[str] = mapped_column(String(64), default="")
    engines: Mapped[list[str]] = mapped_column(JSON, default=list)
    privacy: Mapped[Privacy | None] = mapped_column(choice(Privacy))
    register: Mapped[Register | None] = mapped_column(choice(Register))
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    shown: Mapped[Shown | None] = mapped_column(choice(Shown))
    # How many characters a month engines elsewhere may be sent; of the network alone.
    most_characters: Mapped[int | None]


class TranslationSpending(Base):
    """How many characters of a network's texts an engine was sent in a month, `2026-11` in UTC."""

    __tablename__ = "translation_spending"

    month: Mapped[str] = mapped_column(bytewise(7), primary_key=True)
    engine: Mapped[str] = mapped_column(String(LONGEST_ENGINE), primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), primary_key=True)
    characters: Mapped[int] = mapped_column(BigInteger, default=0)
