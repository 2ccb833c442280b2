"""What an article says of itself, worked out from its row."""

from django.utils import timezone

from articles.states import Status
from thinktank.markup import reading


class Facts:
    @property
    def is_live(self):
        """By this machine's clock: for words on a page, never to decide what is shown."""
        return (
            self.status == Status.PUBLISHED
            and self.replaces_id is None
            and self.published_at <= timezone.now()
            and (self.expires_at is None or self.expires_at > timezone.now())
        )

    @property
    def is_scheduled(self):
        return self.status == Status.PUBLISHED and self.published_at > timezone.now()

    @property
    def minutes(self):
        return reading.minutes(self.words)

    @property
    def number(self):
        """IB-2026-04, or "" outside a numbered series."""
        if not (self.series and self.series.prefix and self.series_number):
            return ""
        year = self.year or timezone.localdate().year
        return f"{self.series.prefix}-{year}-{self.series_number:02d}"

    @property
    def direction(self):
        return "rtl" if self.language.split("-")[0] in {"ur", "ar", "fa", "ps", "sd"} else "ltr"

    @property
    def alt(self):
        """The text for those who do not see the lead picture; "" when it is only decoration."""
        if self.lead_is_decorative or not self.lead_image:
            return ""
        return self.lead_alt or self.lead_image.alt
