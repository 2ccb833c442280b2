"""Orders what pictures lack: after a new version that draws more, or when a task was given up."""

from django.core.management.base import BaseCommand

from thinktank.library.models import Image
from thinktank.library.models.image import draw_renditions


class Command(BaseCommand):
    help = "Order every rendition that is missing. The worker draws them."

    def handle(self, **_options):
        lacking = [image.pk for image in Image.objects.iterator() if not image.ready]
        for key in lacking:
            draw_renditions.enqueue(key)
        return f"Pictures of which something is to be drawn: {len(lacking)}."
