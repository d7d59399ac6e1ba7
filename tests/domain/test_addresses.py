import pytest

from bot.domain.addresses import email, looks_like_phone, phone, same, telegram


@pytest.mark.parametrize(
    "typed",
    [
        "oksana@odesa.example",
        "o.k+protocol@omr.odesa.example",
        "почта@одеса.укр",
        "o'brien@leeds.example",
        "x@xn--bcher-kva.example",
    ],
)
def test_an_email_address_is_taken_as_it_is(typed: str) -> None:
    assert email(f" {typed} ") == typed


@pytest.mark.parametrize(
    "typed",
    ["oksana", "@odesa.example", "oksana@", "a@b", "a b@c.de", "a@b..de", ".a@b.de", "a@1.2.3.4"],
)
def test_what_is_no_email_address_is_not_taken(typed: str) -> None:
    assert email(typed) is None


def test_an_email_address_longer_than_mail_can_carry_is_not_taken() -> None:
    assert email("a" * 65 + "@odesa.example") is None
    assert email("a@" + "b." * 130 + "example") is None


def test_the_link_form_of_an_email_address_is_taken_as_the_address() -> None:
    assert email("mailto:oksana@odesa.example") == "oksana@odesa.example"


@pytest.mark.parametrize(
    "typed", ["+380 48 123 45 67", "(048) 123-45-67", "045-671-2121", "+81 45 671 2121 ext. 12"]
)
def test_a_phone_number_keeps_its_spacing(typed: str) -> None:
    assert phone(typed) == typed


def test_full_width_digits_are_a_phone_number() -> None:
    assert phone("０４５ー６７１") is None
    assert phone("＋８１ ４５ ６７１ ２１２１") == "+81 45 671 2121"


@pytest.mark.parametrize("typed", ["12345", "1234567890123456", "+38o 48 123 45 67", "", "+"])
def test_what_is_no_phone_number_is_not_taken(typed: str) -> None:
    assert phone(typed) is None


def test_too_few_digits_still_look_like_a_phone_number() -> None:
    assert looks_like_phone("12345")
    assert not looks_like_phone("- -")


@pytest.mark.parametrize("typed", ["@oksana_k", "t.me/oksana_k", "https://t.me/oksana_k"])
def test_a_telegram_name_is_taken_from_any_form_of_it(typed: str) -> None:
    assert telegram(typed) == "@oksana_k"


def test_what_is_no_telegram_name_is_not_taken() -> None:
    assert telegram("@ok") is None
    assert telegram("oksana k") is None


def test_spellings_of_one_address_are_the_same() -> None:
    assert same("+380 (48) 123-45-67") == same("+380481234567")
    assert same("Oksana@Odesa.example") == same("oksana@odesa.example")
