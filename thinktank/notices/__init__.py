"""Notices: what colleagues are told by mail, at once or in one mail a day.

Upper floors decide who is told and in which words, and call `sending.tell`. Here: what was told to
whom (models), that it is mailed exactly once (sending, digests), and what a mail looks like
(letters). This room knows nothing of pieces or the institute: its zone is handed in.
"""
