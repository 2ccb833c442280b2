"""The desk's first page: each list with its count, in a fixed number of queries."""

from django.db.models import Count, F, Value, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import access
from articles.admin import whereabouts
from articles.admin.queues import QUEUES, with_steps
from people.models import Person
from thinktank.library.models import Image
from thinktank.site.models import Institute

BUTTONS = 4  # kinds offered as buttons; the rest stand behind “More kinds”
ROWS = 6


def desk_of(user, kinds=()):
    """The context of the index for this log-in. `kinds`: those that it may begin, in their order."""
    lists = _lists(user)
    return {
        "kinds": kinds[:BUTTONS],
        "more_kinds": kinds[BUTTONS:],
        "alone": not Institute.current().second_person_clears,
        "rights_ended": _rights_ended(user),
        "waiting": lists[0],
        "lists": lists[1:],
        "stale_people": _stale_people(user),
    }


def _lists(user):
    """[{"queue", "count", "rows", "url"}]: one query for all the keys, one for their rows."""
    found = with_steps(access.own(user))
    first, *others = (_keys(queue, queue.narrow(found, user)) for queue in QUEUES)
    keys = list(first.union(*others, all=True).order_by("place"))
    articles = _rows(found, {pk for _key, pk, _place, _total in keys})
    counts = {key: total for key, _pk, _place, total in keys}
    address = reverse("admin:articles_article_changelist")
    return [
        {
            "queue": queue, "count": counts.get(queue.key, 0),
            "url": f"{address}?desk={queue.key}",
            "rows": [_row(articles[pk], queue) for key, pk, _place, _total in keys
                     if key == queue.key],
        }
        for queue in QUEUES
    ]  # fmt: skip


def _keys(queue, articles):
    """(list, key, place, how many in all) of the first rows of one list."""
    order = [
        F(name.removeprefix("-")).desc() if name.startswith("-") else F(name).asc(nulls_last=True)
        for name in (*queue.order, "pk")
    ]
    return (
        articles.annotate(
            desk_list=Value(queue.key),
            place=Window(RowNumber(), order_by=order),
            total=Window(Count("pk")),
        )
        .order_by("place")
        .values_list("desk_list", "pk", "place", "total")[:ROWS]
    )


def _rows(articles, keys):
    """{key: article with what a line prints}"""
    people = ("created_by__person", "reviewer__person")
    found = articles.filter(pk__in=keys).for_cards().select_related("kind", *people)
    return {article.pk: article for article in found}


def _row(article, queue):
    """(article, its state in words, the names of its makers, what makes it stand in this list)."""
    names = ", ".join(maker["name"] for maker in article.makers[:3])
    return article, whereabouts.state(article, article.last_step), names, _why(article, queue)


def _why(article, queue):
    today = timezone.localdate()
    if queue.key == "stale":
        return _("to be looked at by %s") % date_format(article.review_by, "j F Y")
    if queue.key == "due" and article.due:
        said = _("overdue since %s") if article.due < today else _("due %s")
        return said % date_format(article.due, "D j M")
    if queue.key == "due" and article.planned_for:
        return _("planned for %s") % date_format(article.planned_for, "D j M")
    if queue.key == "missed" and article.apply_at:
        return _("did not go out at its hour")
    return ""


def _rights_ended(user):
    """How many pictures in use may not be published anew, for those who can change that."""
    if not user.has_perm("library.change_image"):
        return 0
    used = Image.objects.filter(rights_until__lt=timezone.localdate(), usages__isnull=False)
    return used.distinct().count()


def _stale_people(user):
    """{"count", "rows"}: biographies that nobody has looked at for long; for who keeps them."""
    if not user.has_perm("people.change_person"):
        return None
    stale = Person.objects.stale().annotate(total=Window(Count("pk")))
    rows = list(stale.order_by(F("bio_reviewed_on").asc(nulls_first=True), "pk")[:ROWS])
    return {"count": rows[0].total if rows else 0, "rows": rows}
