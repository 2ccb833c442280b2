import pytest

from thinktank.demo import drawings, texts


@pytest.mark.parametrize("motif", drawings.MOTIFS)
def test_cover_has_its_size_and_is_not_empty(motif):
    drawing = drawings.cover(motif, 1)
    assert drawing.size == (1600, 900)
    assert len(drawing.resize((160, 90)).getcolors(160 * 90)) > 20


def test_same_seed_gives_the_same_drawing_and_another_another():
    first, again, other = (drawings.cover("ballots", seed).tobytes() for seed in (3, 3, 4))
    assert first == again != other


def test_every_cover_of_the_demo_is_its_own():
    wanted = [head["image"] for head in texts.pieces("articles") if "image" in head]
    drawn = {drawings.cover(image["motif"], image["seed"]).tobytes() for image in wanted}
    assert len(drawn) == len(wanted) == 18


def test_no_two_people_have_the_same_portrait():
    looks = [row["portrait"] for row in texts.table("people")["people"] if "portrait" in row]
    drawn = {drawings.portrait(look).tobytes() for look in looks}
    assert len(drawn) == len(looks) == 11
    assert drawings.portrait(looks[0]).size == (800, 800)
