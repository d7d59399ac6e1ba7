"""What is set off in what somebody says is set off where it is read, also in translations."""

from bot.domain.marks import Mark, MarkKind
from tests.talk.town import AIKO, ODESA, PETRO, YOKOHAMA, Town, bridged
from tests.translation.engines.standins import LibreStandIn


def marks(text: str, **words: MarkKind) -> tuple[Mark, ...]:
    """Each of the words as it is set off; those of several have underscores between them."""
    spoken = {word.replace("_", " "): kind for word, kind in words.items()}
    return tuple(
        Mark(text.index(word), text.index(word) + len(word), kind) for word, kind in spoken.items()
    )


async def test_words_cross_as_they_are_set_off(town: Town) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "en"))
    text = "Run \u200b🎉 make all on Monday"
    own = marks(text, make_all=MarkKind.CODE, Monday=MarkKind.BOLD)
    await town.says(PETRO, ODESA, text, marks=own)
    await town.settles()
    (post,) = town.posts(YOKOHAMA).values()
    assert post.set_off() == [("make all", "code"), ("Monday", "bold")]


async def test_an_edit_of_nothing_but_the_marks_follows(town: Town, libre: LibreStandIn) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "es"))
    text = "The mayor will visit the harbour in the spring"
    number = await town.says(AIKO, YOKOHAMA, text, marks=marks(text, spring=MarkKind.BOLD))
    await town.settles()
    asked = len(libre.asked)
    await town.edits(YOKOHAMA, number, text, marks(text, harbour=MarkKind.STRUCK))
    await town.settles()
    (post,) = town.posts(ODESA).values()
    # The engine leaves the words within its own as they were.
    assert post.set_off() == [("harbour", "struck"), ("harbour", "struck")]
    assert "harbour-ado" in post.text
    assert len(libre.asked) == asked


async def test_a_translation_is_set_off_where_its_words_are_those_of_the_original(
    town: Town,
) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "es"))
    text = "Programme\nWe meet on 4 May at 14:30 in the great hall"
    own = {"Programme": MarkKind.BOLD, "14:30": MarkKind.ITALIC, "grea": MarkKind.STRUCK}
    await town.says(AIKO, YOKOHAMA, text, marks=marks(text, **own))
    await town.settles()
    (post,) = town.posts(ODESA).values()
    assert post.set_off() == [
        ("Programme-ado", "bold"),
        ("14:30", "italic"),
        ("Programme", "bold"),
        ("14:30", "italic"),
        ("grea", "struck"),
    ]


async def test_code_is_kept_from_engines_though_it_looks_like_words(
    town: Town, libre: LibreStandIn
) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "es"))
    text = "Please run make all twice before the delegation arrives on Monday"
    await town.says(AIKO, YOKOHAMA, text, marks=marks(text, make_all=MarkKind.CODE))
    await town.settles()
    (post,) = town.posts(ODESA).values()
    assert "run-ado make all twice-ado" in post.text
    assert post.set_off() == [("make all", "code"), ("make all", "code")]
    assert not any("make all" in each for each in libre.texts)


async def test_a_translation_beside_its_original_is_set_off_likewise(town: Town) -> None:
    await town.commands(AIKO, YOKOHAMA, "/translate channel on en, es")
    await town.settles()
    text = "The delegation arrives at 14:30 on Monday"
    own = {"14:30": MarkKind.BOLD, "Mon": MarkKind.ITALIC}
    await town.says(AIKO, YOKOHAMA, text, marks=marks(text, **own))
    await town.settles()
    post = list(town.posts(YOKOHAMA).values())[-1]
    assert "delegation-ado" in post.text
    assert post.set_off() == [("14:30", "bold")]
