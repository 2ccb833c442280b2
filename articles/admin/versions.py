"""Which text of a piece a form, or the page of a step, was made for (thinktank/writing/guarding.py)."""

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive

from articles import locks


def version(article):
    """What a form says it began from: the moment of the last save, to the microsecond."""
    return article.saved_at.isoformat()


def locked(pk):
    """The piece as it is now, kept from others until the transaction ends. None: there is none."""
    return locks.rows().filter(pk=pk).first()


def is_stale(request, article):
    """Whether a step is asked of another text than the person looked at. Locks the piece.

    A script that names no version acts on what stands now.
    """
    looked_at, now = request.POST.get("version"), locked(article.pk)
    return bool(looked_at) and (now is None or looked_at != version(now))


def is_newer(listed, article):
    """Whether a piece was saved after the moment `listed` (ISO 8601), at which a list was made. Locks it.

    As above, a script may name none; what is no moment is older than everything.
    """
    if not listed:
        return False
    try:
        moment, now = parse_datetime(listed), locked(article.pk)
    except ValueError:
        moment = None
    return moment is None or is_naive(moment) or now is None or now.saved_at > moment
