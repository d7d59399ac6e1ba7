"""The settings: read once from the environment or `.env`, checked, and passed down.

Nothing else in the program reads the environment.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from environs import Env, EnvError, ValidationError

DATABASE_SCHEMES = ("sqlite", "postgresql", "postgres")
SLACK_API = "https://slack.com/api/"
TELEGRAM_API = "https://api.telegram.org"
# In the order in which they are asked where ATTACHE_TRANSLATION does not say; those that are not
# configured are left out, and those that are somebody else's are not among them.
ENGINES = ("libretranslate", "deepl", "apertium")
ENGINES_OF_OTHERS = ("google", "mymemory", "microsoft", "baidu")
_LONGEST_NUMBER = 12
# https://core.telegram.org/bots/api#setwebhook, secret_token
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class SettingsError(Exception):
    """A setting that cannot be used; the text names it and says what it should be."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set from outside. Secrets are left out of its representation."""

    database_url: str = field(repr=False)
    port: int
    public_url: str
    encryption_keys: tuple[str, ...] = field(repr=False)
    log_level: str
    log_format: str
    slack_signing_secret: str = field(repr=False)
    slack_bot_token: str = field(repr=False)
    slack_client_id: str
    slack_client_secret: str = field(repr=False)
    slack_app_token: str = field(repr=False)
    slack_api_url: str
    telegram_bot_token: str = field(repr=False)
    telegram_webhook_secret: str = field(repr=False)
    telegram_mode: str
    telegram_api_url: str
    translation: tuple[str, ...]
    translation_caps: Mapping[str, int]
    libretranslate_url: str
    libretranslate_api_key: str = field(repr=False)
    deepl_api_key: str = field(repr=False)
    deepl_api_url: str
    apertium_url: str

    @property
    def has_slack(self) -> bool:
        """Whether Slack is configured."""
        return bool(self.slack_bot_token or self.slack_client_id)

    @property
    def has_telegram(self) -> bool:
        """Whether Telegram is configured."""
        return bool(self.telegram_bot_token)

    @property
    def unprotected(self) -> tuple[str, ...]:
        """The names of addresses on which others could read along: over http, and not on this
        machine."""
        addresses = {
            "ATTACHE_PUBLIC_URL": self.public_url,
            "SLACK_API_URL": self.slack_api_url,
            "TELEGRAM_API_URL": self.telegram_api_url,
            "LIBRETRANSLATE_URL": self.libretranslate_url,
            "DEEPL_API_URL": self.deepl_api_url,
            "APERTIUM_URL": self.apertium_url,
        }
        return tuple(name for name, address in addresses.items() if _is_open(address))


def load(env_file: Path | None = Path(".env")) -> Settings:
    """The settings of this process. SettingsError, one line, for the first wrong one."""
    env = Env()
    if env_file is not None and env_file.is_file():
        env.read_env(env_file, recurse=False)
    try:
        settings = _read(env)
    except EnvError as error:
        raise SettingsError(_one_line(error)) from error
    _check_together(settings)
    return settings


def _read(env: Env) -> Settings:
    public_url = env.str("ATTACHE_PUBLIC_URL", "", validate=_web_address).rstrip("/")
    return Settings(
        database_url=env.str("DATABASE_URL", "sqlite:///attache.db", validate=_database),
        port=env.int("PORT", 8000, validate=_port),
        public_url=public_url,
        encryption_keys=_keys(env),
        log_level=_one_of(env, "ATTACHE_LOG_LEVEL", "info", ("debug", "info", "warning", "error")),
        log_format=_one_of(env, "ATTACHE_LOG_FORMAT", "text", ("text", "json")),
        slack_signing_secret=env.str("SLACK_SIGNING_SECRET", ""),
        slack_bot_token=env.str("SLACK_BOT_TOKEN", "", validate=_begins("xoxb-", "xoxe.")),
        slack_client_id=env.str("SLACK_CLIENT_ID", ""),
        slack_client_secret=env.str("SLACK_CLIENT_SECRET", ""),
        slack_app_token=env.str("SLACK_APP_TOKEN", "", validate=_begins("xapp-")),
        slack_api_url=env.str("SLACK_API_URL", SLACK_API, validate=_web_address),
        telegram_bot_token=env.str("TELEGRAM_BOT_TOKEN", "", validate=_bot_token),
        telegram_webhook_secret=env.str("TELEGRAM_WEBHOOK_SECRET", "", validate=_secret),
        telegram_mode=_one_of(
            env,
            "TELEGRAM_MODE",
            "webhook" if public_url else "polling",
            ("polling", "webhook"),
        ),
        telegram_api_url=env.str("TELEGRAM_API_URL", TELEGRAM_API, validate=_web_address),
        translation=_engines(env),
        translation_caps=_caps(env),
        libretranslate_url=env.str("LIBRETRANSLATE_URL", "", validate=_web_address),
        libretranslate_api_key=env.str("LIBRETRANSLATE_API_KEY", "", validate=_header),
        deepl_api_key=env.str("DEEPL_API_KEY", "", validate=_header),
        deepl_api_url=env.str("DEEPL_API_URL", "", validate=_web_address),
        apertium_url=env.str("APERTIUM_URL", "", validate=_web_address),
    )


