"""`attache network`, `official`, `channel` and `migrate`: how the first people get in."""

from pathlib import Path

from storage import schema
from tests.program import attache


async def test_a_network_an_official_and_a_channel_are_added(folder: Path) -> None:
    network = await attache("network", "add", "UCLG ASPAC", "--slug", "aspac", folder=folder)
    official = await attache(
        "official",
        "add",
        "Rina Dewi",
        "--network",
        "aspac",
        "--party",
        "Jakarta",
        "--role",
        "editor",
        "--slack",
        "T1:U1",
        "--telegram",
        "4242",
        "--lang",
        "id",
        "--zone",
        "Asia/Jakarta",
        folder=folder,
    )
    channel = await attache("channel", "bind", "--network", "aspac", "--slack", "T1", folder=folder)
    shown = await attache(
        "chat",
        "--network",
        "aspac",
        "--as",
        "Rina Dewi",
        folder=folder,
        typed="/settings\n/network show\n",
    )

    assert (network.status, official.status, channel.status) == (0, 0, 0), official.errors
    assert "Jakarta" in shown.output
    assert "UCLG ASPAC" in shown.output


async def test_a_slug_that_is_taken_is_refused(folder: Path) -> None:
    finished = await attache("network", "add", "Another", "--slug", "demo", folder=folder)

    assert finished.status == 2
    assert "already" in finished.errors


async def test_the_demo_network_is_added_once(folder: Path) -> None:
    finished = await attache("network", "demo", folder=folder)

    assert finished.status == 0
    assert "already" in finished.output


async def test_an_official_of_an_unknown_zone_is_refused(folder: Path) -> None:
    finished = await attache(
        "official",
        "add",
        "X",
        "--network",
        "demo",
        "--role",
        "viewer",
        "--zone",
        "Mars/Base",
        folder=folder,
    )

    assert finished.status == 2
    assert "Mars/Base" in finished.errors


async def test_migrating_twice_is_no_harm(folder: Path) -> None:
    finished = await attache("migrate", folder=folder)

    assert finished.status == 0
    assert schema.HEAD in finished.output


async def test_the_manifest_lists_every_subject(folder: Path) -> None:
    finished = await attache("slack", "manifest", folder=folder)

    assert '"/partner"' in finished.output
    assert '"socket_mode_enabled": true' in finished.output
