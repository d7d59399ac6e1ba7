"""Addresses that Slack hands over for us to call: only Slack's own are followed."""

import re
from urllib.parse import urlsplit

# Read to the letter: what stands before the first slash is the host and nothing else, so that no
# two ways of reading an address can differ.
_SLACK = re.compile(r"https://(?:[a-z0-9-]+\.)*slack(?:-gov)?\.com/[\x21-\x5b\x5d-\x7e]*")


class Addresses:
    """Which addresses belong to Slack: its hosts (https://slack.com and https://slack-gov.com,
    with what is below them) and that of the configured Web API."""

    def __init__(self, api_url: str) -> None:
        parts = urlsplit(api_url)
        self._api = f"{parts.scheme}://{parts.netloc}/"

    def is_slacks(self, address: str) -> bool:
        """Whether the address may be called."""
        return address.startswith(self._api) or bool(_SLACK.fullmatch(address))
