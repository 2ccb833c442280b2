"""The only place where signals are connected: what crosses floors, and what follows a migration."""

from django.apps import apps
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from articles.models import Article, Listing
from themes.models import Theme
from themes.signals import tree_changed


@receiver(tree_changed, sender=Theme)
def relist_branch(theme, **_unused):
    """A theme moved: what is filed in its branch now stands under other ancestors."""
    for article in Article.objects.filter(themes__path__startswith=theme.path).distinct():
        Listing.objects.relist(article)


# Sent once a migrate for each app with models; one of them is enough.
@receiver(post_migrate, sender=apps.get_app_config("articles"))
def synchronise_roles(**_unused):
    from thinktank.roles import synchronise

    synchronise()
