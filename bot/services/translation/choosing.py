"""Which engines may see a text, in the order in which they are asked."""

from collections.abc import Iterable

from bot.domain.translation_policy import Policy
from bot.services.translation.guarding import Guarded


def allowed(engines: Iterable[Guarded], policy: Policy) -> list[Guarded]:
    """The engines of the installation that the policy lets see a text, in its order. What is
    not among them is not asked, whatever fails."""
    installed = {engine.name: engine for engine in engines}
    local = {name: engine.is_local for name, engine in installed.items()}
    return [installed[name] for name in policy.allowed(local)]
