"""Address words in any script."""

from django.urls import register_converter
from django.urls.converters import SlugConverter


class UnicodeSlug(SlugConverter):
    regex = r"[\w-]+"


register_converter(UnicodeSlug, "word")
