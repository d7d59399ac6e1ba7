"""A channel that is kept readable in all the languages of its people."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.access import Role, Scope
from bot.domain.identity import Identity, Platform
from bot.domain.marks import Mark, MarkKind
from bot.domain.translation_policy import Rules
from storage.audit import Actor
from storage.models import Network
from storage.records import Records
from tests.talk.town import AIKO, ODESA, PETRO, YOKOHAMA, Town, bridged
from tests.translation.engines.standins import LibreStandIn


async def _switched_on(town: Town, spoken: str = "en, es") -> None:
    told = await town.commands(AIKO, YOKOHAMA, f"/translate channel on {spoken}")
    assert "From now on what is said here is put into" in told
    await town.settles()


def _say(town: Town, rules: Rules) -> None:
    """Let this be what holds in Yokohama's channel. DeepL is nobody whom the town could ask."""
    with town.database.writing(Actor("fixture")) as session:
        network = session.query(Network).order_by(Network.id).first()
        assert network is not None
        scope = Scope(network.id, Role.STEWARD)
        Records(session, scope).translation_policies.say(rules, YOKOHAMA)


async def test_it_is_told_who_switched_it_on_and_off(town: Town) -> None:
    await _switched_on(town)
    (on,) = town.screen(YOKOHAMA)
    assert "Aiko has switched on translating here" in on
    assert "English and Spanish" in on
    await town.commands(AIKO, YOKOHAMA, "/translate channel off")
    await town.settles()
    assert "Aiko has switched off translating here." in town.screen(YOKOHAMA)[-1]


async def test_what_is_said_is_translated_in_the_thread_under_it(town: Town) -> None:
    await _switched_on(town)
    number = await town.says(AIKO, YOKOHAMA, "The delegation arrives on Monday at noon")
    await town.settles()
    told = list(town.posts(YOKOHAMA).values())[-1]
    assert told.thread == number
    assert told.text.splitlines() == [
        "The-ado delegation-ado arrives-ado on-ado Monday-ado at-ado noon-ado",
        "traducción automática · LibreTranslate",
    ]


async def test_a_reply_is_translated_in_the_same_thread(town: Town) -> None:
    await _switched_on(town)
    first = await town.says(AIKO, YOKOHAMA, "14:30")
    await town.says(AIKO, YOKOHAMA, "The delegation arrives on Monday", first)
    await town.settles()
    assert list(town.posts(YOKOHAMA).values())[-1].thread == first


async def test_edits_and_deletions_follow(town: Town) -> None:
    await _switched_on(town)
    number = await town.says(AIKO, YOKOHAMA, "The delegation arrives on Monday")
    await town.settles()
    await town.edits(YOKOHAMA, number, "The delegation arrives on Tuesday")
    await town.settles()
    assert "Tuesday-ado" in town.screen(YOKOHAMA)[-1]
    count = len(town.screen(YOKOHAMA))
    await town.deletes(YOKOHAMA, number)
    await town.settles()
    assert len(town.screen(YOKOHAMA)) == count - 1


async def test_what_has_no_words_is_left_alone(town: Town, libre: LibreStandIn) -> None:
    await _switched_on(town)
    count = len(town.screen(YOKOHAMA))
    for text in ("👍", "14:30", "🇺🇦🇯🇵 2026-11-29", "https://odesa.example/plan"):
        await town.says(AIKO, YOKOHAMA, text)
    await town.settles()
    assert len(town.screen(YOKOHAMA)) == count
    assert libre.texts == []


async def test_an_engine_that_fails_is_told_of_in_one_line(town: Town, libre: LibreStandIn) -> None:
    await _switched_on(town)
    libre.always = (400, {"error": "no"}, {})
    await town.says(AIKO, YOKOHAMA, "The delegation arrives on Monday")
    await town.settles()
    told = town.screen(YOKOHAMA)[-1]
    assert told.startswith("Not translated: ")
    assert len(told.splitlines()) == 1


async def test_a_slow_engine_holds_up_no_other_message(town: Town, libre: LibreStandIn) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "es"))
    libre.delay = 10.0
    await town.says(AIKO, YOKOHAMA, "The delegation arrives on Monday at noon")
    await town.says(PETRO, ODESA, "👍")
    for _each in range(200):
        if town.screen(YOKOHAMA):
            break
        await asyncio.sleep(0.01)
    assert town.screen(YOKOHAMA)
    assert town.screen(ODESA) == []
    await town.settles(engines=False)
    # It goes as it was written, and its translation follows.
    (told,) = town.screen(ODESA)
    assert told.splitlines()[-1] == "The delegation arrives on Monday at noon"
    await town.settles()
    (told,) = town.screen(ODESA)
    assert "The-ado delegation-ado" in told


async def test_what_needs_no_translation_is_not_held_up_by_an_engine(
    town: Town, libre: LibreStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.echo_queue.PATIENCE", timedelta(minutes=5))
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "es"))
    libre.delay = 8.0
    await town.says(AIKO, YOKOHAMA, "The delegation arrives on Monday at noon")
    await town.says(AIKO, YOKOHAMA, "👏")
    await town.settles(engines=False)
    first, second = town.screen(ODESA)
    assert "The delegation arrives" in first
    assert second.endswith("👏")
    libre.delay = 0.0


async def test_what_was_translated_once_is_remembered(town: Town, libre: LibreStandIn) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "es"))
    for _each in range(3):
        await town.says(AIKO, YOKOHAMA, "Good morning to everybody in Odesa")
        await town.settles()
    assert len(libre.texts) == 1
    assert len(set(town.screen(ODESA))) == 1


