"""Addresses in links as Telegram keeps them."""

import re
from urllib.parse import parse_qs, urlsplit

HOST = re.compile(r"[^\s/?#@.]+(?:\.[^\s/?#@.]+)+")


def mentioned_user(address: str) -> int | None:
    """The id in `tg://user?id=…`, a link that mentions a person; None for any other link."""
    parts = urlsplit(address.strip())
    if parts.scheme.lower() != "tg" or "user" not in {parts.netloc.lower(), parts.path.lower()}:
        return None
    identifier = parse_qs(parts.query).get("id", [""])[0]
    return int(identifier) if identifier.isdigit() else None


def checked_link(address: str) -> str | None:
    """The whole address, `http://` when no scheme is given; None if Telegram drops the link."""
    if not address or re.search(r"\s", address):
        return None
    whole = address if re.match(r"[a-zA-Z]+:", address) else f"http://{address}"
    parts = urlsplit(whole)
    if parts.scheme.lower() in {"tg", "ton", "tonsite", "mailto", "tel"}:
        return whole
    host = parts.hostname or ""
    if parts.scheme.lower() not in {"http", "https"} or not HOST.fullmatch(host):
        return None
    head = f"{parts.scheme.lower()}://{parts.netloc}"
    rest = whole[len(head) :]
    return head + (rest if rest.startswith("/") else f"/{rest}")
