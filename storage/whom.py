"""Who is told: whoever has to do it, then who stands in for them, then the secretariat."""

from collections.abc import Iterator

from bot.domain.access import Role
from bot.domain.nudging import Rung
from bot.domain.vocabulary import Visibility
from bot.domain.working_time import Hours
from storage.promises import PromiseFacts
from storage.recipients import Recipient, Recipients

_QUIET_FROM, _QUIET_UNTIL = Hours("UTC").quiet_from, Hours("UTC").quiet_until


def whom(promise: PromiseFacts, rung: Rung, recipients: Recipients) -> Recipient | None:
    """Who is reminded on a rung: the first in line from there on who can be written to; None if
    there is nobody at all."""
    # Hardly anybody further down is ever looked up.
    line = (each for each in _in_line(promise, rung, recipients) if each.accounts)
    return next((each for each in line if _may_hear(promise, each, recipients)), None)


def hours_of(recipient: Recipient | None, zone: str, countries: tuple[str, ...]) -> Hours:
    """When somebody may be disturbed about something between these countries; where nobody is
    known, when it is day in that zone."""
    if recipient is None:
        return Hours(zone, partners=countries)
    return Hours(
        recipient.zone,
        _QUIET_FROM if recipient.quiet_from is None else recipient.quiet_from,
        _QUIET_UNTIL if recipient.quiet_until is None else recipient.quiet_until,
        recipient.country,
        tuple(each for each in countries if each != recipient.country),
    )


def _in_line(promise: PromiseFacts, rung: Rung, recipients: Recipients) -> Iterator[Recipient]:
    owner = recipients.get(promise.network_id, promise.owner_id)
    if rung is Rung.OWNER:
        yield from _owners(promise, owner, recipients)
    if rung is not Rung.STEWARD:
        yield from _backups(promise, owner, recipients)
    yield from recipients.stewards(promise.network_id)
    if owner is not None:
        yield owner


def _may_hear(promise: PromiseFacts, person: Recipient, recipients: Recipients) -> bool:
    """Whether somebody may see it in the records as well: a backup may be of another city. It is
    made sure of when it is sent."""
    is_theirs = person.role is Role.STEWARD or person.official_id == promise.owner_id
    if is_theirs or promise.visibility is Visibility.NETWORK:
        return True
    owner = recipients.get(promise.network_id, promise.owner_id)
    of_owner = owner.party_id if owner is not None else None
    if promise.visibility is Visibility.PARTNERSHIP:
        cities = {of_owner, promise.party_id}
    else:
        cities = {of_owner if promise.awaited else promise.party_id}
    return person.party_id is not None and person.party_id in cities


def _owners(
    promise: PromiseFacts, owner: Recipient | None, recipients: Recipients
) -> Iterator[Recipient]:
    if owner is not None:
        yield owner
    elif promise.party_id is not None and not promise.awaited:
        yield from recipients.editors(promise.party_id)
    else:
        maker = recipients.get(promise.network_id, promise.made_by_id)
        yield from () if maker is None else (maker,)


def _backups(
    promise: PromiseFacts, owner: Recipient | None, recipients: Recipients
) -> Iterator[Recipient]:
    """Whom the owner named, else somebody who writes for the same party."""
    if owner is None:
        return
    named = recipients.get(promise.network_id, owner.backup_id)
    if named is not None:
        yield named
    if owner.party_id is not None:
        colleagues = recipients.editors(owner.party_id)
        yield from (each for each in colleagues if each.official_id != owner.official_id)
