"""The real Apertium, as a server and as a program."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import aiohttp
import pytest

from bot.domain.terms import Terms, kept
from bot.domain.translating import Failure, Pair, Privacy, Register, TokenForm
from bot.domain.translation_policy import Policy
from bot.services.translation.apertium import Apertium
from bot.services.translation.apertium_marks import Unmarked
from bot.services.translation.apertium_program import ApertiumProgram
from bot.services.translation.engines import EngineFailure
from bot.services.translation.guarding import Guarded
from bot.services.translation.translator import Translator
from tests.translation.engines.standins import TOKEN

EN_ES, ES_PT, ID_MS = Pair("en", "es"), Pair("es", "pt"), Pair("id", "ms")
EN_PT = Pair("en", "pt")


@pytest.fixture(params=["server", "program"])
def engine(
    request: pytest.FixtureRequest, session: aiohttp.ClientSession, apertium_program: str
) -> Apertium | ApertiumProgram:
    if request.param == "server":
        return Apertium(session, request.getfixturevalue("apy"))
    return ApertiumProgram(apertium_program)


async def _told(engine: Apertium | ApertiumProgram, pair: Pair, *texts: str) -> list[str]:
    return await engine.translate(texts, pair, Register.DEFAULT, TokenForm.PLAIN)


async def test_it_translates_from_english_to_spanish(engine: Apertium) -> None:
    assert await _told(engine, EN_ES, "Good morning.", "The mayor is here.") == [
        "Buenos días.",
        "El alcalde es aquí.",
    ]


async def test_it_translates_from_spanish_to_portuguese(engine: Apertium) -> None:
    [told] = await _told(engine, ES_PT, "La ciudad agradece la ayuda.")

    assert told == "A cidade agradece a ajuda."


async def test_it_translates_from_indonesian_to_malay(engine: Apertium) -> None:
    [told] = await _told(engine, ID_MS, "Uang itu ada di kantor polisi.")

    assert "wang" in told.lower()


async def test_it_goes_over_another_language(engine: Apertium) -> None:
    [told] = await _told(engine, EN_PT, "The city thanks XPH0X for the gribbly help.")

    assert "cidade" in told
    assert TOKEN.findall(told) == ["XPH0X"]
    assert "*" not in told


async def test_its_marks_are_not_seen_and_the_writers_own_are_kept(engine: Apertium) -> None:
    [told] = await _told(
        engine, EN_ES, "Bring *bold gribbly* text to @all in #general, 5*3 frobnitz."
    )

    assert sorted(mark for mark in told if mark in "*@#") == sorted("**@#*")
    assert "gribbly" in told
    assert "5*3" in told


@pytest.mark.parametrize(
    "text",
    [
        "[x] {y} ^z$ / \\ <b>tag</b> & more",
        "a\\b ^gribbly<n>$ [[t:b:1]]",
        "$ { } [ ] ^ \\ / @ * # ~ < >",
        "one\ttwo",
        "\ue000 \ue001 \ue002 * @ #",
    ],
)
async def test_what_means_something_to_apertium_comes_through(engine: Apertium, text: str) -> None:
    [told] = await _told(engine, EN_ES, text)

    for sign in "[]{}^$/\\<>&@*#~\ue000\ue001\ue002":
        assert told.count(sign) == text.count(sign), sign


async def test_tokens_come_through_exactly_once(engine: Apertium) -> None:
    text = "XPH0X's mayor meets XPH1X/XPH2X (XPH3X) on XPH4X-XPH5X, see XPH6X. XPH7X!"

    [told] = await _told(engine, EN_PT, text)

    assert sorted(TOKEN.findall(told)) == [f"XPH{number}X" for number in range(8)]


async def test_a_thousand_characters_come_back_whole(engine: Apertium) -> None:
    text = "The mayor of the city will visit the school on Monday. " * 18

    [told] = await _told(engine, EN_ES, text.strip())

    assert told.count(".") == 18


async def test_a_pair_that_is_not_installed_is_told(engine: Apertium) -> None:
    with pytest.raises(EngineFailure) as caught:
        await _told(engine, Pair("en", "uk"), "Good morning.")

    assert caught.value.failure is Failure.UNSUPPORTED_PAIR


async def test_a_language_must_be_known(engine: Apertium) -> None:
    with pytest.raises(EngineFailure) as caught:
        await _told(engine, Pair("", "es"), "Good morning.")

    assert caught.value.failure is Failure.UNSUPPORTED_PAIR


async def test_both_are_local(engine: Apertium) -> None:
    assert engine.is_local


async def test_a_program_that_is_gone_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(EngineFailure) as caught:
        await _told(ApertiumProgram(str(tmp_path / "apertium")), EN_ES, "Good morning.")

    assert caught.value.failure is Failure.UNAVAILABLE


async def test_a_program_that_fails_is_unavailable() -> None:
    failing = shutil.which("false")
    assert failing is not None

    with pytest.raises(EngineFailure) as caught:
        await _told(ApertiumProgram(failing), EN_ES, "Good morning.")

    assert caught.value.failure is Failure.UNAVAILABLE


async def test_who_goes_away_leaves_nothing_running(tmp_path: Path) -> None:
    program, alive = tmp_path / "apertium", tmp_path / "alive"
    program.write_text(
        f"#!/bin/sh\n[ $1 = -l ] && echo eng-spa && exit\nsh -c 'echo $$ > {alive}; sleep 60'\n"
    )
    program.chmod(0o755)
    asking = asyncio.create_task(_told(ApertiumProgram(str(program)), EN_ES, "Good morning."))
    assert await _comes_true(lambda: _pid(alive) > 0)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)

    assert await _comes_true(lambda: not _is_running(_pid(alive)))


async def _comes_true(asked: Callable[[], bool]) -> bool:
    for _ in range(1000):
        if asked():
            return True
        await asyncio.sleep(0.01)
    return False


def _pid(written: Path) -> int:
    return int((written.read_text().strip() if written.exists() else "") or 0)


def _is_running(pid: int) -> bool:
    """Whether there is such a process that is more than an entry nobody has read yet."""
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize(
    ("source", "answer", "told"),
    [
        ("XPH0X and XPH1X agree.", "*XPH0X Y *XPH1X acuerdan.", "XPH0X y XPH1X acuerdan."),
        ("XPH0X is. XPH1X too.", "*XPH0X Es. *XPH1X También.", "XPH0X es. XPH1X también."),
        ("XPH0X EU office", "*XPH0X Oficina UE", "XPH0X Oficina UE"),
        ("XPH0X of the EU", "*XPH0X UE de", "XPH0X UE de"),
        ("XPH0X Madrid", "*XPH0X Madrid", "XPH0X Madrid"),
    ],
)
def test_a_capital_that_only_a_token_brought_about_is_taken_back(
    source: str, answer: str, told: str
) -> None:
    assert Unmarked(source).restored(answer) == told


async def test_the_real_apertium_goes_on_small_behind_a_name_that_is_kept(
    session: aiohttp.ClientSession, apy: str
) -> None:
    translator = Translator([Guarded(Apertium(session, apy))])
    told = await translator.translate(
        "Yokohama and Odesa signed a memorandum.",
        Pair("en", "es"),
        policy=Policy(privacy=Privacy.LOCAL),
        terms=Terms((kept("Yokohama"), kept("Odesa"))),
    )
    assert told.text.startswith("Yokohama y Odesa firm")
