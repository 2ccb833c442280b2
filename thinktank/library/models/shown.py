"""The addresses of a picture's files, as pages print them. Only what is drawn is ever named."""

from django.urls import reverse

from thinktank.library import renditions


class Shown:
    """For `Image`, which has `key`, `made` (the names of its files), `width`, `height`, `focal`."""

    # Where a page that is not public has its files served, before their public address.
    served_at = ""

    def address(self, name):
        return self.served_at + reverse("library:image", args=[self.key, name])

    @property
    def widths(self):
        """The widths that are drawn, the narrowest first. The first is there from the beginning."""
        return renditions.widths_in(self.made) or [min(renditions.WIDTHS[0], self.width)]

    def src(self, width=800):
        """The address of the rendition that fits this width best."""
        return self.address(f"{_fitting(self.widths, width)}.jpg")

    @property
    def srcset(self):
        return self._srcset("jpg")

    @property
    def avif_srcset(self):
        """The same pictures in fewer bytes; "" while none is drawn."""
        return self._srcset("avif")

    def _srcset(self, kind):
        return ", ".join(
            f"{self.address(f'{width}.{kind}')} {width}w"
            for width in renditions.widths_in(self.made, kind)
        )

    def square_src(self, width=192):
        """A square round the focal point; until it is drawn, the whole picture."""
        squares = renditions.squares_in(self.made, self.focal)
        if not squares:
            return self.src(width)
        return self.address(renditions.square_name(_fitting(squares, width), self.focal))

    @property
    def square_srcset(self):
        return ", ".join(
            f"{self.address(renditions.square_name(side, self.focal))} {side}w"
            for side in renditions.squares_in(self.made, self.focal)
        )

    @property
    def share_src(self):
        """For the card that other sites show; until it is drawn, the whole picture."""
        name = renditions.share_name(self.focal)
        return self.address(name) if name in self.made else self.src(renditions.SHARE[0])

    @property
    def share_size(self):
        """(width, height) of what `share_src` leads to."""
        if renditions.share_name(self.focal) in self.made:
            return renditions.share_size(self.width, self.height)
        width = _fitting(self.widths, renditions.SHARE[0])
        return width, max(1, round(self.height * width / self.width))

    @property
    def share_is_large(self):
        """Whether it fills a large card; what is smaller stands beside the words."""
        return self.share_size[0] >= renditions.LARGE_CARD


def _fitting(widths, wanted):
    return next((width for width in widths if width >= wanted), widths[-1])
