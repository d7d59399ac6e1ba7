import pytest

from bot.domain.access import Role, Scope
from storage.audit import Actor
from storage.engine import Database
from storage.models import Participant
from storage.records import Records
from tests.conversation import Conversation


@pytest.fixture
def talk(network: Database) -> Conversation:
    """Aiko of Yokohama, who has recorded Oksana in Odesa twice."""
    aiko = Conversation(network, "Aiko")
    aiko.says("/contact add Oksana Kovalenko, Odesa, oksana@odesa.example, uk")
    aiko.says(
        "/contact add O. Kovalenko, Odesa, protocol officer, +380 48 123 45 67, uk, en"
        " alias=Оксана Коваленко note=Kind"
    )
    return aiko


def test_it_shows_what_would_move_and_asks(talk: Conversation) -> None:
    assert talk.says("/contact merge O. Kovalenko into Oksana Kovalenko").splitlines() == [
        "❔ Merge O. Kovalenko, Odesa into Oksana Kovalenko, Odesa? The first goes; this moves:",
        "Also written: O. Kovalenko and Оксана Коваленко",
        "Position: protocol officer",
        "phone: +380 48 123 45 67",
        "Languages: English",
        "Note: Kind",
        "[Merge] [Keep both]",
    ]
    assert "2 contacts" in talk.says("/contact find")


def test_what_stays_has_what_both_had(talk: Conversation) -> None:
    talk.says("/contact merge #2 into #1")
    said = talk.presses("Merge")
    assert said.startswith("✅ O. Kovalenko, Odesa is merged into Oksana Kovalenko, Odesa.")
    assert "e-mail (preferred): oksana@odesa.example" in said
    assert "phone: +380 48 123 45 67" in said
    assert "Languages: Ukrainian and English" in said
    assert "1 contact" in talk.says("/contact find")
    assert "Oksana Kovalenko" in talk.says("/contact find Коваленко")


def test_what_stays_keeps_its_own(talk: Conversation) -> None:
    talk.says("/contact edit #1 position=deputy mayor")
    assert "Position: deputy mayor" in talk.says("/contact merge #2 into #1 --yes")


def test_undo_brings_back_both_as_they_were(talk: Conversation) -> None:
    before = [talk.says("/contact show #1"), talk.says("/contact show #2")]
    talk.says("/contact merge #2 into #1 --yes")
    assert "✅ Undone" in talk.presses("Undo")
    assert [talk.says("/contact show #1"), talk.says("/contact show #2")] == before
    assert "O. Kovalenko" in talk.says("/contact find +380481234567")
    assert "nobody" in talk.says("/contact find Oksana officer")


def _taking_part(database: Database) -> list[tuple[int, int | None]]:
    with database.reading() as session:
        parts = session.query(Participant).order_by(Participant.exchange_id, Participant.id)
        return [(each.exchange_id, each.contact_id) for each in parts]


def test_exchanges_name_the_one_that_stays_once_each(talk: Conversation, network: Database) -> None:
    with network.writing(Actor("fixture")) as session:
        exchanges = Records(session, Scope(1, Role.STEWARD)).exchanges.latest(1)
        first, second = sorted(each.id for each in exchanges)[:2]
        session.add_all(
            [
                Participant(exchange_id=first, contact_id=1),
                Participant(exchange_id=first, contact_id=2),
                Participant(exchange_id=second, contact_id=2),
            ]
        )
    before = _taking_part(network)
    assert "It now stands in 2 exchanges." in talk.says("/contact merge #2 into #1 --yes")
    assert _taking_part(network) == [(first, 1), (second, 1)]
    talk.presses("Undo")
    assert _taking_part(network) == before


def test_a_contact_is_not_merged_into_itself(talk: Conversation) -> None:
    assert "is one contact already" in talk.says("/contact merge #1 into #1")


def test_half_a_merge_says_what_is_missing(talk: Conversation) -> None:
    assert "Please say" in talk.says("/contact merge #1")


def test_both_must_be_ones_own_to_change(talk: Conversation, network: Database) -> None:
    Conversation(network, "Sari").says("/contact add Jane Doe, Leeds")
    assert "Contacts of Leeds are changed by" in talk.says("/contact merge #3 into #1 --yes")
    assert "Contacts of Leeds are changed by" in talk.says("/contact merge #1 into #3 --yes")


def test_a_wider_circle_is_cautioned_about(talk: Conversation) -> None:
    talk.says("/contact edit #2 visibility=partnership")
    said = talk.says("/contact merge #2 into #1")
    assert "⚠️ What moves will then be visible to: network." in said
