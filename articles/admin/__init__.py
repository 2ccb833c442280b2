"""The desk's room of publications."""

from articles.admin import article, pins, vocabularies  # noqa: F401  they register themselves
