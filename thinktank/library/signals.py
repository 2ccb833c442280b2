"""Sent by the library for those above, who may not be imported from here."""

from django.dispatch import Signal

# What pages print of a picture is another now: its files, description, credit or focal point.
# Sends `image`, once the change is in the database: texts that show it are to be drawn anew.
image_changed = Signal()

# A document's text was read, or read anew. Sends `document`: search over it is to be written anew.
document_read = Signal()
