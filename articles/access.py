"""Who may see and change which piece."""

from django.contrib.auth import get_user_model
from django.db.models import Q

from articles.models import Article
from articles.states import EDITABLE, EDITS_AS

BY_GROUP = "django.contrib.auth.backends.ModelBackend"


def own(user):
    """The pieces this log-in may see: all, or those it began or signed."""
    articles = Article.objects.all()
    return articles if user.has_perm("articles.change_any_article") else articles.of_user(user)


def may_see(user, article):
    """Whether this log-in may know of the piece at all."""
    if user.has_perm("articles.change_any_article"):
        return True
    return article.created_by_id == user.pk or article.bylines.filter(person__user=user).exists()


def may_edit(user, article):
    """Whether this log-in may change what stands on the form, in the state the piece is in."""
    return may_see(user, article) and any(
        article.status in states and user.has_perm(EDITS_AS[role])
        for role, states in EDITABLE.items()
    )


def viewers(article):
    """The log-ins that may know of the piece: those of whom `may_see` is true."""
    all_pieces = holders("change_any_article")
    return get_user_model().objects.filter(
        Q(pk__in=all_pieces.values("pk"))
        | Q(pk=article.created_by_id)
        | Q(pk__in=article.bylines.values("person__user"))
    )


def holders(permission):
    """The log-ins that hold this permission of articles: "publish_article"."""
    return get_user_model().objects.with_perm(f"articles.{permission}", backend=BY_GROUP)
