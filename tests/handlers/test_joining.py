"""Officials come in by a code, from either platform, and one person may have several accounts."""

import re
from datetime import timedelta

import pytest

from bot.domain.access import CodePurpose, Role
from storage.codes import LASTS, MOST_FAILURES, WITHIN, digest
from storage.engine import Database
from storage.models import AccessCode, ChatIdentity, FailedCode, Official
from tests.conversation import TODAY, Conversation

_CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


def code_in(answer: str) -> str:
    """The code that an answer tells."""
    found = _CODE.search(answer)
    assert found is not None, answer
    return found[0]


def invited(database: Database, said: str = "network invite Odesa editor") -> str:
    return code_in(Conversation(database, "Sari").says(f"/{said}"))


def test_an_invited_official_is_let_in_and_writes_for_their_city(network: Database) -> None:
    oksana = Conversation.on_telegram(network, "7", name="Oksana Koval")
    assert "I do not know you yet" in oksana.says("/partner status Odesa")
    answer = oksana.says(f"/join {invited(network)}")
    assert "Welcome to Sister Cities Demo, Oksana Koval! You write for Odesa." in answer
    assert "Yokohama" in oksana.says("/partner status Odesa")
    assert "Undo" in oksana.says("/log Yokohama call Planning with Aiko")


def test_an_invitation_tells_the_code_the_link_and_how_long_it_is_good(network: Database) -> None:
    answer = Conversation(network, "Sari").says("/network invite Odesa editor name=Oksana Koval")
    code = code_in(answer)
    assert "Oksana Koval is invited as editor for Odesa." in answer
    assert f"https://t.me/attache_bot?start={code}" in answer
    assert f"/network join {code}" in answer
    assert "November 28, 2026" in answer


def test_the_name_in_the_invitation_goes_before_that_of_the_account(network: Database) -> None:
    code = invited(network, "network invite viewer name=Oksana Koval")
    answer = Conversation.on_telegram(network, "7", name="pixie").says(f"/join {code}")
    assert "Welcome to Sister Cities Demo, Oksana Koval!" in answer


def test_a_code_is_good_once(network: Database) -> None:
    code = invited(network)
    Conversation.on_telegram(network, "7").says(f"/join {code}")
    answer = Conversation.on_telegram(network, "8").says(f"/join {code}")
    assert "This code is not good" in answer


def test_a_code_may_be_typed_in_any_way_that_reads_the_same(network: Database) -> None:
    code = invited(network).lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert "Welcome" in Conversation.on_slack(network, "U7").says(f"network join {code}")


def test_a_code_is_good_for_a_week_only(network: Database) -> None:
    code = invited(network)
    late = Conversation.on_telegram(network, "7")
    late.at = TODAY + LASTS[CodePurpose.JOIN]
    assert "This code is not good" in late.says(f"/join {code}")


def test_all_codes_that_are_not_good_are_answered_alike(network: Database) -> None:
    used, withdrawn = invited(network), invited(network)
    Conversation.on_telegram(network, "7").says(f"/join {used}")
    sari = Conversation(network, "Sari")
    sari.says("/network invites")
    sari.presses("Withdraw")
    answers = {
        Conversation.on_telegram(network, "8").says(f"/join {code}")
        for code in (used, withdrawn, "7H2K-9QXW-M4TD", "?", "a" * 100)
    }
    assert len(answers) == 1


def test_after_a_few_wrong_codes_even_a_good_one_must_wait(network: Database) -> None:
    guesser = Conversation.on_telegram(network, "7")
    for _try in range(MOST_FAILURES):
        guesser.says("/join AAAA-AAAA-AAAA")
    good = invited(network)
    assert "try again in an hour" in guesser.says(f"/join {good}")
    assert "Welcome" in Conversation.on_telegram(network, "8").says(f"/join {invited(network)}")
    guesser.at = TODAY + WITHIN + timedelta(seconds=1)
    assert "Welcome" in guesser.says(f"/join {good}")


def test_wrong_codes_are_remembered_though_nothing_else_was_done(network: Database) -> None:
    Conversation.on_telegram(network, "7").says("/join AAAA-AAAA-AAAA")
    with network.reading() as session:
        assert session.query(FailedCode).count() == 1


def test_of_a_code_only_the_digest_is_kept(network: Database) -> None:
    code = invited(network)
    with network.reading() as session:
        kept = session.query(AccessCode).one()
    assert kept.digest == digest(code)
    assert code not in str(vars(kept))


def test_an_editor_cannot_invite(network: Database) -> None:
    answer = Conversation(network, "Petro").says("/network invite Odesa steward")
    assert "Only stewards of the network can do that." in answer


def test_an_editor_is_invited_for_a_city(network: Database) -> None:
    answer = Conversation(network, "Sari").says("/network invite editor")
    assert "An editor writes for a city." in answer


def test_codes_are_not_told_where_others_read_along(network: Database) -> None:
    code = invited(network, "network invite steward")
    Conversation.on_slack(network, "U1").says(f"/join {code}")
    public = Conversation.on_slack(network, "U1", channel="C1")
    public.says("network bind")
    public.presses("Bind")
    for secret in ("network invite viewer", "network invites", "settings link"):
        assert "Others read along here." in public.says(secret)
    with network.reading() as session:
        assert session.query(AccessCode).count() == 1


