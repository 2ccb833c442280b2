"""Renders anew the articles that an older version of articles/render.py rendered."""

from django.core.management.base import BaseCommand

from articles.models import Article
from articles.render import RENDER_VERSION, render


class Command(BaseCommand):
    help = "Renders anew every text rendered by an older version of the renderer. Run it after an update."

    def handle(self, *args, **options):
        stale = Article.objects.filter(render_version__lt=RENDER_VERSION)
        count = 0
        for pk, body in stale.values_list("pk", "body").iterator(chunk_size=200):
            # Only derived fields: no revision, no change of any date.
            Article.objects.filter(pk=pk).update(**render(body).fields())
            count += 1
        return f"{count} rendered anew."
