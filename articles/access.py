"""Who may see and change which piece."""

from articles.models import Article
from articles.states import EDITABLE, EDITS_AS


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
