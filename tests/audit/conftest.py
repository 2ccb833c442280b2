"""The desk's cast here, too."""

from tests.admin.conftest import at_desk, cast, institute, kind

__all__ = ["at_desk", "cast", "institute", "kind"]
