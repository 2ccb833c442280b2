"""What uses a file, in words: `Usage.source` is "article:12", and articles live floors above.

Whoever records uses registers how its sources are called (thinktank/hooks.py does it for all):

    sources.register("article", name)    # name("12", user) → Source or None
    sources.name("article:12", user)     # the same of a whole source
    sources.named(image.usages.all(), user)    # ([{…}, …], how many more there are), for
                                               # templates/admin/library/_used.html

None is the answer for what is gone and for what this log-in may not know of.
"""

from dataclasses import asdict, dataclass

_NAMES = {}


@dataclass(frozen=True)
class Source:
    """`url`: its page on the desk, "" where this log-in gets none; `state`: a word or two, or ""."""

    label: str
    url: str = ""
    state: str = ""


def register(kind, name):
    _NAMES[kind] = name


def name(source, user):
    """{"label", "url", "state"} of a source for this log-in, or None."""
    kind, _colon, key = source.partition(":")
    found = _NAMES[kind](key, user) if kind in _NAMES else None
    return found and asdict(found)


def named(usages, user):
    """(those that this log-in may know of, how many there are beside them)."""
    sources = sorted({usage.source for usage in usages})
    found = list(filter(None, (name(source, user) for source in sources)))
    return sorted(found, key=lambda each: each["label"].casefold()), len(sources) - len(found)
