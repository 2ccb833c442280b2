"""Images and documents, and who uses them."""

from thinktank.library.models.document import Document, EarlierDocument
from thinktank.library.models.documenttext import DocumentText
from thinktank.library.models.earlier import EarlierKey
from thinktank.library.models.image import Image
from thinktank.library.models.usage import Usage

__all__ = ["Document", "DocumentText", "EarlierDocument", "EarlierKey", "Image", "Usage"]
