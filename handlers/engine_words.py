"""How the engines of translation are told of: whether they work, and what they were sent."""

from collections.abc import Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.chat.call import Call
from bot.chat.engine_names import engine_name
from bot.chat.reply import Entries, Entry, Heading, Part
from bot.chat.text import Msg, Text, _, _n
from bot.domain.translating import Condition, Failure
from bot.domain.translation_policy import Policy
from storage.translation_spending import Spent

_FAILED: Mapping[Failure, Msg] = {
    Failure.NOT_AUTHORISED: _("it does not let the bot in"),
    Failure.RATE_LIMITED: _("it is asked too much"),
    Failure.QUOTA_SPENT: _("its own quota is used up"),
    Failure.TIMED_OUT: _("it took too long"),
    Failure.UNAVAILABLE: _("it cannot be reached"),
}


def engines_now(call: Call, policy: Policy) -> list[Part]:
    """Each engine that the bot is set up with: whether it may be asked now, and this month's
    characters. Nothing where there is none."""
    conditions = call.reach.conditions()
    if not conditions:
        return []
    spent = call.records.translation_spending.in_month(call.now)
    left = _left(policy, conditions, spent)
    entries = tuple(_entry(each, spent.get(each.name, Spent()), left, call) for each in conditions)
    return [Heading(_("How the engines are doing")), Entries(entries)]


def spent_elsewhere(call: Call, policy: Policy) -> Text:
    """This month's characters of the network, as far as they have to be paid, and the cap."""
    spent = call.records.translation_spending.in_month(call.now)
    sent = _sent_elsewhere(call.reach.conditions(), spent)
    if policy.most is None:
        return _("{n} this month, no cap", n=sent)
    return _("{n} this month, of {most}", n=sent, most=policy.most)


def _sent_elsewhere(conditions: tuple[Condition, ...], spent: Mapping[str, Spent]) -> int:
    local = {each.name for each in conditions if each.is_local}
    return sum(each.here for name, each in spent.items() if name not in local)


def _left(
    policy: Policy, conditions: tuple[Condition, ...], spent: Mapping[str, Spent]
) -> int | None:
    if policy.most is None:
        return None
    return policy.most - _sent_elsewhere(conditions, spent)


def _entry(condition: Condition, spent: Spent, left: int | None, call: Call) -> Entry:
    note: Text = _n("{n} character this month", "{n} characters this month", spent.here)
    if condition.most is not None:
        note = _(
            "{sent} · at most {most} for all networks of this bot together",
            sent=note,
            most=condition.most,
        )
    return Entry(engine_name(condition.name), _state(condition, spent, left, call), note)


def _state(condition: Condition, spent: Spent, left: int | None, call: Call) -> Text:
    is_over = not condition.is_local and left is not None and left <= 0
    if is_over or (condition.most is not None and spent.by_all >= condition.most):
        return _("not asked any more this month: the cap is reached")
    if condition.failure is None:
        return _("can be asked")
    failed = _FAILED.get(condition.failure, _FAILED[Failure.UNAVAILABLE])
    if not condition.resting_seconds:
        return _("can be asked; the last time: {failure}", failure=failed)
    until = call.now.astimezone(ZoneInfo(call.speaker.zone))
    until += timedelta(seconds=condition.resting_seconds)
    return _("left alone until {time}: {failure}", time=until.time(), failure=failed)
