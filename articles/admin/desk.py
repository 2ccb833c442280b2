"""The desk's first page: what waits for me, my drafts, what is scheduled, what has just appeared."""

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import access
from articles.admin import whereabouts
from articles.models import Kind, StepTaken
from articles.states import Status
from thinktank.library.models import Image
from thinktank.site.models import Institute

BUTTONS = 4  # kinds offered as buttons; the rest stand behind “More kinds”
ROWS = 8


def desk_of(user):
    """The context of the index for this log-in, in a fixed number of queries."""
    second = Institute.current().second_person_clears
    kinds = list(Kind.objects.only("code", "name")) if user.has_perm("articles.add_article") else []
    articles = _pieces(user)
    return {
        "kinds": kinds[:BUTTONS],
        "more_kinds": kinds[BUTTONS:],
        "alone": not second,
        "rights_ended": _rights_ended(user),
        "waiting": rows(_waiting(user, articles, second=second)),
        "lists": [
            (_("My drafts"), _("You have no drafts."), rows(_drafts(user, articles))),
            (_("Scheduled"), _("Nothing is scheduled."), rows(_scheduled(articles))),
            (_("Recently published"), _("Nothing is published yet."), rows(_recent(articles))),
        ],
    }


def _rights_ended(user):
    """How many pictures in use may not be published anew, for those who can change that."""
    if not user.has_perm("library.change_image"):
        return 0
    used = Image.objects.filter(rights_until__lt=timezone.localdate(), usages__isnull=False)
    return used.distinct().count()


def rows(articles):
    """[(article, state in words, names)]: at most ROWS, for the page's lists."""
    return [
        (article, whereabouts.state(article, article.last_step),
         ", ".join(maker["name"] for maker in article.makers[:3]))
        for article in articles[:ROWS]
    ]  # fmt: skip


def _pieces(user):
    last = StepTaken.objects.filter(article=OuterRef("pk"))
    return (
        access.own(user)
        .for_cards()
        .annotate(
            last_step=Subquery(last.values("step")[:1]),
            sent_by=Subquery(last.filter(step="send").values("by")[:1]),
        )
    )


def _waiting(user, articles, *, second):
    """Texts to clear (never one's own), cleared texts to publish, changes asked of me."""
    waits = Q(status=Status.DRAFT, last_step="ask", created_by=user)
    if user.has_perm("articles.clear_article"):
        sent_by_others = Q(sent_by=None) | ~Q(sent_by=user.pk) if second else Q()
        waits |= Q(status=Status.REVIEW) & sent_by_others
    if user.has_perm("articles.publish_article"):
        waits |= Q(status=Status.CLEARED)
    return articles.filter(waits).order_by("saved_at", "pk")


def _drafts(user, articles):
    mine = articles.filter(status__in=[Status.IDEA, Status.DRAFT]).of_user(user)
    return mine.order_by("-saved_at", "-pk")


def _scheduled(articles):
    later = articles.filter(status=Status.PUBLISHED, replaces=None, published_at__gt=Now())
    return later.order_by("published_at", "pk")


def _recent(articles):
    return articles.published().newest_first()
