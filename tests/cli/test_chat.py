"""`attache chat`, typed into by a pipe as a script would."""

from pathlib import Path

from tests.program import Finished, attache
from tests.translation.engines.standins import LibreStandIn


def test_the_first_run_answers_at_once_and_prints_nothing_but_answers(
    first_run: tuple[Path, Finished],
) -> None:
    _folder, finished = first_run

    assert finished.status == 0, finished.errors
    assert finished.output.startswith("Yokohama 🇯🇵 – Odesa 🇺🇦\n")
    assert "demo network" in finished.errors


def test_a_name_in_any_script_gives_the_same_screen(first_run: tuple[Path, Finished]) -> None:
    screens = first_run[1].output.split("Yokohama 🇯🇵 – Odesa 🇺🇦\n")[1:]

    assert len(screens) == 3
    assert screens[0] == screens[1] == screens[2]


async def test_a_line_with_an_arrow_presses_a_button(folder: Path) -> None:
    finished = await attache(
        "chat", folder=folder, typed="partner status Odesa\n> Timeline\n> Dance\n"
    )

    assert "1965 · signing" in finished.output
    assert "There is no such button." in finished.output
    assert finished.status == 0


async def test_what_is_logged_is_there_the_next_time(folder: Path) -> None:
    await attache("chat", folder=folder, typed='/log Odesa call "Forty more" 2026-11-18\n')

    finished = await attache("chat", folder=folder, typed="/partner timeline Odesa\n")

    assert "Forty more" in finished.output


async def test_an_official_speaks_for_their_city(folder: Path) -> None:
    finished = await attache(
        "chat", "--as", "margaret", folder=folder, typed="/settings\n/city add Lyon\n"
    )

    assert "Leeds" in finished.output
    assert "Only stewards" in finished.output


async def test_the_bot_speaks_the_language_that_is_asked_for(folder: Path) -> None:
    finished = await attache("chat", "--lang", "uk", folder=folder, typed="/partner status Odesa\n")

    assert "Тип:" in finished.output


async def test_an_unknown_official_is_a_clear_sentence(folder: Path) -> None:
    finished = await attache("chat", "--as", "Nobody", folder=folder, typed="/help\n")

    assert finished.status == 2
    assert "Nobody" in finished.errors
    assert "Aiko" in finished.errors
    assert finished.output == ""


async def test_an_unknown_network_is_a_clear_sentence(folder: Path) -> None:
    finished = await attache("chat", "--network", "moon", folder=folder, typed="/help\n")

    assert finished.status == 2
    assert "demo" in finished.errors


async def test_a_wrong_setting_stops_the_start_in_one_line(tmp_path: Path) -> None:
    finished = await attache(
        "chat", folder=tmp_path, typed="/help\n", settings={"DATABASE_URL": "oracle://db"}
    )

    assert finished.status == 2
    assert finished.errors.count("\n") == 1
    assert "DATABASE_URL" in finished.errors


async def test_a_database_out_of_reach_is_one_line(tmp_path: Path) -> None:
    finished = await attache(
        "chat",
        folder=tmp_path,
        typed="/help\n",
        settings={"DATABASE_URL": "sqlite:///nowhere/at/all.db"},
    )

    assert finished.status == 1
    assert finished.errors.count("\n") == 1
    assert "Traceback" not in finished.errors


async def test_messy_input_never_ends_the_conversation(folder: Path) -> None:
    typed = (
        "x" * 10_000
        + "\n\x00\x07\n😀😀😀\n/log Odesa call \u202egnp.exe %s {0} <!channel> <@U1>\n"
        + "/partner\n/partner status\n/nonsense 1 2 3\n/partner status Odesa\n"
    )

    finished = await attache("chat", folder=folder, typed=typed)

    assert finished.status == 0
    assert "Traceback" not in finished.errors
    assert "%s {0} <!channel> <@U1>" in finished.output
    assert "Yokohama 🇯🇵 – Odesa 🇺🇦" in finished.output


async def test_an_address_on_which_others_could_read_along_is_warned_of(folder: Path) -> None:
    finished = await attache(
        "chat",
        folder=folder,
        typed="/help\n",
        settings={"TELEGRAM_API_URL": "http://telegram.example:8081"},
    )

    assert "TELEGRAM_API_URL begins with http://" in finished.errors


async def test_without_an_engine_the_operator_is_told_what_to_set(folder: Path) -> None:
    finished = await attache("chat", folder=folder, typed="/translate to es Good morning\n")

    assert "LIBRETRANSLATE_URL" in finished.output
    assert "Good morning" in finished.output
    assert finished.status == 0


async def test_a_text_is_translated_at_the_terminal(folder: Path) -> None:
    async with LibreStandIn() as libre:
        finished = await attache(
            "chat",
            folder=folder,
            typed="/translate to es The mayor sleeps\n> Check\n",
            settings={"LIBRETRANSLATE_URL": libre.url},
        )

    assert "The-ado mayor-ado sleeps-ado\nmachine translation · LibreTranslate" in finished.output
    assert "Translated back from" in finished.output
    assert finished.errors == ""
    assert finished.status == 0


async def test_check_tries_each_engine(folder: Path) -> None:
    async with LibreStandIn() as libre:
        finished = await attache("check", folder=folder, settings={"LIBRETRANSLATE_URL": libre.url})
        refused = await attache(
            "check", folder=folder, settings={"APERTIUM_URL": "http://127.0.0.1:9"}
        )

    assert "✓ translation by libretranslate" in finished.output
    assert "✗ translation by apertium" in refused.output
    assert (finished.status, refused.status) == (0, 1)