async def test_a_network_that_lets_no_engine_see_its_words_is_obeyed(
    town: Town, libre: LibreStandIn
) -> None:
    await town.commands(
        Identity(Platform.SLACK, "USARI", "T1"), YOKOHAMA, "/network translation privacy=local"
    )
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "es"))
    await town.says(AIKO, YOKOHAMA, "A word in confidence between the two of us")
    await town.settles()
    assert len(town.screen(ODESA)) == 1
    local = libre.url.startswith("http://127.")
    assert bool(libre.texts) == local


async def test_the_rules_of_where_something_was_said_hold_where_it_is_read(
    town: Town, libre: LibreStandIn
) -> None:
    _say(town, Rules(("deepl",)))
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "es"))
    await town.says(AIKO, YOKOHAMA, "A word in confidence between the two of us")
    await town.settles()
    (echo,) = town.posts(ODESA)
    told = await town.commands(PETRO, ODESA, "/translate to es", echo)
    assert "no engine may see this text" in told
    assert libre.texts == []
    own = await town.says(PETRO, ODESA, "Good morning to everybody in Yokohama")
    assert "Good-ado" in await town.commands(PETRO, ODESA, "/translate to es", own)


async def test_what_is_on_record_goes_to_engines_that_every_place_allows(
    town: Town, libre: LibreStandIn
) -> None:
    await town.commands(PETRO, ODESA, "/settings language es")
    assert "🌐" in await town.commands(PETRO, ODESA, "/partner timeline Yokohama")
    _say(town, Rules(("deepl",)))
    await town.commands(PETRO, ODESA, "/log Yokohama call They need forty more pumps by the spring")
    assert "forty more pumps" in await town.commands(PETRO, ODESA, "/partner timeline Yokohama")
    assert not any("forty" in each for each in libre.texts)


async def test_what_is_set_off_as_code_is_no_engine_s_business(
    town: Town, libre: LibreStandIn
) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "en"))
    text = "Please run make all twice before the delegation arrives"
    await town.says(AIKO, YOKOHAMA, text, marks=(Mark(11, 19, MarkKind.CODE),))
    await town.settles()
    (echo,) = town.posts(ODESA)
    told = await town.commands(PETRO, ODESA, "/translate to es", echo)
    assert "run-ado make all twice-ado" in told
    assert not any("make all" in each for each in libre.texts)


async def test_other_languages_than_one_are_all_put_under_it(town: Town) -> None:
    await _switched_on(town, "en es pt")
    await town.says(AIKO, YOKOHAMA, "The delegation arrives on Monday at noon")
    await town.settles()
    told = town.screen(YOKOHAMA)[-1].splitlines()
    assert [each for each in told if each in ("español", "Portuguese")] == [
        "español",
        "Portuguese",
    ]


async def test_of_what_is_said_twice_in_a_message_the_half_that_is_there_stays(town: Town) -> None:
    await _switched_on(town)
    there = "La delegación llega el lunes a las doce del mediodía y el alcalde la recibe"
    said = (
        "The delegation arrives on Monday at noon and the mayor meets it at the station. Please"
        " bring the flags of both cities, and tell the press office where we shall have lunch"
    )
    await town.says(AIKO, YOKOHAMA, f"{said}\n{there}")
    await town.settles()
    told = town.screen(YOKOHAMA)[-1].splitlines()
    assert told[0].startswith("The-ado delegation-ado")
    assert told[1:] == [there, "traducción automática · LibreTranslate"]


async def test_off_twice_is_told(town: Town) -> None:
    told = await town.commands(AIKO, YOKOHAMA, "/translate channel off")
    assert "Nothing is translated here by itself" in told


async def test_each_part_is_named_and_labelled_in_its_own_language(town: Town) -> None:
    await _switched_on(town, "uk ja en")
    await town.says(AIKO, YOKOHAMA, "The delegation arrives on Monday at noon")
    await town.settles()
    told = town.screen(YOKOHAMA)[-1].splitlines()
    assert [each for each in told if each and "-ado" not in each] == [
        "українська",
        "машинний переклад · LibreTranslate",
        "日本語",
        "機械翻訳 · LibreTranslate",
    ]


async def test_a_language_without_a_catalog_is_named_in_that_of_the_place(town: Town) -> None:
    await _switched_on(town, "es pt en")
    await town.says(AIKO, YOKOHAMA, "The delegation arrives on Monday at noon")
    await town.settles()
    told = town.screen(YOKOHAMA)[-1].splitlines()
    assert [each for each in told if each and "-ado" not in each] == [
        "español",
        "traducción automática · LibreTranslate",
        "portugués",
        "traducción automática · LibreTranslate",
    ]


async def test_it_is_told_in_the_languages_of_the_place(town: Town) -> None:
    await _switched_on(town, "uk ja es fr")
    (on,) = town.screen(YOKOHAMA)
    first, second, third, off = (each for each in on.splitlines() if each)
    assert "іспанська" in first
    assert "スペイン語" in second
    assert "español" in third
    assert off.endswith("/translate channel off")
    await town.commands(AIKO, YOKOHAMA, "/translate channel off")
    await town.settles()
    told = [each for each in town.screen(YOKOHAMA)[-1].splitlines() if each]
    assert len(told) == len(set(told)) == 3


async def test_languages_without_a_catalog_are_told_in_that_of_the_network(town: Town) -> None:
    await _switched_on(town, "pl nl")
    (on,) = town.screen(YOKOHAMA)
    assert on.count("Aiko has switched on translating here") == 1
