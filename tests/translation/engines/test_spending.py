"""What a process has sent is counted at once, and again when it could not be written."""

from collections.abc import Mapping

from prometheus_client import REGISTRY

from bot.services.translation.spending import Ledger, NetworkAccount
from storage.translation_spending import Spent

HOME, OTHER = 1, 2
ELSEWHERE = frozenset({"deepl", "google"})


def account(
    ledger: Ledger, most: int | None = None, spent: Mapping[str, Spent] | None = None
) -> NetworkAccount:
    return ledger.account(HOME, most, ELSEWHERE, spent or {}, ledger.written())


def test_without_a_cap_anything_may_be_sent() -> None:
    assert account(Ledger(), spent={"deepl": Spent(10**9, 10**9)}).may_send("deepl", 10**9)


def test_a_network_s_cap_is_for_all_engines_elsewhere_together() -> None:
    own = account(Ledger(), 100, {"deepl": Spent(40, 500), "apertium": Spent(900, 900)})
    assert own.may_send("google", 60)
    own.sent("google", 20)
    assert own.may_send("deepl", 40)
    assert not own.may_send("deepl", 41)


def test_an_engine_s_cap_is_for_all_networks_together() -> None:
    ledger = Ledger({"deepl": 100})
    other = ledger.account(OTHER, None, ELSEWHERE, {}, ledger.written())
    own = account(ledger, spent={"deepl": Spent(0, 50)})
    other.sent("deepl", 30)
    assert own.may_send("deepl", 20)
    assert not own.may_send("deepl", 21)
    assert own.may_send("google", 21)


def test_what_was_written_meanwhile_is_not_forgotten() -> None:
    ledger = Ledger()
    own = account(ledger, 100)
    own.sent("deepl", 60)
    ledger.was_written(ledger.take())
    assert not own.may_send("deepl", 41)
    assert account(ledger, 100, {"deepl": Spent(60, 60)}).may_send("deepl", 40)


def test_what_could_not_be_written_is_taken_again() -> None:
    ledger = Ledger()
    account(ledger).sent("deepl", 60)
    taken = ledger.take()
    assert taken == {(HOME, "deepl"): 60}
    assert not ledger.take()
    ledger.give_back(taken)
    account(ledger).sent("deepl", 5)
    assert ledger.take() == {(HOME, "deepl"): 65}


def test_caps_and_the_month_are_told_outside() -> None:
    account(Ledger({"deepl": 1234}), spent={"deepl": Spent(1, 77)})
    for name, figure in (("most", 1234), ("month", 77)):
        value = REGISTRY.get_sample_value(
            f"attache_translation_{name}_characters", {"engine": "deepl"}
        )
        assert value == figure


def month(engine: str) -> float | None:
    return REGISTRY.get_sample_value("attache_translation_month_characters", {"engine": engine})


def test_the_month_is_told_with_what_is_not_on_record_yet() -> None:
    ledger = Ledger()
    own = account(ledger, spent={"baidu": Spent(1, 100)})
    own.sent("baidu", 20)
    assert month("baidu") == 120
    taken = ledger.take()
    own.sent("baidu", 3)
    ledger.was_written(taken)
    assert month("baidu") == 123
    # What was written is in the records by now, and so is what others have sent.
    account(ledger, spent={"baidu": Spent(21, 150)})
    assert month("baidu") == 153
    # Nobody looked.
    ledger.account(OTHER, None, ELSEWHERE, None, ledger.written()).sent("baidu", 2)
    assert month("baidu") == 155


def test_a_new_month_begins_at_what_was_sent_in_it() -> None:
    ledger = Ledger()
    account(ledger, spent={"microsoft": Spent(1, 100)}).sent("microsoft", 20)
    ledger.was_written(ledger.take())
    account(ledger, spent={"google": Spent(1, 1)}).sent("microsoft", 7)
    assert month("microsoft") == 7
