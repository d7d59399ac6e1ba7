"""Every table of the database."""

from storage.models.admission import AccessCode, FailedCode, PartnershipShare
from storage.models.audit import AuditEntry, Erasure
from storage.models.base import Audited, Base
from storage.models.bridges import Bridge, BridgeEnd, Echo, EchoPart, Sign, Utterance, Wording
from storage.models.channels import ButtonText, Channel, ReceivedEvent
from storage.models.contacts import Contact, ContactName, ContactWay, Organisation
from storage.models.deliveries import Delivery, Lane, Schedule
from storage.models.follow_ups import Digest, FollowUp
from storage.models.installations import OAuthState, SlackInstallation
from storage.models.networks import Network, Party, PartyName
from storage.models.officials import Appointment, ChatIdentity, Official
from storage.models.partnerships import (
    Exchange,
    Participant,
    Partnership,
    PartnershipParty,
    Quantity,
)
from storage.models.places import Dataset, Place, PlaceName
from storage.models.translations import (
    Correction,
    GlossaryTerm,
    TranslationMemory,
    TranslationPolicy,
    TranslationSpending,
)

__all__ = [
    "AccessCode",
    "Appointment",
    "AuditEntry",
    "Audited",
    "Base",
    "Bridge",
    "BridgeEnd",
    "ButtonText",
    "Channel",
    "ChatIdentity",
    "Contact",
    "ContactName",
    "ContactWay",
    "Correction",
    "Dataset",
    "Delivery",
    "Digest",
    "Echo",
    "EchoPart",
    "Erasure",
    "Exchange",
    "FailedCode",
    "FollowUp",
    "GlossaryTerm",
    "Lane",
    "Network",
    "OAuthState",
    "Official",
    "Organisation",
    "Participant",
    "Partnership",
    "PartnershipParty",
    "PartnershipShare",
    "Party",
    "PartyName",
    "Place",
    "PlaceName",
    "Quantity",
    "ReceivedEvent",
    "Schedule",
    "Sign",
    "SlackInstallation",
    "TranslationMemory",
    "TranslationPolicy",
    "TranslationSpending",
    "Utterance",
    "Wording",
]
