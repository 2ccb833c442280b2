"""The demo institute: a whole invented think tank, to look at and to try things on."""
