"""Cities shown, added, named and changed, as a chat."""

import pytest

from bot.domain.vocabulary import ContactFunction
from handlers.city_names import in_other_scripts
from storage.audit import Actor
from storage.engine import Database
from storage.models import Contact, Party
from tests.conversation import Conversation


def test_a_member_is_shown_with_what_is_known_of_it(network: Database) -> None:
    said = Conversation(network, "Vera").says("/city show Одеса")
    assert said.startswith("🇺🇦 Odesa (Ukraine)")
    assert "Country: Ukraine" in said
    assert "Population: 1,010,537" in said
    assert "Languages: Ukrainian\n" in said
    assert "Coordinates: 46.4857, 30.7438" in said


def test_the_time_is_the_city_s_own_with_its_weekday(network: Database) -> None:
    said = Conversation(network, "Vera").says("/city show Yokohama")
    assert "Local time: Saturday, November 21, 2026, 6:00" in said
    assert "(Asia/Tokyo): outside office hours" in said


def test_an_office_is_likely_open_on_a_weekday_by_day(network: Database) -> None:
    vera = Conversation(network, "Vera")
    vera.at_moment(vera.at.replace(day=23))
    assert "(Europe/Kyiv): office hours" in vera.says("/city show Odesa")
    assert "outside office hours" in vera.says("/city show Yokohama")


def test_the_first_partnerships_are_shown_with_a_button_each(network: Database) -> None:
    vera = Conversation(network, "Vera")
    said = vera.says("/city show Hangzhou")
    assert "5 partnerships" in said
    assert said.count("Hangzhou 🇨🇳 –") == 3
    assert "[All partnerships]" in said
    assert "Hangzhou 🇨🇳 – Gifu 🇯🇵" in vera.presses("Gifu")


def test_contacts_are_counted_and_the_nodal_person_is_named(network: Database) -> None:
    vera = Conversation(network, "Vera")
    with network.writing(Actor("fixture")) as session:
        odesa = session.query(Party).filter_by(name="Odesa").one().id
        facts = {"network_id": 1, "party_id": odesa}
        session.add(Contact(**facts, name="Ivan Bondar"))
        session.add(
            Contact(
                **facts,
                name="Olena Koval",
                position="Head of protocol",
                function=ContactFunction.NODAL,
            )
        )
    said = vera.says("/city show Odesa")
    assert "2 contacts" in said
    assert "Olena Koval — Head of protocol" in said
    assert "Olena Koval" in vera.presses("Contact")


def test_a_place_that_is_no_member_is_shown_as_such(network: Database) -> None:
    said = Conversation(network, "Sari").says("/city show Kyiv")
    assert "Also called: Київ" in said
    assert "Kyiv is not in Sister Cities Demo." in said
    assert "[Add it to Sister Cities Demo] [Start a partnership]" in said


def test_the_offer_to_add_a_place_is_for_who_may(network: Database) -> None:
    assert "[" not in Conversation(network, "Vera").says("/city show Kyiv")
    assert "[Add it" not in Conversation(network, "Aiko").says("/city show Kyiv")


def test_a_shown_place_is_added_by_its_button(network: Database) -> None:
    sari = Conversation(network, "Sari")
    sari.says("/city show Kyiv")
    assert "Kyiv (Ukraine) is now in" in sari.presses("Add it")
    assert "0 partnerships" in sari.presses("About Kyiv")


def test_a_place_of_the_gazetteer_brings_what_is_known_of_it(network: Database) -> None:
    said = Conversation(network, "Sari").says("/city add Харків")
    assert "🇺🇦 Kharkiv (Ukraine) is now in Sister Cities Demo." in said
    assert "Time zone: Europe/Kyiv" in said


def test_a_name_of_several_places_is_asked_back(network: Database) -> None:
    sari = Conversation(network, "Sari")
    assert "Which Springfield do you mean?" in sari.says("/city add Springfield")
    assert "Springfield (IL, United States) is now in" in sari.presses("IL, United States")


def test_the_country_tells_namesakes_apart(network: Database) -> None:
    said = Conversation(network, "Sari").says("/city add Valencia country=Spain")
    assert "🇪🇸 Valencia (Spain) is now in" in said


def test_a_misspelt_place_is_asked_back_before_it_becomes_one(network: Database) -> None:
    sari = Conversation(network, "Sari")
    assert "Is it one of these?" in sari.says("/city add Khakriv")
    assert "Kharkiv (Ukraine) is now in" in sari.presses("Kharkiv")


def test_a_place_like_another_can_be_added_as_it_stands(network: Database) -> None:
    sari = Conversation(network, "Sari")
    sari.says("/city add Khakriv country=UA alias=Khak")
    said = sari.presses("as it is")
    assert "🇺🇦 Khakriv (Ukraine) is now in" in said
    assert "Also called: Khak" in said


def test_a_region_and_an_association_are_parties_of_their_own(network: Database) -> None:
    sari = Conversation(network, "Sari")
    assert "Kind: region" in sari.says("/city add Yokohama country=JP kind=region")
    said = sari.says('/city add "UCLG ASPAC" kind=association alias=UCLG')
    assert "UCLG ASPAC is now in" in said
    assert "UCLG ASPAC" in sari.says("/city show UCLG")


