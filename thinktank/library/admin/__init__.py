"""The library's admin: pictures and documents."""

from thinktank.library.admin.documents import DocumentAdmin
from thinktank.library.admin.images import ImageAdmin

__all__ = ["DocumentAdmin", "ImageAdmin"]
