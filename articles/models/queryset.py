"""Articles as sentences: published().by_theme(theme).for_cards()."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, FilteredRelation, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce, JSONObject, Now, NullIf

from articles.states import Status
from people.models import Appointment

TEXTS = ("body", "body_html", "body_text", "contents")


class ArticleQuerySet(models.QuerySet):
    def published(self, at=None):
        """The one gate: what a reader may see, by the database's clock.

        Nothing waits for a worker: a scheduled piece appears at its hour. `at`: another moment.
        """
        now = at or Now()
        return self.filter(
            Q(expires_at=None) | Q(expires_at__gt=now),
            status=Status.PUBLISHED,
            replaces=None,
            published_at__lte=now,
        )

    def withdrawn(self):
        """Once public, now a tombstone."""
        return self.filter(status=Status.WITHDRAWN, replaces=None)

    def readable(self):
        """What has a page of its own now: published, or withdrawn with its tombstone."""
        return self.published() | self.withdrawn()

    def by_theme(self, theme):
        """On this theme or any beneath it, each once. `listing`: its row there, whose index gives
        the order of a theme's page: every later condition on `listing` is of that one row.
        """
        here = FilteredRelation("listings", condition=Q(listings__theme=theme))
        return self.alias(listing=here).filter(listing__theme=theme)

    def by_person(self, person):
        """Signed by this person in any role, each once."""
        signed = self.model.bylines.rel.related_model.objects.filter(
            article=OuterRef("pk"), person=person
        )
        return self.filter(Exists(signed))

    def of_user(self, user):
        """Begun by this log-in, or signed by its person."""
        signed = self.model.bylines.rel.related_model.objects.filter(
            article=OuterRef("pk"), person__user=user
        )
        return self.filter(Q(created_by=user) | Exists(signed))

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def for_cards(self):
        """With what a list prints, without the texts, in one query for any length.

        Adds `makers` ([{name, native_name, slug, role}], as printed, in order) and `filed`
        ([{theme, name, path}], the primary theme first; `theme` is its key).
        """
        return (
            self.defer(*TEXTS)
            .select_related("kind", "series", "lead_image")
            .annotate(makers=_makers(self.model), filed=_filed(self.model))
        )

    def for_page(self):
        """With what the article's own page prints."""
        bylines = self.model.bylines.rel.related_model.objects.select_related("person__photo")
        posts = Prefetch("person__appointments", Appointment.objects.current(), to_attr="posts_now")
        attachments = self.model.attachments.rel.related_model.objects.select_related("document")
        corrections = self.model.corrections.rel.related_model.objects
        return (
            self.defer("body", "body_text")
            .select_related("kind", "series", "lead_image")
            .annotate(
                filed=_filed(self.model), labels=_labels(self.model), paid_by=_funders(self.model)
            )
            .prefetch_related(
                Prefetch("bylines", bylines.defer("person__long_bio").prefetch_related(posts)),
                Prefetch("attachments", attachments),
                "appearances",
                Prefetch("corrections", corrections.announced()),
            )
        )

    def render_anew(self):
        """Fill the derived fields again: no revision, no change of any date. Returns how many."""
        count = 0
        for article in self.only("body", "language").iterator(chunk_size=100):
            self.model.objects.filter(pk=article.pk).update(**article.rendered())
            count += 1
        return count


def _rows(relation, order, *only, **parts):
    """A relation's rows as a list of dictionaries, inside the row of the article."""
    rows = relation.rel.related_model._base_manager.filter(
        *only, **{relation.rel.field.name: OuterRef("pk")}
    )
    return ArraySubquery(rows.order_by(*order).values(part=JSONObject(**parts)))


def _makers(article):
    return _rows(
        article.bylines,
        ("position", "pk"),
        name=Coalesce(NullIf("name", models.Value("")), "person__name"),
        native_name="person__native_name",
        slug="person__slug",
        role="role",
    )


def _filed(article):
    parts = {"theme": "theme", "name": "theme__name", "path": "theme__path"}
    return _rows(article.filed_under, ("position", "pk"), **parts)


def _labels(article):
    # A word without a letter has no page (the desk refuses it; an import may bring one).
    return _rows(
        article.tagged, ("tag__name",), ~Q(tag__slug=""), name="tag__name", slug="tag__slug"
    )


def _funders(article):
    return _rows(article.funders, ("pk",), name="name", purpose="purpose")
