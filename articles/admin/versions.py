"""Which text of a piece a form, or the page of a step, was made for (thinktank/writing/guarding.py)."""

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
