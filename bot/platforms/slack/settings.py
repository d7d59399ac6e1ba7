"""What Slack's adapter is told; the environment is read elsewhere."""

from dataclasses import dataclass, field

SLACK_API = "https://slack.com/api/"


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """One app's credentials. A bot token serves one workspace, a client id any number;
    an app token turns on Socket Mode. Secrets are left out of its representation."""

    signing_secret: str = field(default="", repr=False)
    bot_token: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    api_url: str = SLACK_API
    public_url: str = ""
    encryption_keys: tuple[str, ...] = field(default=(), repr=False)

    @property
    def is_installable(self) -> bool:
        """Whether workspaces install the app themselves. A bot token goes before."""
        return bool(self.client_id and self.client_secret and not self.bot_token)

    @property
    def base_url(self) -> str:
        """The address of the Web API, with the slash that method names are put after."""
        return self.api_url.rstrip("/") + "/"
