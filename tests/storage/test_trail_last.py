"""The last change of a speaker that still stands."""

from tests.storage.office import Office, adds_cities, adds_contact, edits_contact


def test_the_last_change_is_the_speaker_s_own_that_still_stands(office: Office) -> None:
    first = office.does(adds_contact)
    second = office.does(edits_contact)
    office.does(adds_cities, who="slack:T1:U2")
    assert office.last() == second
    office.undoes(second)
    assert office.last() == first
    office.undoes(first)
    assert office.last() is None


def test_a_change_done_again_is_the_last_one_again(office: Office) -> None:
    first = office.does(adds_contact)
    redo, _told = office.undoes(first)
    office.undoes(redo)
    assert office.last() == first


def test_who_changed_nothing_has_no_last_change(office: Office) -> None:
    assert office.last() is None
