"""Which engines may see what is said in a place, in which order they are asked, and how what
they answer is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.translating import Privacy, Register

# The strictest first.
_BY_STRICTNESS = (Privacy.LOCAL, Privacy.NAMED, Privacy.ANY)
# What no engine is called: where it alone is named, no other is.
_NOBODY = ("",)


class Shown(StrEnum):
    """Where a channel shows the translation of a message."""

    THREAD = "thread"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a network, or a place of it, says of translating; None or nothing: it does not say.

    `engines` are the named ones, in the order in which they are asked. `most` is how many
    characters a month engines elsewhere may be sent, which only a network says.
    """

    engines: tuple[str, ...] = ()
    privacy: Privacy | None = None
    register: Register | None = None
    languages: tuple[str, ...] = ()
    shown: Shown | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds in a place. `languages` are those that it is kept readable in; none where
    nothing is translated unasked."""

    engines: tuple[str, ...] = ()
    privacy: Privacy = Privacy.NAMED
    register: Register = Register.DEFAULT
    languages: tuple[str, ...] = ()
    shown: Shown = Shown.THREAD
    most: int | None = None

    def allowed(self, configured: Mapping[str, bool]) -> tuple[str, ...]:
        """Of the engines that the installation has, each with whether it keeps texts local,
        those that may see a text here, in the order in which they are to be asked.

        Where no engine is named, those that the installation is set up with count as named.
        """
        named = [each for each in self.engines or configured if each in configured]
        match self.privacy:
            case Privacy.LOCAL:
                return tuple(each for each in named if configured[each])
            case Privacy.NAMED:
                return tuple(named)
            case Privacy.ANY:
                return tuple(dict.fromkeys((*named, *configured)))

    def with_limits_of(self, other: "Policy") -> "Policy":
        """The same, but an engine sees a text only if it may by both."""
        limits = [
            each.engines
            for each in (self, other)
            if each.engines and each.privacy is not Privacy.ANY
        ]
        privacy = _strictest(self.privacy, other.privacy)
        if limits:
            engines = _among(limits[0], limits[-1]) or _NOBODY
        else:
            # Where only named ones may see a text, an order of all would name some of them.
            engines = self.engines if privacy is Privacy.ANY else ()
        return replace(self, engines=engines, privacy=privacy)


def holding(network: Rules, place: Rules | None = None) -> Policy:
    """What holds where a network says one thing and a place in it perhaps another. The place
    may be stricter about who sees its texts, and never less strict."""
    own = place or Rules()
    return Policy(
        _engines(network, own),
        _strictest(network.privacy or Privacy.NAMED, own.privacy),
        own.register or network.register or Register.DEFAULT,
        own.languages,
        own.shown or network.shown or Shown.THREAD,
        network.most,
    )


def _strictest(network: Privacy, own: Privacy | None) -> Privacy:
    return min(network, own or network, key=_BY_STRICTNESS.index)


def _engines(network: Rules, own: Rules) -> tuple[str, ...]:
    """The place's own order; of engines that the network did not name, none where only named
    ones may see a text."""
    if not own.engines:
        return network.engines
    if network.privacy is Privacy.ANY or not network.engines:
        return own.engines
    return _among(own.engines, network.engines) or network.engines


def _among(engines: Iterable[str], named: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in engines if each in named)