@pytest.mark.parametrize("name", ["Odesa", "Odessa country=UA", "Одеса country=Ukraine"])
def test_a_member_is_not_added_twice(network: Database, name: str) -> None:
    said = Conversation(network, "Sari").says(f"/city add {name}")
    assert "Odesa (Ukraine) is in Sister Cities Demo already" in said


def test_only_stewards_add(network: Database) -> None:
    said = Conversation(network, "Aiko").says("/city add Kyiv")
    assert "Only stewards" in said
    assert "Sari" in said


def test_what_one_network_says_of_a_city_is_no_business_of_the_other_s(
    other_network: Database,
) -> None:
    marco = Conversation(other_network, "Marco", "harbours")
    marco.says("/city edit Odesa website=omr.gov.ua name=Odesa-by-the-Sea languages=ja")
    assert "omr.gov.ua" in marco.says("/city show Odesa")
    told = Conversation(other_network, "Sari").says("/city show Odesa")
    assert told.startswith("🇺🇦 Odesa")
    assert "omr.gov.ua" not in told
    assert "Japanese" not in told


def test_an_alias_is_understood_from_then_on(network: Database) -> None:
    petro = Conversation(network, "Petro")
    said = petro.says("/city alias Odesa Pearl by the Sea lang=en")
    assert "“Pearl by the Sea” now means 🇺🇦 Odesa (Ukraine)" in said
    assert "Language: English" in said
    assert petro.says("/partner status pearl by the sea").startswith("Yokohama 🇯🇵 – Odesa 🇺🇦")


def test_an_alias_is_the_network_s_own(other_network: Database) -> None:
    Conversation(other_network, "Sari").says("/city alias Odesa Pearl")
    said = Conversation(other_network, "Marco", "harbours").says("/city show Odesa")
    assert "Pearl" not in said


def test_a_city_of_several_words_is_told_from_its_alias(network: Database) -> None:
    sari = Conversation(network, "Sari")
    sari.says("/city add Cape Town")
    said = sari.says("/city alias Cape Town Mother City")
    assert "“Mother City” now means 🇿🇦 Cape Town" in said


def test_an_alias_that_means_another_member_is_refused(network: Database) -> None:
    said = Conversation(network, "Sari").says("/city alias Odesa 岐阜")
    assert "“岐阜” means 🇯🇵 Gifu (Japan) here already" in said


def test_an_alias_is_not_given_twice(network: Database) -> None:
    sari = Conversation(network, "Sari")
    sari.says("/city alias Odesa Pearl")
    assert "known as “pearl” already" in sari.says("/city alias Odesa pearl")


def test_editors_name_only_their_own_city(network: Database) -> None:
    said = Conversation(network, "Aiko").says("/city alias Odesa Pearl")
    assert "Only editors of Odesa and stewards" in said
    assert "Sari" in said


def test_what_is_changed_is_said_back_and_nothing_else_changes(network: Database) -> None:
    petro = Conversation(network, "Petro")
    said = petro.says("/city edit Odesa languages=uk,English website=omr.gov.ua timezone=Kyiv")
    assert "Languages: Ukrainian and English" in said
    assert "Website: https://omr.gov.ua" in said
    assert "Time zone: Europe/Kyiv" in said
    shown = petro.says("/city show Odesa")
    assert "Languages: Ukrainian and English" in shown
    assert "Population: 1,010,537" in shown


def test_a_renamed_city_is_found_by_its_old_name_too(network: Database) -> None:
    sari = Conversation(network, "Sari")
    sari.says("/city edit Leeds name=Loiner")
    assert "Also called: Leeds" in sari.says("/city show Loiner")
    assert sari.says("/city show Leeds").startswith("🇬🇧 Loiner")


def test_a_city_is_not_renamed_to_what_another_is_called(network: Database) -> None:
    assert "means 🇯🇵 Gifu" in Conversation(network, "Sari").says("/city edit Leeds name=Gifu")


@pytest.mark.parametrize("address", ["foo", "javascript:alert(1)", "a@b.example"])
def test_what_is_no_web_address_is_refused(network: Database, address: str) -> None:
    said = Conversation(network, "Petro").says(f"/city edit Odesa website={address}")
    assert "is no web address" in said


def test_an_edit_without_anything_to_edit_says_how(network: Database) -> None:
    assert "languages=uk,en" in Conversation(network, "Petro").says("/city edit Odesa")


def test_editors_change_only_their_own_city(network: Database) -> None:
    said = Conversation(network, "Aiko").says("/city edit Odesa name=Odessos")
    assert "Only editors of Odesa" in said


def test_of_a_script_s_names_the_one_that_sounds_like_the_city_s_own_is_shown() -> None:
    names = ["киев", "кијев", "київ", "кыйив", "киев сити"]
    assert in_other_scripts("Kyiv", [], names) == ["Київ"]


def test_given_names_go_before_those_of_the_gazetteer() -> None:
    assert in_other_scripts("Odesa", ["Одесса"], ["одеса", "敖德薩"]) == ["Одесса", "敖德薩"]


def test_a_name_that_may_have_lost_its_small_kana_is_not_shown() -> None:
    assert in_other_scripts("Odesa", [], ["オデツサ"]) == []
