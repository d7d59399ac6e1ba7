"""Erasing what is held on people: their records, what the trail tells of them, and texts.

All of it goes past the session's own writing of the trail, which would keep what is erased.
What was done and when stays: an exchange without the names, an entry without the values.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, null, select, update
from sqlalchemy.orm import Session

from bot.domain.access import Role, Scope
from bot.domain.traces import NAME_ERASED
from bot.domain.vocabulary import ErasureCause
from storage import personal_talk, personal_texts
from storage.audit import Actor
from storage.engine import ERASED
from storage.erasing_promises import blank_follow_ups
from storage.erasing_records import (
    blank_contacts,
    blank_official,
    delete_buttons,
    forget_translations,
)
from storage.erasing_trail import Trails
from storage.models import (
    Appointment,
    AuditEntry,
    Erasure,
)
from storage.officials import Officials
from storage.personal import Subject

_TOUCHED = tuple(
    sorted(
        {
            *(str(kind.__tablename__) for kind in personal_texts.TEXTS),
            *("appointment", "audit_entry", "button_text", "chat_identity", "contact_name"),
            *("delivery", "failed_code", "lane", "official", "slack_installation"),
            *("sign", "translation_memory", "wording"),
        }
    )
)


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done: in how many records, texts and entries of the trail; in how many
    exchanges somebody now takes part without a name; how many messages were taken back."""

    contacts: int = 0
    exchanges: int = 0
    texts: int = 0
    entries: int = 0
    said: int = 0
    is_official: bool = False


