"""How the words of the vocabulary are said, and the flags and names that go with codes."""

from enum import StrEnum
from functools import cache

from bot.chat.text import Msg, Text, _, _c
from bot.domain.access import Role
from bot.domain.translating import Privacy, Register
from bot.domain.translation_policy import Shown
from bot.domain.vocabulary import (
    Closure,
    ContactFunction,
    ContactMedium,
    ExchangeKind,
    LegalBasis,
    OrganisationKind,
    PartnershipType,
    PartyKind,
    Priority,
    Stage,
    State,
    Visibility,
)

LABELS: dict[StrEnum, Msg] = {
    PartyKind.CITY: _("city"),
    PartyKind.REGION: _("region"),
    PartyKind.ASSOCIATION: _("association"),
    PartnershipType.SISTER_CITY: _("sister city"),
    PartnershipType.FRIENDSHIP: _c("partnership type", "friendship"),
    PartnershipType.MOU: _("memorandum of understanding"),
    PartnershipType.GRANT_PROJECT: _("grant project"),
    PartnershipType.COALITION: _("network or coalition"),
    Stage.PLANNING: _c("stage", "planning"),
    Stage.RESEARCH: _c("stage", "research"),
    Stage.LINE_OF_COMMUNICATION: _c("stage", "line of communication"),
    Stage.CORRESPONDENCE: _c("stage", "correspondence"),
    Stage.AGREEMENT: _c("stage", "agreement"),
    Stage.SIGNING: _c("stage", "signing"),
    Stage.IMPLEMENTATION: _c("stage", "implementation"),
    Stage.EVALUATION: _c("stage", "evaluation"),
    Stage.ENDED: _c("stage", "ended"),
    ExchangeKind.MESSAGE: _c("exchange", "message"),
    ExchangeKind.GREETING: _c("exchange", "greeting"),
    ExchangeKind.LETTER: _c("exchange", "letter"),
    ExchangeKind.CALL: _c("exchange", "call"),
    ExchangeKind.ONLINE_MEETING: _c("exchange", "online meeting"),
    ExchangeKind.MEETING: _c("exchange", "meeting"),
    ExchangeKind.VISIT: _c("exchange", "visit"),
    ExchangeKind.EVENT: _c("exchange", "event"),
    ExchangeKind.TRAINING: _c("exchange", "training"),
    ExchangeKind.PROJECT_STEP: _c("exchange", "project step"),
    ExchangeKind.DONATION: _c("exchange", "donation"),
    ExchangeKind.AID: _c("exchange", "aid"),
    ExchangeKind.SIGNING: _c("exchange", "signing"),
    ContactFunction.NODAL: _("nodal person"),
    ContactFunction.DECISION_MAKER: _("decision maker"),
    ContactFunction.MAYOR: _("mayor"),
    ContactFunction.PROTOCOL: _c("contact", "protocol"),
    ContactFunction.INTERPRETER: _("interpreter"),
    ContactFunction.VOLUNTEER: _("volunteer"),
    ContactFunction.EXPERT: _("expert"),
    ContactMedium.EMAIL: _("e-mail"),
    ContactMedium.PHONE: _("phone"),
    ContactMedium.SLACK: _("Slack"),
    ContactMedium.TELEGRAM: _("Telegram"),
    ContactMedium.WHATSAPP: _("WhatsApp"),
    ContactMedium.LINE: _c("messenger", "LINE"),
    ContactMedium.POST: _c("medium", "post"),
    OrganisationKind.BUSINESS: _("business"),
    OrganisationKind.SCHOOL: _("school"),
    OrganisationKind.UNIVERSITY: _("university"),
    OrganisationKind.HOSPITAL: _("hospital"),
    OrganisationKind.CULTURAL: _("cultural body"),
    OrganisationKind.CIVIC: _("civic body"),
    Visibility.PARTY: _c("visible to", "own party"),
    Visibility.PARTNERSHIP: _c("visible to", "partnership"),
    Visibility.NETWORK: _c("visible to", "network"),
    LegalBasis.CONSENT: _c("legal basis", "consent"),
    LegalBasis.CONTRACT: _c("legal basis", "contract"),
    LegalBasis.PUBLIC_TASK: _c("legal basis", "public task"),
    LegalBasis.LEGITIMATE_INTEREST: _c("legal basis", "legitimate interest"),
    Priority.LOW: _c("priority", "low"),
    Priority.NORMAL: _c("priority", "normal"),
    Priority.HIGH: _c("priority", "high"),
    Closure.DONE: _c("follow-up", "done"),
    Closure.DROPPED: _c("follow-up", "dropped"),
    State.NEW: _c("state", "new"),
    State.ACTIVE: _c("state", "active"),
    State.COOLING: _c("state", "cooling"),
    State.DORMANT: _c("state", "dormant"),
    State.ZOMBIE_CANDIDATE: _c("state", "to be reviewed"),
    State.PAUSED: _c("state", "paused"),
    State.ENDED: _c("state", "ended"),
    Role.VIEWER: _("viewer"),
    Role.EDITOR: _("editor"),
    Role.STEWARD: _("steward"),
    Privacy.LOCAL: _c("who sees texts", "local engines only"),
    Privacy.NAMED: _c("who sees texts", "named engines"),
    Privacy.ANY: _c("who sees texts", "any engine"),
    Register.DEFAULT: _c("register", "usual"),
    Register.FORMAL: _c("register", "formal"),
    Shown.THREAD: _c("shown", "in the thread"),
    Shown.BELOW: _c("shown", "under the message"),
}

