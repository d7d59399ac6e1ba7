"""Secrets at rest: tokens are sealed before they are stored, and opened only to be used."""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from storage.errors import StorageError


class CannotUnseal(StorageError):
    """None of the keys opens what was sealed: the key it was sealed with was taken away."""


class Seal:
    """Seals with the newest key and opens with any of them, so that keys can be replaced.

    https://cryptography.io/en/latest/fernet/#cryptography.fernet.MultiFernet
    """

    def __init__(self, keys: Sequence[str]) -> None:
        """`keys` are Fernet keys, newest first. ValueError if there is none or one is no key."""
        self._keys = MultiFernet([Fernet(key) for key in keys])

    def sealed(self, secret: str) -> str:
        """The secret as it may be stored; empty stays empty."""
        return self._keys.encrypt(secret.encode()).decode() if secret else ""

    def opened(self, sealed: str) -> str:
        """The secret again. CannotUnseal if no key fits."""
        try:
            return self._keys.decrypt(sealed).decode() if sealed else ""
        except InvalidToken:
            raise CannotUnseal("no key of ATTACHE_ENCRYPTION_KEYS opens it") from None
