"""“@Name” in a note: whom it calls, and how each colleague is called."""

import re
import unicodedata
from collections import Counter

from articles.access import viewers
from thinktank.writing.names import name_of


def colleagues(article):
    """The log-ins who can be asked about this piece: those who may see it, by their names."""
    users = viewers(article).filter(is_active=True, is_staff=True).select_related("person")
    return sorted(users, key=lambda user: (_plain(name_of(user)), user.pk))


def offered(users):
    """[how to call each of these users]: by name, or by log-in where two have the same name."""
    names = [name_of(user) for user in users]
    times = Counter(map(_plain, names))
    return [
        name if times[_plain(name)] == 1 else user.get_username()
        for user, name in zip(users, names, strict=True)
    ]


def found(text, users):
    """Those of the users whom this text calls: by log-in, person's name or full name after an @.

    The longest name wins, so “@Tajdar Chenabi-Orakh” does not call Tajdar Chenabi. A name that two
    of them have calls both.
    """
    called = {}
    for user in users:
        for name in _names(user):
            called.setdefault(_plain(name), []).append(user)
    if not called:
        return []
    longest_first = sorted(called, key=len, reverse=True)
    pattern = rf"(?<![\w.@-])@({'|'.join(map(re.escape, longest_first))})(?![\w-])"
    keys = {user.pk for match in re.findall(pattern, _plain(text)) for user in called[match]}
    return [user for user in users if user.pk in keys]


def _names(user):
    return {user.get_username(), name_of(user), user.get_full_name()} - {""}


def _plain(text):
    """As it is compared: one form of every letter, no capitals, single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