# What people also say. The catalogs carry each language's own word; of other languages only
# the partner city stands here, where the catalog's word is the partnership.
SYNONYMS: dict[StrEnum, tuple[str, ...]] = {
    Privacy.LOCAL: ("local only", "own servers"),
    Privacy.NAMED: ("named engines only",),
    Register.DEFAULT: ("informal", "normal"),
    Register.FORMAL: ("polite",),
    Shown.BELOW: ("under", "reply"),
    PartyKind.ASSOCIATION: ("lga", "association of cities"),
    PartyKind.REGION: ("state", "province", "prefecture"),
    PartnershipType.SISTER_CITY: (
        *("sister", "sister cities", "twin", "twin town", "twin city"),
        *("Partnerstadt", "Zwillingsstadt", "ville jumelée", "ville sœur", "ciudad hermana"),
        *("ciudad hermanada", "sister city", "місто-побратим", "місто-партнер", "友好城市"),
    ),
    PartnershipType.MOU: ("memorandum", "mou"),
    PartnershipType.GRANT_PROJECT: ("grant", "project"),
    PartnershipType.COALITION: ("network", "coalition", "membership"),
    Stage.LINE_OF_COMMUNICATION: ("communication", "line"),
    ExchangeKind.MESSAGE: ("email", "mail", "chat", "note"),
    ExchangeKind.GREETING: ("greetings", "congratulations"),
    ExchangeKind.CALL: ("phone", "phone call", "telephone"),
    ExchangeKind.ONLINE_MEETING: ("video", "video call", "zoom", "teams", "webinar"),
    ExchangeKind.VISIT: ("delegation", "delegation visit", "trip"),
    ExchangeKind.EVENT: ("festival", "exhibition", "conference"),
    ExchangeKind.TRAINING: ("workshop", "course"),
    ExchangeKind.PROJECT_STEP: ("project", "step", "milestone"),
    ExchangeKind.DONATION: ("gift", "fundraising"),
    ExchangeKind.AID: ("help", "relief"),
    ExchangeKind.SIGNING: ("agreement", "signed"),
    ContactFunction.NODAL: ("nodal", "liaison", "focal point", "contact person"),
    ContactFunction.INTERPRETER: ("translator",),
    LegalBasis.PUBLIC_TASK: ("public", "public interest", "official duty"),
    LegalBasis.LEGITIMATE_INTEREST: ("legitimate", "interest"),
    ContactMedium.EMAIL: ("email", "mail"),
    ContactMedium.PHONE: ("tel", "telephone", "mobile"),
    Priority.HIGH: ("urgent", "important"),
}


def label(word: StrEnum) -> Text:
    """What a word of the vocabulary is called; the word itself where it has no other name."""
    return LABELS.get(word, str(word))


@cache
def flag(country: str) -> str:
    """The flag of an ISO 3166 country; empty if none is given."""
    if len(country) != 2 or not country.isalpha():
        return ""
    return "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in country.upper())
