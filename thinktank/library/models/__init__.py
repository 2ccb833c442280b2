"""Images and documents, and who uses them."""

from thinktank.library.models.document import Document
from thinktank.library.models.image import Image
from thinktank.library.models.usage import Usage

__all__ = ["Document", "Image", "Usage"]