def _check_together(settings: Settings) -> None:
    """What each setting is worth beside the others."""
    needs = (
        (
            settings.has_slack and not settings.slack_app_token,
            settings.slack_signing_secret,
            "SLACK_SIGNING_SECRET is missing: Slack's requests are known by it. Set it, or"
            " SLACK_APP_TOKEN for Socket Mode",
        ),
        (
            settings.slack_client_id,
            settings.slack_client_secret,
            "SLACK_CLIENT_SECRET is missing: SLACK_CLIENT_ID is of no use without it",
        ),
        (
            settings.slack_client_id,
            settings.encryption_keys,
            "ATTACHE_ENCRYPTION_KEYS is missing: the tokens of installations are kept sealed."
            " Make a key with: python -c 'from cryptography.fernet import Fernet;"
            " print(Fernet.generate_key().decode())'",
        ),
        (
            settings.slack_client_id,
            settings.public_url,
            "ATTACHE_PUBLIC_URL is missing: Slack's install page comes back to it",
        ),
        (
            settings.has_telegram and settings.telegram_mode == "webhook",
            settings.public_url and settings.telegram_webhook_secret,
            "TELEGRAM_MODE is webhook: set ATTACHE_PUBLIC_URL and TELEGRAM_WEBHOOK_SECRET too,"
            " or TELEGRAM_MODE=polling",
        ),
        (
            "libretranslate" in settings.translation,
            settings.libretranslate_url,
            "LIBRETRANSLATE_URL is missing: ATTACHE_TRANSLATION names libretranslate",
        ),
        (
            "deepl" in settings.translation,
            settings.deepl_api_key,
            "DEEPL_API_KEY is missing: ATTACHE_TRANSLATION names deepl",
        ),
    )
    for wanted, given, sentence in needs:
        if wanted and not given:
            raise SettingsError(sentence)


def _one_of(env: Env, name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = env.str(name, default).strip().lower()
    if value not in allowed:
        raise SettingsError(f"{name} is {value!r}: it must be one of {', '.join(allowed)}")
    return value


def _engines(env: Env) -> tuple[str, ...]:
    """The engines in the order given, or those that are configured; none where it is `off`."""
    given = env.str("ATTACHE_TRANSLATION", "").lower().split(",")
    named = tuple(dict.fromkeys(name.strip() for name in given if name.strip()))
    if named == ("off",):
        return ()
    known = (*ENGINES, *ENGINES_OF_OTHERS)
    for name in named:
        if name not in known:
            raise SettingsError(
                f"ATTACHE_TRANSLATION names {name!r}: it must be off, or a list of"
                f" {', '.join(known)}"
            )
    return named or _configured(env)


def _caps(env: Env) -> dict[str, int]:
    """Characters a month by engine: `deepl=500000,google=100000`."""
    listed = env.str("ATTACHE_TRANSLATION_CAPS", "").lower().replace(" ", "").split(",")
    caps: dict[str, int] = {}
    for each in filter(None, listed):
        name, _equals, most = each.partition("=")
        if name not in (*ENGINES, *ENGINES_OF_OTHERS) or not _is_number(most):
            raise SettingsError(
                "ATTACHE_TRANSLATION_CAPS must be engines with their characters a month, such as"
                " deepl=500000,google=100000"
            )
        caps[name] = int(most)
    return caps


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) <= _LONGEST_NUMBER


def _configured(env: Env) -> tuple[str, ...]:
    needs = ("LIBRETRANSLATE_URL", "DEEPL_API_KEY", "APERTIUM_URL")
    return tuple(name for name, need in zip(ENGINES, needs, strict=True) if env.str(need, ""))


def _keys(env: Env) -> tuple[str, ...]:
    listed = env.str("ATTACHE_ENCRYPTION_KEYS", "").split(",")
    keys = tuple(key.strip() for key in listed if key.strip())
    if not keys:
        return ()
    from cryptography.fernet import Fernet  # noqa: PLC0415  few installations have keys to check

    for position, key in enumerate(keys, start=1):
        try:
            Fernet(key)
        except ValueError:
            raise SettingsError(
                f"ATTACHE_ENCRYPTION_KEYS: key {position} is not 32 bytes in URL-safe base64"
            ) from None
    return keys


def _one_line(error: EnvError) -> str:
    """The variable's name and what it should be; never its value, which may be a secret."""
    found = re.search(r'variable "(\w+)"', str(error))
    reason = str(error).partition("invalid: ")[2] or str(error)
    reason = re.sub(r"[\[\]'\"]", "", reason)
    return f"{found[1] if found else 'A setting'} is wrong: {reason}"


def _database(value: str) -> None:
    if value.partition(":")[0].partition("+")[0] not in DATABASE_SCHEMES or "://" not in value:
        # pragma: allowlist nextline secret  the form an address takes
        raise ValidationError("it must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")


def _port(value: int) -> None:
    if not 0 < value < 65_536:
        raise ValidationError("it must be a number from 1 to 65535")


def _web_address(value: str) -> None:
    if value and not (re.fullmatch(r"https?://[^\s/]+\S*", value) and _is_readable(value)):
        raise ValidationError("it must be an address that begins with https:// or http://")


def _is_readable(value: str) -> bool:
    """Whether it has a host, and a port that there is."""
    try:
        parts = urlsplit(value)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _is_open(address: str) -> bool:
    parts = urlsplit(address)
    if parts.scheme != "http" or parts.hostname == "localhost":
        return False
    try:
        return not ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return True


def _bot_token(value: str) -> None:
    if value and not re.fullmatch(r"\d+:\S+", value):
        raise ValidationError("it must look like 123456:ABC-DEF, as BotFather gave it")


def _secret(value: str) -> None:
    if value and not _WEBHOOK_SECRET.fullmatch(value):
        raise ValidationError("it must have 1 to 256 of A-Z, a-z, 0-9, _ and -")


def _header(value: str) -> None:
    if not (value.isascii() and value.isprintable() and " " not in value):
        raise ValidationError("it must be one word of letters, digits and signs")


def _begins(*prefixes: str) -> Callable[[str], None]:
    def check(value: str) -> None:
        if value and not value.startswith(prefixes):
            raise ValidationError(f"it must begin with {' or '.join(prefixes)}")

    return check
