"""Sent by themes for those above, who may not be imported from here."""

from django.dispatch import Signal

# A theme moved or was merged. Sends `theme`: the articles filed in its branch are to be listed anew.
tree_changed = Signal()