def test_a_second_role_in_the_network_leaves_the_code_as_it_is(network: Database) -> None:
    oksana = Conversation.on_telegram(network, "7")
    oksana.says(f"/join {invited(network)}")
    second = invited(network, "network invite steward")
    assert "You have a role in Sister Cities Demo already" in oksana.says(f"/join {second}")
    assert "Welcome" in Conversation.on_telegram(network, "8").says(f"/join {second}")


def test_one_person_speaks_from_both_platforms(network: Database) -> None:
    on_slack = Conversation.on_slack(network, "U7")
    on_slack.says(f"/join {invited(network)}")
    code = code_in(on_slack.says("/settings link"))
    on_telegram = Conversation.on_telegram(network, "7")
    assert "This account is now one of yours" in on_telegram.says(f"/join {code}")
    assert "Odesa" in on_telegram.says("/settings")
    on_telegram.says("/settings language uk")
    assert "Ваші налаштування" in on_slack.says("/settings")


def test_an_account_of_another_official_is_not_taken_over(network: Database) -> None:
    first, second = Conversation.on_slack(network, "U1"), Conversation.on_slack(network, "U2")
    for each in (first, second):
        each.says(f"/join {invited(network)}")
    code = code_in(first.says("/settings link"))
    assert "belongs to an official already" in second.says(f"/join {code}")
    with network.reading() as session:
        owners = {each.official_id for each in session.query(ChatIdentity)}
    assert len(owners) == 2


def test_a_visitor_s_account_can_be_linked(network: Database) -> None:
    member = Conversation.on_slack(network, "U1")
    member.says(f"/join {invited(network)}")
    Conversation(network, "Sari").says("/help")
    code = code_in(member.says("/settings link"))
    with network.reading() as session:
        before = session.query(Official).filter(Official.removed_at.is_(None)).count()
    assert "one of yours" in Conversation.on_slack(network, "U2", "T2").says(f"/join {code}")
    with network.reading() as session:
        assert session.query(Official).filter(Official.removed_at.is_(None)).count() == before


def test_a_code_for_linking_is_no_invitation_for_its_owner(network: Database) -> None:
    member = Conversation.on_slack(network, "U1")
    member.says(f"/join {invited(network)}")
    code = code_in(member.says("/settings link"))
    assert "This account is yours already." in member.says(f"/join {code}")


def test_open_invitations_are_listed_without_their_codes(network: Database) -> None:
    code = invited(network)
    answer = Conversation(network, "Sari").says("/network invites")
    assert "Odesa (editor)" in answer
    assert code not in answer


def test_an_official_of_two_networks_chooses_where_they_speak(other_network: Database) -> None:
    petro = Conversation.on_telegram(other_network, "7")
    petro.says(f"/join {invited(other_network)}")
    marco = Conversation(other_network, "Marco", "harbours")
    petro.says(f"/join {code_in(marco.says('/network invite Odesa viewer'))}")
    assert "Harbour Cities" in petro.says("/network show")
    assert "now speak in Sister Cities Demo" in petro.says("/network use demo")
    assert "Sister Cities Demo" in petro.says("/network show")
    assert "You speak in Sister Cities Demo." in petro.says("/network use")


def test_nobody_chooses_a_network_in_which_they_are_nothing(other_network: Database) -> None:
    petro = Conversation.on_telegram(other_network, "7")
    petro.says(f"/join {invited(other_network)}")
    assert petro.says("/network use harbours").replace("harbours", "nowhere") == petro.says(
        "/network use nowhere"
    )


def test_the_invited_role_is_the_one_they_get(network: Database) -> None:
    for number, role in enumerate(Role):
        code = invited(network, f"network invite Odesa {role}")
        newcomer = Conversation.on_telegram(network, f"1{number}")
        newcomer.says(f"/join {code}")
        assert f"Role: {role}" in newcomer.says("/settings")


def test_an_account_is_let_go_from_another_one(network: Database) -> None:
    on_slack = Conversation.on_slack(network, "U7")
    on_slack.says(f"/join {invited(network)}")
    on_telegram = Conversation.on_telegram(network, "7")
    on_telegram.says(f"/join {code_in(on_slack.says('/settings link'))}")
    assert "slack:T1:U7 — this one" in on_slack.says("/settings accounts")
    assert "does not speak for you any more" in on_slack.presses("Unlink telegram:7")
    assert "I do not know you yet" in on_telegram.says("/partner list")
    assert "telegram:7" not in on_slack.says("/settings accounts")


def test_nobody_lets_go_another_s_account_or_the_one_they_speak_from(network: Database) -> None:
    first, second = Conversation.on_slack(network, "U1"), Conversation.on_slack(network, "U2")
    for each in (first, second):
        each.says(f"/join {invited(network)}")
    with network.reading() as session:
        ids = {each.user: each.id for each in session.query(ChatIdentity)}
    assert "no account of yours" in first.says(f"/settings unlink {ids['U2']}")
    assert "You are speaking from it." in first.says(f"/settings unlink {ids['U1']}")


@pytest.mark.parametrize("number", ["99999999999", "²", "soon"])
def test_what_is_no_invitation_cannot_be_withdrawn(network: Database, number: str) -> None:
    told = Conversation(network, "Sari").says(f"network withdraw {number}")

    assert "not open any more" in told
