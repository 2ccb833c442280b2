"""Loads a site of any size and measures it. README.md says how."""

import os

import django
from django.apps import apps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thinktank.settings")
if not apps.ready:
    django.setup()
