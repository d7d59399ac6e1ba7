"""What is held on people, for whoever may ask for it, and erasing it at their wish."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.domain.access import Scope
from bot.domain.identity import Identity
from storage import personal_talk, personal_texts
from storage.erasing import Erased, Erasing
from storage.personal import Subject, Subjects
from storage.personal_reading import PersonalReading, Row


class Personal:
    """One speaker's door to what is held on people. Whether they may ask for a contact is for
    the caller to make sure of; for themselves everybody may."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope
        self._subjects = Subjects(session)

    def speaker(self, account: Identity) -> Subject:
        """The one who speaks."""
        return self._subjects.official(self._scope.official_id, account)

    def contact(self, contact_id: int) -> Subject:
        """A contact. LookupError if there is none."""
        return self._subjects.contact(contact_id)

    def knows(self, subject: Subject) -> bool:
        """Whether anything is on record of them, or of what they said."""
        return subject.is_known or personal_talk.is_any(self._session, subject.accounts)

    def held(self, subject: Subject) -> Row:
        """Everything that is held on a person (see PersonalReading)."""
        return PersonalReading(self._session, self._readers(subject)).held(subject)

    def _readers(self, subject: Subject) -> list[Scope]:
        """As whom the speaker reads of a person: of themselves, in all their networks."""
        if subject.official_id is None:
            return [self._scope]
        return self._subjects.scopes(subject)

    def only_steward_of(self, subject: Subject) -> list[str]:
        """The networks that would be left without a steward."""
        if subject.official_id is None:
            return []
        return self._subjects.only_steward_of(subject.official_id)

    def shared_ways(self, subject: Subject) -> list[str]:
        """The addresses that others have as well, and which stay with them; as far as the
        speaker may see those others."""
        return personal_texts.shared_ways(self._session, subject, self._readers(subject))

    def erase(self, subject: Subject, now: datetime) -> Erased:
        """Erase a person for good. LastSteward if a network would be left without one."""
        return Erasing(self._session, now).person(subject)
