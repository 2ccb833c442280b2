"""Sent by themes for those above, who may not be imported from here."""

from django.dispatch import Signal

# A theme is about to move or to be merged. Sends `path`, at which its branch still is: whoever files
# pieces there may keep them from others before the theme itself is held.
tree_changes = Signal()

# A theme moved or was merged. Sends `theme`: the articles filed in its branch are to be listed anew.
tree_changed = Signal()
