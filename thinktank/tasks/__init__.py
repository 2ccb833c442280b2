"""Work outside the request: what is missing in django-tasks-db, and the worker that does it.

Tasks are Django's own (`django.tasks`), queued in Postgres. Here: a failed one is tried again, one
whose worker was killed is done by the next, and how long one more would take.
"""
