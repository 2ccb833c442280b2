"""A Postgres server of the project's own, for machines where nobody set one up.

Settings read the two pure functions; `manage.py` and `make run` use `running`.
"""

from thinktank.embedded.addresses import (
    ROOT,
    data_folder,
    database_from_url,
    database_settings,
    url_of,
)

__all__ = ["ROOT", "data_folder", "database_from_url", "database_settings", "url_of"]