class Erasing:
    """Erases within one transaction. Nothing of it can be undone."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session = session
        self._now = now

    def person(self, subject: Subject) -> Erased:
        """Everything of a person who asks for it, wherever they were named in their networks.
        LastSteward if a network would be left without one."""
        session = self._session
        if subject.official_id is not None:
            self._resign(subject.official_id)
        session.flush()
        # Read while the records still say by what the person is known.
        traces = personal_texts.traces_of(session, subject)
        erasures = self._begin(subject, ErasureCause.REQUEST)
        trails = Trails(session, erasures[0])
        entries = trails.of_contacts(subject.contact_ids)
        exchanges = blank_contacts(session, subject.contact_ids, self._now)
        if subject.official_id is not None:
            entries += trails.of_official(subject.official_id, subject.accounts)
            blank_official(session, subject, self._now)
        said = personal_talk.take_back(session, subject, self._now)
        texts = personal_texts.take_out(session, personal_texts.found(session, traces, subject))
        is_official = subject.official_id is not None
        entries += trails.texts(traces, subject.network_ids, nowhere=is_official)
        delete_buttons(session, traces)
        forget_translations(session, subject.network_ids)
        self._note(subject, erasures[0])
        self._end(erasures, subject, texts)
        count = sum(texts.values())
        return Erased(len(subject.contact_ids), exchanges, count, entries, said, is_official)

    def contacts(self, network_id: int, contact_ids: Sequence[int]) -> Erased:
        """The records of contacts whose time has come. What exchanges tell in words stays."""
        subject = Subject(contact_ids=tuple(contact_ids), network_ids=frozenset({network_id}))
        erasures = self._begin(subject, ErasureCause.RETENTION)
        entries = Trails(self._session, erasures[0]).of_contacts(contact_ids)
        exchanges = blank_contacts(self._session, contact_ids, self._now)
        self._note(subject, erasures[0])
        self._end(erasures, subject)
        return Erased(len(contact_ids), exchanges, entries=entries)

    def follow_ups(self, network_id: int, follow_up_ids: Sequence[int]) -> None:
        """Removed follow-ups whose time has come, and what the trail tells of them."""
        subject = Subject(network_ids=frozenset({network_id}))
        erasures = self._begin(subject, ErasureCause.RETENTION)
        Trails(self._session, erasures[0]).of_follow_ups(follow_up_ids)
        blank_follow_ups(self._session, follow_up_ids, self._now)
        self._note(subject, erasures[0], [("follow_up", each) for each in follow_up_ids])
        self._end(erasures, subject)

    def official(self, subject: Subject) -> None:
        """The record of an official who has had no role for long."""
        if subject.official_id is None:
            return
        erasures = self._begin(subject, ErasureCause.RETENTION)
        Trails(self._session, erasures[0]).of_official(subject.official_id, subject.accounts)
        blank_official(self._session, subject, self._now)
        self._note(subject, erasures[0])
        self._end(erasures, subject)

    def entries(self, network_id: int, ids: Sequence[int]) -> None:
        """The values in entries of a network's trail that are older than it keeps them."""
        subject = Subject(network_ids=frozenset({network_id}))
        erasures = self._begin(subject, ErasureCause.RETENTION)
        Trails(self._session, erasures[0]).blank(ids)
        self._end(erasures, subject)

    def _resign(self, official_id: int) -> None:
        """Give up every role, by the same rules as for leaving a network."""
        held = select(Appointment.network_id).where(Appointment.official_id == official_id)
        for network_id in sorted(self._session.scalars(held)):
            scope = Scope(network_id, Role.STEWARD, official_id=official_id)
            Officials(self._session, scope).dismiss(official_id, None, self._now)

    def _begin(self, subject: Subject, cause: ErasureCause) -> list[int]:
        """An erasure for each network of the person, so that each can tell of it; one of no
        network if there is none."""
        networks: list[int | None] = [*sorted(subject.network_ids)]
        made = insert(Erasure).returning(Erasure.id)
        return [
            int(
                self._session.execute(
                    made.values(at=self._now, network_id=network_id, cause=cause, records=0)
                ).scalar_one()
            )
            for network_id in networks or [None]
        ]

    def _end(
        self, erasures: Sequence[int], subject: Subject, texts: Mapping[int, int] | None = None
    ) -> None:
        """Count in each network what was taken there, and see to it that the files are cleaned
        once this is committed."""
        table: Any = Erasure.__table__
        networks: list[int | None] = [*sorted(subject.network_ids)]
        for erasure_id, network_id in zip(erasures, networks or [None], strict=True):
            records = (texts or {}).get(network_id or 0, 0) + self._entries_of(
                erasures[0], network_id
            )
            self._session.execute(
                update(table).where(table.c.id == erasure_id).values(records=records)
            )
        self._session.expire_all()
        self._session.info[ERASED] = _TOUCHED

    def _entries_of(self, erasure_id: int, network_id: int | None) -> int:
        query = select(func.count(AuditEntry.id)).where(
            AuditEntry.erasure_id == erasure_id,
            AuditEntry.network_id.is_not_distinct_from(network_id),
        )
        return int(self._session.execute(query).scalar_one())

    def _note(
        self, subject: Subject, erasure_id: int, others: Sequence[tuple[str, int]] = ()
    ) -> None:
        """One entry of the trail for each record, that it was erased and by whom."""
        actor: Actor = self._session.info["actor"]
        is_own = subject.official_id is not None
        records = [*others, *(("contact", each) for each in subject.contact_ids)]
        if subject.official_id is not None:
            records.append(("official", subject.official_id))
        batch = uuid.uuid4().hex
        networks: list[int | None] = [*sorted(subject.network_ids)] or [None]
        entries = [
            {
                "batch": batch,
                "at": self._now,
                "network_id": network_id,
                "official_id": actor.official_id,
                "actor": NAME_ERASED if is_own and actor.official_id else actor.name,
                "action": "delete",
                "entity": entity,
                "entity_id": str(record_id),
                "before": null(),
                "after": null(),
                "erasure_id": erasure_id,
            }
            for network_id in networks
            for entity, record_id in records
        ]
        if entries:
            self._session.execute(insert(AuditEntry), entries)


def happened_since(session: Session, moment: datetime) -> bool:
    """Whether anything was erased from this moment on."""
    query = select(Erasure.id).where(Erasure.at >= moment).limit(1)
    return session.execute(query).first() is not None
