"""Addresses in payloads are only followed when they are Slack's."""

import pytest
from aiohttp import web

from bot.platforms.slack.addresses import Addresses
from bot.telemetry import SEND_FAILURES
from tests.platforms.slack.browser import Browser
from tests.platforms.slack.stage import Running


@pytest.mark.parametrize(
    "address",
    [
        "https://hooks.slack.com/commands/T1/2/abc",
        "https://files.slack.com/upload/v1/ABC",
        "https://slack.com/x",
        "https://hooks.slack-gov.com/actions/T1/2/abc",
        "http://127.0.0.1:8080/api/response/1",
    ],
)
def test_slacks_own_addresses_are_followed(address: str) -> None:
    assert Addresses("http://127.0.0.1:8080/api/").is_slacks(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://hooks.slack.com/commands/1",
        "https://hooks.slack.com.example.org/",
        "https://notslack.com/",
        "https://slack.com@example.org/",
        # pragma: allowlist nextline secret  an address that only looks like a login
        "https://slack.com:pass@example.org/",
        "https://example.org/https://slack.com/",
        "https://example.org\\@slack.com/",
        "https://slack.com\\.example.org/",
        "https://slack.com:8443/",
        "https://slack.com",
        "https://slack.com/a b",
        "https://slack.com/\r\nHost: example.org",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "http://127.0.0.1:80801/",
        "http://127.0.0.1:8080@example.org/",
        "http://127.0.0.1:9090/api/",
        "file:///etc/passwd",
        "https://ѕlack.com/",
    ],
)
def test_others_are_not(address: str) -> None:
    assert not Addresses("http://127.0.0.1:8080/api/").is_slacks(address)


@pytest.fixture
async def elsewhere() -> object:
    """A server that is not Slack's; it notes what it gets."""
    heard: list[str] = []

    async def note(request: web.Request) -> web.Response:
        heard.append(await request.text())
        return web.Response(text="ok")

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", note)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/", heard
    await runner.cleanup()


def failures() -> float:
    return SEND_FAILURES.labels("slack", "foreign_address")._value.get()


async def test_an_answer_goes_to_no_foreign_address_but_still_to_the_speaker(
    app: Running, elsewhere: tuple[str, list[str]]
) -> None:
    address, heard = elsewhere
    await app.slack.slash_command("/probe", "really")
    before = failures()
    app.slack.world.new_response_url = lambda *_: address
    await app.slack.press(app.slack.ephemerals[0], "Yes")
    assert heard == []
    assert failures() == before + 1
    assert app.slack.text_of(app.slack.ephemerals[1]) == "done"


async def test_a_file_goes_to_no_foreign_address(
    app: Running, elsewhere: tuple[str, list[str]]
) -> None:
    address, heard = elsewhere
    before = failures()
    app.slack.world.url_of_uploads = address
    await app.slack.direct_message("probe file")
    assert heard == []
    assert failures() == before + 1
    assert app.slack.calls("files.completeUploadExternal") == []


async def test_a_redirection_is_not_followed(
    app: Running, elsewhere: tuple[str, list[str]]
) -> None:
    address, heard = elsewhere
    await app.slack.slash_command("/probe", "really")
    app.slack.world.redirect_responses_to = address
    await app.slack.press(app.slack.ephemerals[0], "Yes")
    assert heard == []
    assert app.slack.text_of(app.slack.ephemerals[1]) == "done"


async def test_where_the_app_is_gone_no_foreign_address_is_told_so(
    public: Running, elsewhere: tuple[str, list[str]]
) -> None:
    address, heard = elsewhere
    await Browser(public).installs()
    await public.slack.mention("probe pages")
    await public.slack.app_uninstalled()
    public.slack.world.new_response_url = lambda *_: address
    answer = await public.slack.press(public.slack.posted[0], "Next ▶")
    assert answer.status == 200
    assert heard == []
