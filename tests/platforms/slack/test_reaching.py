"""Where the bot goes from Slack: to Slack alone, whatever addresses people type."""

from urllib.parse import urlsplit

import pytest

from tests import outside
from tests.platforms.addresses import trap
from tests.platforms.slack.stage import Running


async def test_nothing_that_is_typed_is_fetched(
    app: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {urlsplit(app.slack.url).port, urlsplit(app.url).port}
    async with trap() as trapped:
        with outside.reached(monkeypatch) as seen:
            for line in trapped.commands:
                await app.slack.slash_command("/" + line.partition(" ")[0], line.partition(" ")[2])
            await app.slack.mention(f"partner status {trapped.addresses[0]}")
    assert trapped.knocks == []
    assert app.slack.posted
    assert {port for _host, port in seen} <= own


async def test_no_posted_message_asks_for_previews(app: Running) -> None:
    await app.slack.mention("probe pages")
    await app.slack.press(app.slack.posted[0], "Next ▶")
    (posted,), (replaced,) = app.slack.calls("chat.postMessage"), app.slack.calls("response_url")
    assert (posted["unfurl_links"], posted["unfurl_media"]) == (False, False)
    assert (replaced["unfurl_links"], replaced["unfurl_media"]) == (False, False)
