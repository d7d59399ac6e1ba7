"""A contact as lists and cards show it, and what is said of a new one."""

from dataclasses import dataclass
from datetime import date

from bot.domain.vocabulary import ContactFunction, ContactMedium, LegalBasis, Visibility
from storage.views import PartyView


@dataclass(frozen=True, slots=True)
class Way:
    """A way to reach a contact."""

    medium: ContactMedium
    address: str
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A contact in a list, with the way to reach them first."""

    id: int
    name: str
    position: str
    function: ContactFunction | None
    languages: tuple[str, ...]
    verified_on: date | None
    organisation: str
    party: PartyView | None
    medium: ContactMedium | None
    address: str

    @property
    def called(self) -> str:
        """What to call it: by name, or an office by its position."""
        return self.name or self.position


@dataclass(frozen=True, slots=True)
class ContactCard:
    """All that is on record of a contact; `timezone` is its city's, empty if unknown."""

    id: int
    name: str
    position: str
    function: ContactFunction | None
    languages: tuple[str, ...]
    verified_on: date | None
    organisation: str
    party: PartyView | None
    timezone: str
    term_from: date | None
    term_until: date | None
    visibility: Visibility
    source: str
    legal_basis: LegalBasis | None
    note: str
    verified_by: str
    kept_by: str
    names: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()

    @property
    def called(self) -> str:
        """What to call it: by name, or an office by its position."""
        return self.name or self.position


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is said of a contact that is to be recorded. The first way is the preferred one
    unless another says that it is."""

    party_id: int | None = None
    organisation: str = ""
    name: str = ""
    names: tuple[str, ...] = ()
    position: str = ""
    function: ContactFunction | None = None
    languages: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    term_from: date | None = None
    term_until: date | None = None
    verified_on: date | None = None
    visibility: Visibility = Visibility.NETWORK
    source: str = ""
    legal_basis: LegalBasis | None = None
    note: str = ""
