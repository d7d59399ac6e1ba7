import pytest

from storage.engine import Database
from tests.conversation import Conversation


def test_an_editor_adds_for_the_own_city_and_its_partners(network: Database) -> None:
    aiko = Conversation(network, "Aiko")
    assert "✅" in aiko.says("/contact add Taro Sato, Yokohama")
    assert "✅" in aiko.says("/contact add Oksana Kovalenko, Odesa")


def test_an_editor_adds_for_no_other_city(network: Database) -> None:
    aiko = Conversation(network, "Aiko")
    said = aiko.says("/contact add Jane Doe, Leeds")
    assert "Contacts of Leeds are added by its own editors" in said
    assert "0 contacts" in Conversation(network, "Sari").says("/contact find")


def test_an_editor_adds_nobody_of_no_city_and_no_organisation_is_left_behind(
    network: Database,
) -> None:
    said = Conversation(network, "Aiko").says("/contact add Jane Doe, org=World Bank")
    assert "only stewards can add one" in said
    assert "✅ Jane Doe is recorded." in Conversation(network, "Sari").says(
        "/contact add Jane Doe, org=World Bank"
    )


def test_a_steward_adds_anywhere_in_the_network(network: Database) -> None:
    assert "✅" in Conversation(network, "Sari").says("/contact add Jane Doe, Leeds")


@pytest.mark.parametrize(
    "said",
    [
        "contact add X Y, Odesa",
        "contact edit #1 note=x",
        "contact verify #1",
        "contact remove #1 --yes",
        "contact merge #1 into #2 --yes",
    ],
)
def test_a_viewer_changes_nothing(network: Database, said: str) -> None:
    Conversation(network, "Aiko").says("/contact add Oksana Kovalenko, Odesa")
    refusal = Conversation(network, "Vera").says(said)
    assert "Only editors and stewards of the network can do that." in refusal
    assert "Sari" in refusal


@pytest.mark.parametrize(
    "said", ["contact edit #1 note=x", "contact verify #1", "contact remove #1 --yes"]
)
def test_an_editor_of_elsewhere_changes_nothing(network: Database, said: str) -> None:
    Conversation(network, "Aiko").says("/contact add Oksana Kovalenko, Odesa")
    refusal = Conversation(network, "Lena").says(said)
    assert "Contacts of Odesa are changed by its own editors" in refusal


def test_a_partys_own_contact_is_seen_by_it_and_the_stewards_only(network: Database) -> None:
    petro = Conversation(network, "Petro")
    assert "✅" in petro.says("/contact add Oksana Kovalenko, Odesa, visibility=party")
    for name, seen in (("Petro", True), ("Sari", True), ("Aiko", False), ("Vera", False)):
        talk = Conversation(network, name)
        assert ("1 contact" in talk.says("/contact find Oksana")) is seen
        assert ("City: 🇺🇦 Odesa" in talk.says("/contact show #1")) is seen
    for name, seen in (("Sari", True), ("Aiko", False), ("Vera", False)):
        said = Conversation(network, name).says("/partner status Odesa")
        assert ("Oksana" in said) is seen


def test_a_partnerships_contact_is_seen_by_the_partners_only(network: Database) -> None:
    Conversation(network, "Petro").says(
        "/contact add Oksana Kovalenko, Odesa, visibility=partnership"
    )
    assert "1 contact" in Conversation(network, "Aiko").says("/contact find")
    assert "0 contacts" in Conversation(network, "Lena").says("/contact find")


def test_an_archived_partnership_opens_nothing(network: Database) -> None:
    Conversation(network, "Petro").says(
        "/contact add Oksana Kovalenko, Odesa, visibility=partnership"
    )
    Conversation(network, "Sari").says("/partner archive ~1 --yes")
    assert "0 contacts" in Conversation(network, "Aiko").says("/contact find")


def test_a_duplicate_that_one_may_not_see_is_not_told_of(network: Database) -> None:
    Conversation(network, "Petro").says(
        "/contact add Oksana Kovalenko, Odesa, o@odesa.example, visibility=party"
    )
    assert "✅" in Conversation(network, "Aiko").says(
        "/contact add Oksana Kovalenko, Odesa, o@odesa.example"
    )


def test_nothing_is_seen_or_changed_from_another_network(other_network: Database) -> None:
    Conversation(other_network, "Sari").says("/contact add Oksana Kovalenko, Odesa, org=Port")
    marco = Conversation(other_network, "Marco", "harbours")
    assert "0 contacts" in marco.says("/contact find")
    assert "nobody" in marco.says("/contact find Oksana Odesa")
    for command in ("show #1", "edit #1 note=x", "verify #1", "remove #1 --yes"):
        assert "There is no such contact" in marco.says(f"/contact {command}")
    assert "✅" in marco.says("/contact add Oksana Kovalenko, Odesa, org=Port")
    assert "There is no such contact" in marco.says("/contact merge #1 into #2 --yes")


def test_only_who_changed_it_or_a_steward_takes_it_back(network: Database) -> None:
    aiko = Conversation(network, "Aiko")
    aiko.says("/contact add Oksana Kovalenko, Odesa")
    assert aiko.answer is not None
    (undo,) = [each.says for each in aiko.answer.reply.buttons if each.says.startswith("undo")]
    assert "⚠️" in Conversation(network, "Petro").says(undo)
    assert "1 contact" in aiko.says("/contact find")


def test_a_hidden_contact_s_name_is_not_told_by_the_exchanges_it_took_part_in(
    network: Database,
) -> None:
    aiko = Conversation(network, "Aiko")
    aiko.says("/contact add Hidden Aide, Yokohama, aide, hidden@y.example visibility=party")
    aiko.says('/log Odesa meeting Budget talk with="Hidden Aide, Somebody Else"')

    assert "Hidden Aide" in aiko.says("/partner timeline Odesa")
    seen_by_others = Conversation(network, "Vera").says("/partner timeline Odesa")
    assert "Somebody Else" in seen_by_others
    assert "Hidden Aide" not in seen_by_others


def test_what_is_hidden_is_not_counted_either(network: Database) -> None:
    vera = Conversation(network, "Vera")
    before = vera.says("/network show")
    aiko = Conversation(network, "Aiko")
    aiko.says("/contact add Hidden Aide, Yokohama, aide, hidden@y.example visibility=party")
    aiko.says("/log Odesa call Budget talk visibility=party by=Yokohama")

    assert vera.says("/network show") == before
