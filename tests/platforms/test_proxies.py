"""What the machine says of the way out."""

import pytest

from bot.platforms.proxies import proxy_for


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://slack.com/api/", "http://proxy:3128"),
        ("http://slack.com/api/", None),
        ("https://fakes.example/api/", None),
    ],
)
def test_the_proxy_of_the_machine_is_used(
    monkeypatch: pytest.MonkeyPatch, url: str, expected: str | None
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy:3128")
    monkeypatch.setenv("NO_PROXY", "fakes.example")
    assert proxy_for(url) == expected
