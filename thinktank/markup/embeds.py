"""What may be embedded: provider and id, never the address of a frame. Pure; nothing is fetched.

The addresses of videos and their players are those that YouTube (youtube-nocookie.com: no cookie
before it plays), Vimeo (dnt=1: no tracking) and Datawrapper document for embedding. Any other https
page is a "link", whose id is its address. The editor recognises addresses by the same patterns:
they are written so that Python and JavaScript read them alike, and given to it by `for_scripts`.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

LONGEST = 500  # characters of an id, as the schema has it
HASH = "[0-9a-f]{8,16}"  # of a Vimeo video that only those who know it may see
REST = r"(?:[/?&#]\S*)?"


@dataclass(frozen=True)
class Provider:
    """Patterns hold for the whole text. What an address has in groups, joined by "/", is the id."""

    name: str
    key: str
    address: str
    page: str
    frame: str = ""


# The two words of eleven letters stand where an id does in addresses of lists and channels.
VIDEO = "(?!videoseries|live_stream)[A-Za-z0-9_-]{11}"
CHART = "[A-Za-z0-9]{5}"
HOST = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])"
# Printable ASCII without quotes, angle brackets and others that could end an address in a text.
PAGE = rf"https://{HOST}(?::[0-9]{{1,5}})?/[!#-&(-;=?-\[\]_a-z~]*"

PROVIDERS = {
    "youtube": Provider(
        "YouTube",
        VIDEO,
        r"https?://(?:(?:(?:www|m|music)\.)?youtube(?:-nocookie)?\.com/"
        r"(?:watch/?\?(?:[^\s#]*&)?v=|(?:shorts|live|embed|v)/)|youtu\.be/)"
        rf"({VIDEO}){REST}",
        "https://www.youtube.com/watch?v={}",
        "https://www.youtube-nocookie.com/embed/{}",
    ),
    "vimeo": Provider(
        "Vimeo",
        f"[0-9]{{6,12}}(?:/{HASH})?",
        r"https?://(?:www\.|player\.)?vimeo\.com/(?:video/|channels/[^\s/?#]+/|"
        r"groups/[^\s/?#]+/videos/|(?:album|showcase)/[0-9]+/video/)?([0-9]{6,12})"
        rf"(?:/({HASH})|/?\?(?:[^\s#]*&)?h=({HASH}))?{REST}",
        "https://vimeo.com/{}",
        "https://player.vimeo.com/video/{}?dnt=1",
    ),
    "datawrapper": Provider(
        "Datawrapper",
        CHART,
        r"https?://(?:datawrapper\.dwcdn\.net|(?:www\.)?datawrapper\.de/_)"
        rf"/({CHART}){REST}",
        "https://datawrapper.dwcdn.net/{}/",
        "https://datawrapper.dwcdn.net/{}/",
    ),
    "link": Provider("", PAGE, f"({PAGE})", "{}"),
}
# The whole address of a frame, for the last cleaning of a page.
FRAME = re.compile(
    rf"https://www\.youtube-nocookie\.com/embed/{VIDEO}"
    rf"|https://player\.vimeo\.com/video/[0-9]{{6,12}}\?(?:h={HASH}&)?dnt=1"
    rf"|https://datawrapper\.dwcdn\.net/{CHART}/"
)
# White space, a backslash, and what nobody sees: no address that a person copied has them.
UNFIT = r"[\s\\\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
QUOTED = "[\"'<>^`{|}]"  # written as %22 and so on, as all that is not ASCII
# All that stands in an address as it is
AS_IT_IS = "!#$%&()*+,/:;=?@[]~"


def recognise(address):
    """An address as an editor pastes it → (provider, id), or None where nothing can be embedded."""
    whole = _whole(address.strip())
    for code, provider in PROVIDERS.items():
        if whole and (found := re.fullmatch(provider.address, whole)):
            key = "/".join(filter(None, found.groups()))
            return (code, key) if len(key) <= LONGEST else None
    return None


def valid(provider, key):
    """Whether this pair may stand in a text."""
    known = PROVIDERS.get(provider)
    if not known or len(key) > LONGEST or not re.fullmatch(known.key, key):
        return False
    return provider != "link" or _whole(key) == key


def page_address(provider, key):
    """Where a reader without the frame is led."""
    return PROVIDERS[provider].page.format(key)


def frame_address(provider, key):
    """What is loaded once a reader asks for it; "" for a link."""
    video, _slash, unlisted = key.partition("/")
    if provider == "vimeo" and unlisted:
        return f"https://player.vimeo.com/video/{video}?h={unlisted}&dnt=1"
    return PROVIDERS[provider].frame.format(key)


def for_scripts():
    """What static/admin_site/editor/embeds.js recognises by."""
    providers = [
        {"provider": code, "name": each.name, "address": each.address, "page": each.page}
        for code, each in PROVIDERS.items()
    ]
    return {"providers": providers, "unfit": UNFIT, "quoted": QUOTED, "longest": LONGEST}


def _whole(address):
    """The address as a browser writes it, in ASCII: https:// before it, the host small. Or ""."""
    if re.search(UNFIT, address):
        return ""
    if not SCHEME.match(address):
        address = "https://" + address.removeprefix("//")
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:  # UnicodeError is one
        return ""
    if parts.scheme not in ("http", "https") or "@" in parts.netloc:
        return ""
    usual = {"http": 80, "https": 443}[parts.scheme]
    where = host if port in (None, usual) else f"{host}:{port}"
    rest = "".join(
        mark + quote(part, safe=AS_IT_IS)
        for mark, part in (("?", parts.query), ("#", parts.fragment))
        if part
    )
    return f"{parts.scheme}://{where}{quote(parts.path, safe=AS_IT_IS) or '/'}{rest}"
