"""A bridge between two networks, which stewards of both agree to."""

from storage.models import BridgeEnd
from tests.talk.town import AIKO, HARBOURS, MARCO, PETRO, SARI, YOKOHAMA, Town


async def _asked(towns: Town) -> str:
    told = await towns.commands(SARI, YOKOHAMA, "/bridge open lang=en")
    code = next(line.split(": ")[1] for line in told.splitlines() if line.startswith("Code"))
    return await towns.commands(MARCO, HARBOURS, f"/bridge join {code} lang=en")


async def test_nothing_crosses_until_both_have_agreed(towns: Town) -> None:
    assert "A steward of Sister Cities Demo has to agree" in await _asked(towns)
    await towns.settles()
    (asked,) = towns.screen(YOKOHAMA)
    assert "Harbour Cities would like to join" in asked
    assert "[Allow] [Refuse]" in asked
    await towns.says(AIKO, YOKOHAMA, "Not yet")
    await towns.settles()
    assert towns.screen(HARBOURS) == []
    end = _end_in(towns)
    assert "is part of the conversation now" in await towns.commands(
        SARI, YOKOHAMA, f"bridge allow {end}"
    )
    await towns.settles()
    await towns.says(AIKO, YOKOHAMA, "Now it does")
    await towns.settles()
    agreed, told = towns.screen(HARBOURS)
    assert "has agreed" in agreed
    assert told.splitlines()[-1] == "Now it does"


async def test_only_a_steward_of_the_network_that_opened_it_decides(towns: Town) -> None:
    await _asked(towns)
    end = _end_in(towns)
    assert "is part" not in await towns.commands(AIKO, YOKOHAMA, f"bridge allow {end}")
    other = await towns.commands(MARCO, HARBOURS, f"bridge allow {end}")
    assert "for the stewards of the other network" in other


async def test_a_place_that_is_refused_is_told_so(towns: Town) -> None:
    await _asked(towns)
    end = _end_in(towns)
    await towns.commands(SARI, YOKOHAMA, f"bridge refuse {end}")
    await towns.settles()
    assert "does not let this place join" in towns.screen(HARBOURS)[-1]
    assert "Nobody waits for that" in await towns.commands(SARI, YOKOHAMA, f"bridge allow {end}")


async def test_a_wrong_code_opens_nothing_and_after_some_the_door_is_closed(towns: Town) -> None:
    for _try in range(5):
        told = await towns.commands(MARCO, HARBOURS, "/bridge join 0000-0000-0000")
        assert "This code is not good" in told
    told = await towns.commands(MARCO, HARBOURS, "/bridge join 0000-0000-0000")
    assert "Too many wrong codes" in told


async def test_a_place_that_belongs_to_nobody_joins_nothing(towns: Town) -> None:
    stray = type(HARBOURS)(HARBOURS.platform, "-100777")
    told = await towns.commands(PETRO, stray, "/bridge open")
    assert "belongs to no network yet" in told


def _end_in(towns: Town) -> int:
    with towns.database.reading() as session:
        found = session.query(BridgeEnd).order_by(BridgeEnd.id.desc()).first()
        assert found is not None
        return found.id
