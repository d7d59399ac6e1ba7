"""Settings are read once; a wrong one is a single line that names itself and hides its value."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.settings import Settings, SettingsError, load

KEY = Fernet.generate_key().decode()
NAMES = (
    "DATABASE_URL",
    "PORT",
    "ATTACHE_PUBLIC_URL",
    "ATTACHE_ENCRYPTION_KEYS",
    "ATTACHE_LOG_LEVEL",
    "ATTACHE_LOG_FORMAT",
    "SLACK_SIGNING_SECRET",
    "SLACK_BOT_TOKEN",
    "SLACK_CLIENT_ID",
    "SLACK_CLIENT_SECRET",
    "SLACK_APP_TOKEN",
    "SLACK_API_URL",
    "TELEGRAM_BOT_TOKEN",
    "TELEGRAM_WEBHOOK_SECRET",
    "TELEGRAM_MODE",
    "TELEGRAM_API_URL",
    "ATTACHE_TRANSLATION",
    "ATTACHE_TRANSLATION_CAPS",
    "LIBRETRANSLATE_URL",
    "LIBRETRANSLATE_API_KEY",
    "DEEPL_API_KEY",
    "DEEPL_API_URL",
    "APERTIUM_URL",
)


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in NAMES:
        # Set first, so that what a test reads from a file is taken out again after it.
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def _given(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return load()


def test_nothing_needs_to_be_set() -> None:
    settings = load()

    assert settings.database_url == "sqlite:///attache.db"
    assert settings.port == 8000
    assert settings.telegram_mode == "polling"
    assert not settings.has_slack
    assert not settings.has_telegram


def test_a_file_beside_the_program_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=9001\n")

    assert load().port == 9001


def test_the_environment_goes_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("PORT=9001\n")

    assert _given(monkeypatch, PORT="9002").port == 9002


def test_webhooks_are_used_once_there_is_a_public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _given(monkeypatch, ATTACHE_PUBLIC_URL="https://attache.example/")

    assert settings.telegram_mode == "webhook"
    assert settings.public_url == "https://attache.example"


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"PORT": "eighty"}, "PORT"),
        ({"PORT": "70000"}, "PORT"),
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL"),
        ({"ATTACHE_PUBLIC_URL": "attache.example"}, "ATTACHE_PUBLIC_URL"),
        ({"ATTACHE_LOG_LEVEL": "loud"}, "ATTACHE_LOG_LEVEL"),
        ({"ATTACHE_LOG_FORMAT": "xml"}, "ATTACHE_LOG_FORMAT"),
        ({"ATTACHE_ENCRYPTION_KEYS": f"{KEY},tooshort"}, "ATTACHE_ENCRYPTION_KEYS"),
        ({"SLACK_BOT_TOKEN": "sesame"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_APP_TOKEN": "sesame"}, "SLACK_APP_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_SIGNING_SECRET"),
        ({"SLACK_CLIENT_ID": "1.2"}, "SLACK_SIGNING_SECRET"),
        ({"SLACK_CLIENT_ID": "1.2", "SLACK_SIGNING_SECRET": "s"}, "SLACK_CLIENT_SECRET"),
        (
            {
                "SLACK_CLIENT_ID": "1.2",
                "SLACK_CLIENT_SECRET": "s",
                "SLACK_SIGNING_SECRET": "s",
            },
            "ATTACHE_ENCRYPTION_KEYS",
        ),
        ({"SLACK_API_URL": "slack.com"}, "SLACK_API_URL"),
        ({"TELEGRAM_BOT_TOKEN": "sesame"}, "TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_MODE": "pigeon"}, "TELEGRAM_MODE"),
        # pragma: allowlist nextline secret  what is refused
        ({"TELEGRAM_WEBHOOK_SECRET": "no spaces"}, "TELEGRAM_WEBHOOK_SECRET"),
        ({"TELEGRAM_BOT_TOKEN": "1:a", "TELEGRAM_MODE": "webhook"}, "TELEGRAM_MODE"),
        ({"ATTACHE_TRANSLATION": "babelfish"}, "ATTACHE_TRANSLATION"),
        ({"ATTACHE_TRANSLATION": "off,apertium"}, "ATTACHE_TRANSLATION"),
        ({"ATTACHE_TRANSLATION": "libretranslate"}, "LIBRETRANSLATE_URL"),
        ({"ATTACHE_TRANSLATION": "apertium,deepl"}, "DEEPL_API_KEY"),
        ({"ATTACHE_TRANSLATION_CAPS": "deepl"}, "ATTACHE_TRANSLATION_CAPS"),
        ({"ATTACHE_TRANSLATION_CAPS": "deepl=-1"}, "ATTACHE_TRANSLATION_CAPS"),
        ({"ATTACHE_TRANSLATION_CAPS": "babelfish=1000"}, "ATTACHE_TRANSLATION_CAPS"),
        ({"LIBRETRANSLATE_URL": "translate.example"}, "LIBRETRANSLATE_URL"),
        ({"DEEPL_API_URL": "ftp://api.example"}, "DEEPL_API_URL"),
        ({"APERTIUM_URL": "localhost:2737"}, "APERTIUM_URL"),
        # pragma: allowlist nextline secret  what is refused
        ({"DEEPL_API_KEY": "two words"}, "DEEPL_API_KEY"),
        # pragma: allowlist nextline secret  what is refused
        ({"LIBRETRANSLATE_API_KEY": "naïve"}, "LIBRETRANSLATE_API_KEY"),
    ],
)
def test_a_wrong_setting_names_itself_in_one_line(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], named: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        _given(monkeypatch, **values)

    assert named in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_wrong_secret_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as caught:
        _given(monkeypatch, SLACK_BOT_TOKEN="sesame-open", SLACK_SIGNING_SECRET="x")

    assert "sesame" not in str(caught.value)


def test_secrets_are_left_out_of_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _given(
        monkeypatch,
        SLACK_BOT_TOKEN="xoxb-sesame",
        # pragma: allowlist nextline secret  looked for in what is shown
        SLACK_SIGNING_SECRET="sesame",
        TELEGRAM_BOT_TOKEN="1:sesame",
        # pragma: allowlist nextline secret  looked for in what is shown
        DATABASE_URL="postgresql://me:sesame@db/attache",
        ATTACHE_ENCRYPTION_KEYS=KEY,
        # pragma: allowlist nextline secret  looked for in what is shown
        DEEPL_API_KEY="sesame",
        # pragma: allowlist nextline secret  looked for in what is shown
        LIBRETRANSLATE_API_KEY="sesame",
    )

    assert "sesame" not in repr(settings)
    assert KEY not in repr(settings)


@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        ("https://slack.example/api/", False),
        ("http://slack.example/api/", True),
        ("http://192.168.1.7:8081", True),
        ("http://localhost:8081", False),
        ("http://127.0.0.1:8081", False),
        ("http://[::1]:8081", False),
        ("http://127.0.0.1.example.org", True),
    ],
)
def test_an_address_on_which_others_could_read_along_is_named(
    monkeypatch: pytest.MonkeyPatch, address: str, is_open: bool
) -> None:
    settings = _given(monkeypatch, SLACK_API_URL=address)

    assert settings.unprotected == (("SLACK_API_URL",) if is_open else ())


@pytest.mark.parametrize(
    "address",
    ["http://[::1", "https://:443/x", "http://a:99999/", "http://a:0"],
)
def test_an_address_that_leads_nowhere_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    with pytest.raises(SettingsError, match="TELEGRAM_API_URL is wrong"):
        _given(monkeypatch, TELEGRAM_API_URL=address)


def test_without_a_word_on_translation_those_are_asked_that_are_configured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = _given(
        monkeypatch,
        APERTIUM_URL="http://127.0.0.1:2737",
        LIBRETRANSLATE_URL="http://127.0.0.1:5000",
    )

    assert settings.translation == ("libretranslate", "apertium")


def test_engines_are_asked_in_the_order_given(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _given(
        monkeypatch,
        ATTACHE_TRANSLATION=" Apertium, libretranslate,google,apertium ",
        LIBRETRANSLATE_URL="http://127.0.0.1:5000",
    )

    assert settings.translation == ("apertium", "libretranslate", "google")


def test_translation_can_be_off(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _given(monkeypatch, ATTACHE_TRANSLATION="off", APERTIUM_URL="http://127.0.0.1:2737")

    assert settings.translation == ()


def test_engines_have_caps(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _given(monkeypatch, ATTACHE_TRANSLATION_CAPS="DeepL=500000, google=0")

    assert settings.translation_caps == {"deepl": 500_000, "google": 0}
    monkeypatch.delenv("ATTACHE_TRANSLATION_CAPS")
    assert load().translation_caps == {}


def test_texts_that_others_could_read_on_their_way_to_an_engine_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = _given(monkeypatch, LIBRETRANSLATE_URL="http://translate.example")

    assert settings.unprotected == ("LIBRETRANSLATE_URL",)
