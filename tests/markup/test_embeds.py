"""What may be embedded: every usual address is recognised, and nothing else gets in."""

import re
from urllib.parse import urlsplit

import pytest

from tests.payloads import each
from thinktank.markup import embeds, schema

V, U = "dQw4-9Wg_cQ", "76979871"
FORMS = {
    ("youtube", V): [
        f"https://www.youtube.com/watch?v={V}",
        f"  https://youtube.com/watch?v={V}&t=42s\n",
        f"http://m.youtube.com/watch?feature=share&v={V}#t=1m",
        f"https://music.youtube.com/watch?v={V}&list=RDAMVM",
        f"https://youtu.be/{V}?si=abc&t=9",
        f"youtu.be/{V}",
        f"//youtu.be/{V}",
        f"https://www.youtube.com/shorts/{V}?feature=share",
        f"https://www.youtube.com/live/{V}?t=100",
        f"https://www.youtube.com/embed/{V}?start=3",
        f"https://www.youtube-nocookie.com/embed/{V}",
        f"https://www.youtube.com/v/{V}",
        f"HTTPS://WWW.YouTube.com/watch?v={V}",
    ],
    ("vimeo", U): [
        f"https://vimeo.com/{U}",
        f"https://vimeo.com/{U}#t=30s",
        f"https://player.vimeo.com/video/{U}?dnt=1",
        f"https://vimeo.com/channels/staffpicks/{U}",
        f"https://vimeo.com/groups/rivers/videos/{U}",
        f"https://vimeo.com/showcase/1234/video/{U}",
    ],
    ("vimeo", f"{U}/8272103f6e"): [
        f"https://vimeo.com/{U}/8272103f6e",
        f"https://vimeo.com/{U}/8272103f6e?share=copy",
        f"https://player.vimeo.com/video/{U}?title=0&h=8272103f6e",
    ],
    ("datawrapper", "AbC12"): [
        "https://datawrapper.dwcdn.net/AbC12/",
        "https://datawrapper.dwcdn.net/AbC12/7/",
        "https://datawrapper.dwcdn.net/AbC12/plain.html?v=3",
        "https://www.datawrapper.de/_/AbC12/",
    ],
    ("link", "https://institute.example/reports/?year=2026#table"): [
        "https://institute.example/reports/?year=2026#table",
        "institute.example/reports/?year=2026#table",
        "https://Institute.Example:443/reports/?year=2026#table",
    ],
    ("link", "https://institute.example/"): ["https://institute.example"],
    ("link", "https://xn--mgbh0fb.example/%D9%BE%D8%A7%D9%86%DB%8C"): ["https://مثال.example/پانی"],
    ("link", "https://a.example/%22onload=%3Cb%3E?q=%27"): ["https://a.example/\"onload=<b>?q='"],
    # A list and a channel's stream are pages, not videos.
    ("link", "https://www.youtube.com/embed/videoseries?list=PL1"): [
        "https://www.youtube.com/embed/videoseries?list=PL1",
    ],
    ("link", "https://www.youtube.com/playlist?list=PL1"): [
        "https://www.youtube.com/playlist?list=PL1"
    ],
    ("link", f"https://youtube.com.evil.example/watch?v={V}"): [
        f"https://youtube.com.evil.example/watch?v={V}"
    ],
    ("link", f"https://evil.example/https://youtu.be/{V}"): [
        f"https://evil.example/https://youtu.be/{V}"
    ],
}
REFUSED = [
    "", " ", "words", "http://institute.example/", "ftp://a.example/x", "https://", "https://localhost/",
    "https://127.0.0.1/x", "https://[::1]/", "https://a.example:port/", "https://user:pass@a.example/",
    f"https://youtube.com@evil.example/watch?v={V}", "https://a.example\\@youtube.com/", "mailto:a@b.example",
    "javascript:alert(1)//https://youtu.be/dQw4-9Wg_cQ", "https://a.example/a b", "https://a.example/\u202e",
    "https://a.example/" + "x" * 500,
]  # fmt: skip
PLAYERS = {"www.youtube-nocookie.com", "player.vimeo.com", "datawrapper.dwcdn.net"}


@pytest.mark.parametrize(
    ("address", "wanted"), [(form, wanted) for wanted, forms in FORMS.items() for form in forms]
)
def test_a_usual_address_is_recognised(address, wanted):
    assert embeds.recognise(address) == wanted
    assert embeds.valid(*wanted)
    # What is stored leads to a page that is recognised as the same thing.
    assert embeds.recognise(embeds.page_address(*wanted)) == wanted


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_no_whole_https_address_is_refused(address):
    assert embeds.recognise(address) is None
    assert not embeds.valid("link", address)


@pytest.mark.parametrize("address", each("urls.txt"))
def test_a_hostile_address_never_becomes_live(address):
    found = embeds.recognise(address)
    if found is None:
        return
    page, frame = embeds.page_address(*found), embeds.frame_address(*found)
    assert re.fullmatch(r"https://[a-z0-9.-]+(:\d+)?/[!-~]*", page)
    assert not set("<>\"'\\ ") & set(page)
    assert schema.address(page) == page
    assert not frame or (urlsplit(frame).hostname in PLAYERS and embeds.FRAME.fullmatch(frame))


@pytest.mark.parametrize("address", each("urls.txt"))
@pytest.mark.parametrize("provider", schema.PROVIDERS)
def test_a_hostile_id_is_valid_for_none_but_a_page(provider, address):
    if embeds.valid(provider, address):
        assert provider == "link"
        assert embeds.recognise(address) == ("link", address)


@pytest.mark.parametrize("key", ['https://a.example/"onload=x', "https://a.example/<b>",
                                 "https://a.example/'", "https://a.example:99999/"])  # fmt: skip
def test_an_address_that_was_not_recognised_first_is_not_valid(key):
    assert not embeds.valid("link", key)


def test_frames_load_nothing_that_remembers_the_reader():
    frame = embeds.frame_address
    assert frame("youtube", V) == f"https://www.youtube-nocookie.com/embed/{V}"
    assert frame("vimeo", U) == f"https://player.vimeo.com/video/{U}?dnt=1"
    assert frame("vimeo", f"{U}/8272103f6e").endswith(f"/{U}?h=8272103f6e&dnt=1")
    assert frame("datawrapper", "AbC12") == "https://datawrapper.dwcdn.net/AbC12/"
    assert frame("link", "https://a.example/") == ""


@pytest.mark.parametrize("provider", ["youtube", "vimeo", "datawrapper"])
@pytest.mark.parametrize("form", ["https://www.youtube-nocookie.com/embed/../../x",
                                  "https://player.vimeo.com/video/1?dnt=1", "https://evil.example/"])  # fmt: skip
def test_no_other_frame_passes_the_last_cleaning(provider, form):
    assert not embeds.FRAME.fullmatch(form)
    assert embeds.FRAME.fullmatch(
        embeds.frame_address(provider, {"youtube": V, "vimeo": U}.get(provider, "AbC12"))
    )


def test_the_schema_knows_the_same_providers():
    assert set(schema.PROVIDERS) == set(embeds.PROVIDERS)
    assert {each["provider"] for each in embeds.for_scripts()["providers"]} == set(schema.PROVIDERS)
