"""Whose house an address is in: what is sent to one's own server has not left it."""

from ipaddress import ip_address
from urllib.parse import urlsplit

# Names that lead nowhere on the internet: RFC 6761, RFC 6762, RFC 8375, and `internal`, which
# ICANN has set aside for private use.
_HOUSE_NAMES = (".localhost", ".local", ".internal", ".home.arpa", ".lan", ".intranet")


def is_own(url: str) -> bool:
    """Whether the address is surely within one's own network: a private or loopback address, a
    name without a dot such as that of a container, or one that is only known at home. A server
    on the internet may be anybody's."""
    host = (urlsplit(url).hostname or "").rstrip(".").lower()
    if not host:
        return False
    try:
        return ip_address(host.partition("%")[0]).is_private
    except ValueError:
        pass
    return _is_house_name(host)


def _is_house_name(host: str) -> bool:
    # All figures without dots, or in hexadecimal, is another way to write any address.
    if host[0].isdigit() and all(part.isalnum() for part in host.split(".")):
        return False
    return "." not in host or host.endswith(_HOUSE_NAMES)
