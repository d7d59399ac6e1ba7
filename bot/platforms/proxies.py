"""The way out of an office that lets nothing out directly."""

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass


def proxy_for(url: str) -> str | None:
    """The proxy by which calls to there go, as HTTPS_PROXY and NO_PROXY say; None if directly.
    Looked up once: to have it done for each call costs more than the call."""
    parts = urlsplit(url)
    if not parts.hostname or proxy_bypass(parts.hostname):
        return None
    return getproxies().get(parts.scheme)
