"""Nobody is told of their own accord what the records would not show them."""

import pytest

from bot.domain.access import Role
from bot.domain.deliveries import DeliveryState
from bot.domain.vocabulary import Visibility
from storage.audit import Actor
from storage.models import Appointment, FollowUp, PartnershipParty, Party
from tests.services.deliveries.sending import Secretariat


def abroad(office: Secretariat, name: str) -> int:
    """An editor of another city, who can be written to."""
    number = office.employs(name)
    with office.database.writing(Actor("fixture")) as session:
        city = Party(network_id=office.network_id, name="Yokohama", country="JP")
        session.add(city)
        session.flush()
        session.get_one(Appointment, (office.network_id, number)).party_id = city.id
    return number


def told(office: Secretariat) -> list[int | None]:
    office.pump()
    return [each.official_id for each in office.deliveries()]


@pytest.mark.parametrize("visibility", [Visibility.PARTY, Visibility.PARTNERSHIP])
def test_a_backup_of_another_city_does_not_hear_of_what_is_kept_from_it(
    office: Secretariat, visibility: Visibility
) -> None:
    petro, aiko = office.employs("Petro", platform=None), abroad(office, "Aiko")
    office.changes(Appointment, (office.network_id, petro), backup_id=aiko)
    office.owes(petro, visibility=visibility)
    assert told(office) == [office.sari]


def test_a_backup_of_another_city_hears_of_what_all_may_see(office: Secretariat) -> None:
    petro, aiko = office.employs("Petro", platform=None), abroad(office, "Aiko")
    office.changes(Appointment, (office.network_id, petro), backup_id=aiko)
    office.owes(petro)
    assert told(office) == [aiko]


def test_a_colleague_hears_of_what_their_city_keeps_to_itself(office: Secretariat) -> None:
    petro, oksana = office.employs("Petro", platform=None), office.employs("Oksana")
    office.owes(petro, visibility=Visibility.PARTY)
    assert told(office) == [oksana]
    assert len(office.takes()) == 1


def test_who_waits_for_the_others_keeps_that_among_their_own(office: Secretariat) -> None:
    petro, oksana = office.employs("Petro", platform=None), office.employs("Oksana")
    aiko = abroad(office, "Aiko")
    office.changes(Appointment, (office.network_id, petro), backup_id=aiko)
    with office.database.reading() as session:
        theirs = session.query(Party.id).filter_by(name="Yokohama").scalar()
    number = office.owes(petro, visibility=Visibility.PARTY)
    office.changes(FollowUp, number, party_id=theirs, awaited=True)
    assert told(office) == [oksana]


def test_what_was_queued_is_not_told_to_who_may_not_see_it_any_more(office: Secretariat) -> None:
    petro, oksana = office.employs("Petro", platform=None), office.employs("Oksana")
    office.owes(petro, visibility=Visibility.PARTY)
    assert told(office) == [oksana]
    office.changes(Appointment, (office.network_id, oksana), party_id=None, role=Role.VIEWER)
    assert office.takes() == []
    assert office.states() == [DeliveryState.CANCELLED]


def test_an_owner_is_told_of_their_own_wherever_it_is_kept(office: Secretariat) -> None:
    vera = office.employs("Vera", Role.VIEWER)
    office.owes(vera, visibility=Visibility.PARTY)
    assert told(office) == [vera]
    (claim,) = office.takes()
    assert [each.official_id for each in claim.deliveries] == [vera]


def test_nothing_is_told_of_a_partnership_that_a_city_has_not_agreed_to(
    office: Secretariat,
) -> None:
    petro, oksana = office.employs("Petro", platform=None), office.employs("Oksana")
    number = office.owes(petro, visibility=Visibility.PARTNERSHIP)
    with office.database.reading() as session:
        assert session.query(PartnershipParty).count() == 0
        assert session.get_one(FollowUp, number).partnership_id is None
    assert told(office) == [oksana]
    assert office.takes() == []
