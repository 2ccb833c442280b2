"""The desk's room of people, and each person's own page."""

from people.admin import leads, person, vocabularies  # noqa: F401  they register themselves
