"""Large documents are read after their editor has gone on, by the worker."""

from django.apps import apps
from django.tasks import task

from thinktank.tasks.retrying import retrying


@task
@retrying(times=5, first=5)
def read_document(pk, key):
    """Read this document whole, if this is still its file."""
    if document := apps.get_model("library", "Document").objects.filter(pk=pk, key=key).first():
        document.read()
