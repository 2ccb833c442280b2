"""The only place where signals are connected: what crosses floors, and what follows a migration."""

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_save
from django.dispatch import receiver
from django.tasks.signals import task_finished
from django.utils import timezone

from articles import binning, locks, moves, search, telling
from articles.models import Article, Listing, StepTaken
from themes.models import Theme
from themes.signals import tree_changed, tree_changes
from thinktank import audited, uses
from thinktank.library.models import Document, Image, Usage
from thinktank.library.signals import document_read, image_changed
from thinktank.notices import digests
from thinktank.notices.models import Notice
from thinktank.site.models import Institute
from thinktank.tasks import chores, reaper, retrying
from thinktank.writing.models import forget_old

uses.register_all()


def apply_changes():
    """A change beside a live piece goes out within a second or two of its hour."""
    return chores.AGAIN if moves.apply_next() else None


chores.every(1, apply_changes)
chores.every(3600, binning.empty_bin)


def send_digests():
    """The mail of the day, at eight in the institute's zone."""
    digests.send_digests(timezone.now(), Institute.current().zone)


chores.every(60, send_digests)
chores.every(reaper.DAY, Notice.objects.throw_away_old)
chores.every(reaper.DAY, forget_old)


@receiver(post_save, sender=StepTaken)
def tell_of_step(instance, created, raw, **_unused):
    """Whoever acted on the piece, or is to act next, is told of every step."""
    if created and not raw:
        telling.step_taken(instance)


@receiver(post_delete, sender=Article)
def forget_its_page(instance, **_unused):
    """What colleagues were told of a piece leads to no page that is gone."""
    telling.gone(instance)


@receiver(tree_changes, sender=Theme)
def hold_branch(path, **_unused):
    """Pieces before their theme, as whoever saves a piece does: nobody waits in a circle."""
    locks.hold_branch(path)


@receiver(tree_changed, sender=Theme)
def relist_branch(theme, **_unused):
    """A theme moved: what is filed in its branch now stands under other ancestors."""
    for article in Article.objects.filter(themes__path__startswith=theme.path).distinct():
        Listing.objects.relist(article)


@receiver(image_changed, sender=Image)
def draw_texts_anew(image, **_unused):
    """A picture has more sizes, another file or other words: the texts that show it follow."""
    sources = Usage.objects.filter(image=image, source__startswith="article:")
    keys = [int(source.partition(":")[2]) for source in sources.values_list("source", flat=True)]
    Article.objects.filter(pk__in=keys, body__contains=f'data-image="{image.pk}"').render_anew()


@receiver(document_read, sender=Document)
def index_attached(document, **_unused):
    """A document's text is found where it is attached."""
    for article in Article.objects.filter(attachments__document=document):
        search.index(article)


@receiver(task_finished)
def try_again(task_result, **_unused):
    """A failed task goes back into its queue while it has tries left."""
    retrying.try_again(task_result)


# Sent once a migrate for each app with models; one of them is enough.
@receiver(post_migrate, sender=apps.get_app_config("articles"))
def synchronise_roles(**_unused):
    from thinktank.roles import synchronise

    synchronise()


# The log: everything that anybody does (thinktank/audited.py).
user_logged_in.connect(audited.logged_in)
user_logged_out.connect(audited.logged_out)
user_login_failed.connect(audited.login_failed)
post_save.connect(audited.step_taken, sender=StepTaken)
post_save.connect(audited.logged_at_desk, sender=LogEntry)
pre_save.connect(audited.remember_flags, sender=audited.User)
post_save.connect(audited.login_saved, sender=audited.User)
for relation in audited.GRANTS:
    m2m_changed.connect(audited.rights_moved, sender=relation)
