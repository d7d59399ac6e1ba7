"""Somebody who clicks through an installation, with a browser that keeps its cookies."""

import re
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import parse_qs, urlsplit

import aiohttp

from bot.platforms.slack.installing import COOKIE
from tests.fakes.slack import Organisation, Team
from tests.platforms.slack.stage import Running

_LINK = re.compile(r'href="([^"]+)"')


@dataclass
class Shown:
    """A page as the browser got it."""

    status: int
    html: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What a person reads on it."""
        body = self.html.partition("<body>")[2]
        return unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u2068", "").replace("\u2069", "")

    @property
    def link(self) -> str:
        """Where its button leads."""
        found = _LINK.search(self.html)
        assert found
        return unescape(found[1])


class Browser:
    """Somebody who clicks through an installation."""

    def __init__(self, app: Running, language: str = "en") -> None:
        self.app = app
        self.language = language
        self.state = ""
        self.cookie = ""
        self.cookie_flags = ""

    async def opens(self, path: str, **query: str) -> Shown:
        headers = {"Accept-Language": self.language}
        if self.cookie:
            headers["Cookie"] = f"{COOKIE}={self.cookie}"
        async with (
            aiohttp.ClientSession(headers=headers, cookie_jar=aiohttp.DummyCookieJar()) as session,
            session.get(f"{self.app.url}{path}", params=query, allow_redirects=False) as page,
        ):
            if COOKIE in page.cookies:
                self.cookie = page.cookies[COOKIE].value
                self.cookie_flags = page.headers["set-cookie"]
            headers = {name.lower(): value for name, value in page.headers.items()}
            return Shown(page.status, await page.text(), headers)

    async def opens_install_page(self) -> dict[str, list[str]]:
        """What the consent page is asked for."""
        page = await self.opens("/slack/install")
        assert page.status == 200
        assert page.link.startswith("https://slack.com/oauth/v2/authorize?")
        asked = parse_qs(urlsplit(page.link).query)
        self.state = asked["state"][0]
        return asked

    async def comes_back(self, code: str, **more: str) -> Shown:
        return await self.opens("/slack/oauth_redirect", code=code, state=self.state, **more)

    async def allows(self, home: Team | Organisation | None = None) -> Shown:
        """Say yes on the consent page that was opened before."""
        return await self.comes_back(self.app.slack.grant(home or self.app.slack.team))

    async def installs(self, home: Team | Organisation | None = None) -> Shown:
        await self.opens_install_page()
        page = await self.allows(home)
        assert page.status == 200, page.text
        return page
