"""What follows from a piece: its places in lists, its files, what search reads, guests' pages."""

from django.db import transaction
from django.db.models import Min

from articles.models import Listing
from articles.render import picture_keys
from articles.search import index
from articles.states import Status
from people.models import Person
from thinktank.library.models import Image, Usage


def record(article):
    """Make everything that follows from an article's state true."""
    Listing.objects.relist(article)
    public = article.status == Status.PUBLISHED and article.replaces_id is None
    Usage.objects.record(
        f"article:{article.pk}",
        [
            article.lead_image,
            *Image.objects.filter(pk__in=_pictures(article)),
            *(each.document for each in article.attachments.all()),
        ],
        public_from=article.published_at if public else None,
        public_until=article.expires_at if public else None,
    )
    index(article)
    for person in Person.objects.filter(
        bylines__article=article, standing=Person.Standing.GUEST
    ).distinct():
        show_guest(person)


def _pictures(article):
    """The keys of the pictures in its text, and of those that its earlier public versions show."""
    earlier = article.revisions.public().values_list("content__body", "content__lead_image")
    keys = set(picture_keys(article.body))
    for body, lead in earlier:
        keys |= {*picture_keys(body or ""), *([lead["id"]] if lead else [])}
    return keys


def forget(article):
    """The piece is about to be deleted: nothing may go on speaking of it."""
    Usage.objects.filter(source=f"article:{article.pk}").delete()


@transaction.atomic
def show_guest(person):
    """A guest's page is public from the first published piece on."""
    # Two of their pieces published at once must each count the other's.
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    published = person.articles.filter(status=Status.PUBLISHED, replaces=None)
    person.public_from = published.aggregate(first=Min("published_at"))["first"]
    person.save(update_fields=["public_from"])
