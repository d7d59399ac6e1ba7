"""Secrets at rest: tokens are sealed before they are stored, and opened only to be used."""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from storage.errors import StorageError


class CannotUnseal(StorageError):
    """None of the keys opens what was sealed: the key it was sealed with was taken away."""


class Seal:
    """Seals with the newest key and opens with any of them, so that keys can be replaced.

    Where several machines run, a new key is brought in without downtime in three steps: first
    it goes to the END of the list on every machine, so that all can open what it seals; then,
    on every machine, to the front, so that it seals; the old key is taken away when
    `attache check` says that nothing is sealed with it any more. In front at once, it would
    seal what machines with the old list cannot open. A single machine can skip the first step.

    https://cryptography.io/en/latest/fernet/#cryptography.fernet.MultiFernet
    """

    def __init__(self, keys: Sequence[str]) -> None:
        """`keys` are Fernet keys, newest first. ValueError if there is none or one is no key."""
        found = [Fernet(key) for key in keys]
        self._keys = MultiFernet(found)
        self._newest = found[0]

    def sealed(self, secret: str) -> str:
        """The secret as it may be stored; empty stays empty."""
        return self._keys.encrypt(secret.encode()).decode() if secret else ""

    def opened(self, sealed: str) -> str:
        """The secret again. CannotUnseal if no key fits."""
        try:
            return self._keys.decrypt(sealed).decode() if sealed else ""
        except InvalidToken:
            raise CannotUnseal("no key of ATTACHE_ENCRYPTION_KEYS opens it") from None

    def is_newest(self, sealed: str) -> bool:
        """Whether the newest key sealed it; so it is with what is empty."""
        try:
            return not sealed or bool(self._newest.decrypt(sealed))
        except InvalidToken:
            return False

    def anew(self, sealed: str) -> str:
        """The same secret under the newest key. CannotUnseal if no key fits."""
        return sealed if self.is_newest(sealed) else self.sealed(self.opened(sealed))
