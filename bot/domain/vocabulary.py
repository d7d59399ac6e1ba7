"""The field's own words: what a party, a partnership, an exchange or a contact can be."""

from enum import StrEnum


class PartyKind(StrEnum):
    """What kind of body a party is."""

    CITY = "city"
    REGION = "region"
    ASSOCIATION = "association"


class PartnershipType(StrEnum):
    """How formal and how long a partnership is meant to be; each type has its own policy."""

    SISTER_CITY = "sister_city"
    FRIENDSHIP = "friendship"
    MOU = "mou"
    GRANT_PROJECT = "grant_project"
    COALITION = "coalition"


class Stage(StrEnum):
    """The steps in which a partnership is formed, in their order, and its end."""

    PLANNING = "planning"
    RESEARCH = "research"
    LINE_OF_COMMUNICATION = "line_of_communication"
    CORRESPONDENCE = "correspondence"
    AGREEMENT = "agreement"
    SIGNING = "signing"
    IMPLEMENTATION = "implementation"
    EVALUATION = "evaluation"
    ENDED = "ended"


class ExchangeKind(StrEnum):
    """What passed between the parties."""

    MESSAGE = "message"
    GREETING = "greeting"
    LETTER = "letter"
    CALL = "call"
    ONLINE_MEETING = "online_meeting"
    MEETING = "meeting"
    VISIT = "visit"
    EVENT = "event"
    TRAINING = "training"
    PROJECT_STEP = "project_step"
    DONATION = "donation"
    AID = "aid"
    SIGNING = "signing"


class ContactFunction(StrEnum):
    """What a contact is to the partnership, beside the position on their card."""

    NODAL = "nodal"
    DECISION_MAKER = "decision_maker"
    MAYOR = "mayor"
    PROTOCOL = "protocol"
    INTERPRETER = "interpreter"
    VOLUNTEER = "volunteer"
    EXPERT = "expert"


class ContactMedium(StrEnum):
    """A way to reach a contact, and a medium that a partnership can agree on."""

    EMAIL = "email"
    PHONE = "phone"
    SLACK = "slack"
    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"
    LINE = "line"
    POST = "post"


class OrganisationKind(StrEnum):
    """What kind of body takes part in a partnership beside the parties."""

    BUSINESS = "business"
    SCHOOL = "school"
    UNIVERSITY = "university"
    HOSPITAL = "hospital"
    CULTURAL = "cultural"
    CIVIC = "civic"


class Visibility(StrEnum):
    """Who may see a record, from the narrowest circle to the widest."""

    PARTY = "party"
    PARTNERSHIP = "partnership"
    NETWORK = "network"


class LegalBasis(StrEnum):
    """Why a person's data may be kept (GDPR, article 6.1 a, b, e and f)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTEREST = "legitimate_interest"


class ErasureCause(StrEnum):
    """Why personal data was erased."""

    REQUEST = "request"
    RETENTION = "retention"


class Priority(StrEnum):
    """How much a follow-up presses."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class Closure(StrEnum):
    """How a follow-up came to its end."""

    DONE = "done"
    DROPPED = "dropped"


class State(StrEnum):
    """What the record of exchanges says of a partnership today."""

    NEW = "new"
    ACTIVE = "active"
    COOLING = "cooling"
    DORMANT = "dormant"
    ZOMBIE_CANDIDATE = "zombie_candidate"
    PAUSED = "paused"
    ENDED = "ended"
