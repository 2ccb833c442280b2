"""The library's admin: pictures and documents."""

from thinktank.library.admin.documents import DocumentAdmin
from thinktank.library.admin.images import ImageAdmin
from thinktank.library.admin.widgets import PictureField

__all__ = ["DocumentAdmin", "ImageAdmin", "PictureField"]
