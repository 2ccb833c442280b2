"""How the library's pages call what uses a file: a piece, a theme, a person, the institute."""

from django.urls import reverse
from django.utils.translation import gettext as _

from articles import access
from articles.admin import whereabouts
from articles.models import Article
from people.models import Person
from themes.models import Theme
from thinktank.library.sources import Source, register


def article(key, user):
    """Only to those who may know of the piece."""
    found = Article.objects.filter(pk=key).only("title", "status", "published_at", "expires_at")
    piece = found.first()
    if piece is None or not access.may_see(user, piece):
        return None
    return Source(
        piece.title or _("Untitled"),
        reverse("admin:articles_article_change", args=[piece.pk]),
        whereabouts.state(piece),
    )


def theme(key, user):
    found = Theme.objects.filter(pk=key).only("name").first()
    return found and Source(found.name, _page(user, found), _("theme"))


def person(key, user):
    found = Person.objects.filter(pk=key).only("name").first()
    return found and Source(found.name, _page(user, found), _("person"))


def institute(_key, user):
    url = reverse("admin:site_institute_changelist")
    return Source(_("Institute"), url if user.has_perm("site.change_institute") else "")


def _page(user, row):
    """Its page on the desk, if this log-in has it."""
    app, model = row._meta.app_label, row._meta.model_name
    if not user.has_perm(f"{app}.change_{model}"):
        return ""
    return reverse(f"admin:{app}_{model}_change", args=[row.pk])


def register_all():
    for name in (article, theme, person, institute):
        register(name.__name__, name)
