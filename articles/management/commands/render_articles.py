"""Renders anew the articles that an older version of articles/render.py rendered."""

from django.core.management.base import BaseCommand

from articles.models import Article
from articles.render import RENDER_VERSION


class Command(BaseCommand):
    help = "Renders anew every text rendered by an older version of the renderer. Run it after an update."

    def handle(self, *args, **options):
        count = Article.objects.filter(render_version__lt=RENDER_VERSION).render_anew()
        return f"{count} rendered anew."
