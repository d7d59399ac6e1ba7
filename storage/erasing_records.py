"""Taking people out of the records, past the session's own writing of the trail."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from bot.domain.identity import Platform
from bot.domain.traces import NAME_ERASED, Traces
from storage.erasing_promises import release
from storage.models import (
    AccessCode,
    ButtonText,
    ChatIdentity,
    Contact,
    ContactName,
    ContactWay,
    FailedCode,
    Official,
    Participant,
    SlackInstallation,
    TranslationMemory,
)
from storage.personal import Subject

_BLANK: dict[str, Any] = {
    "name": "",
    "position": "",
    "function": None,
    "languages": [],
    "term_from": None,
    "term_until": None,
    "verified_on": None,
    "verified_by_id": None,
    "organisation_id": None,
    "source": "",
    "legal_basis": None,
    "keeper_id": None,
    "note": "",
    "findable": "",
}


def blank_contacts(session: Session, contact_ids: Iterable[int], now: datetime) -> int:
    """Leave nothing of contacts but their numbers, which nobody else may get; in how many
    exchanges they had taken part."""
    ids = list(contact_ids)
    if not ids:
        return 0
    part: Any = Participant.__table__
    exchanges = session.execute(
        select(func.count(func.distinct(part.c.exchange_id))).where(part.c.contact_id.in_(ids))
    ).scalar_one()
    session.execute(
        update(part).where(part.c.contact_id.in_(ids)).values(contact_id=None, name=NAME_ERASED)
    )
    for table in (ContactWay.__table__, ContactName.__table__):
        rows: Any = table
        session.execute(delete(rows).where(rows.c.contact_id.in_(ids)))
    contact: Any = Contact.__table__
    removed_at = func.coalesce(contact.c.removed_at, now)
    blank = update(contact).where(contact.c.id.in_(ids))
    session.execute(blank.values(**_BLANK, removed_at=removed_at))
    return int(exchanges)


def blank_official(session: Session, subject: Subject, now: datetime) -> None:
    """Leave nothing of an official but a number, which entries of the trail refer to."""
    official_id = subject.official_id
    table: Any = Official.__table__
    session.execute(
        update(table)
        .where(table.c.id == official_id)
        .values(
            name=NAME_ERASED,
            language="",
            timezone="",
            quiet_from=None,
            quiet_until=None,
            reached_on=None,
            network_id=None,
            removed_at=func.coalesce(table.c.removed_at, now),
        )
    )
    identity: Any = ChatIdentity.__table__
    session.execute(delete(identity).where(identity.c.official_id == official_id))
    code: Any = AccessCode.__table__
    theirs = or_(code.c.used_by_id == official_id, code.c.name.in_(subject.names))
    session.execute(update(code).where(theirs, code.c.name != "").values(name=NAME_ERASED))
    kept: Any = Contact.__table__
    session.execute(update(kept).where(kept.c.keeper_id == official_id).values(keeper_id=None))
    release(session, subject)
    _forget_accounts(session, subject)


def _forget_accounts(session: Session, subject: Subject) -> None:
    """What platforms told of their accounts, beside the accounts themselves."""
    failed: Any = FailedCode.__table__
    installed: Any = SlackInstallation.__table__
    for each in subject.accounts:
        session.execute(
            delete(failed).where(
                failed.c.platform == each.platform,
                failed.c.team == each.team,
                failed.c.user == each.user,
            )
        )
        if each.platform is Platform.SLACK:
            by_them = update(installed).where(installed.c.installed_by == each.user)
            session.execute(by_them.values(installed_by=""))


def forget_translations(session: Session, network_ids: Iterable[int]) -> None:
    """What engines made of texts, in these networks. Names stand in it in forms that nobody can
    look for, and it can be had again."""
    table: Any = TranslationMemory.__table__
    session.execute(delete(table).where(table.c.network_id.in_(list(network_ids))))


def delete_buttons(session: Session, traces: Traces) -> None:
    """Buttons whose words name the person say nothing any more."""
    table: Any = ButtonText.__table__
    rows = session.execute(select(table.c.key, table.c.text))
    keys = [key for key, text in rows if traces.found_in(text)]
    session.execute(delete(table).where(table.c.key.in_(keys)))
