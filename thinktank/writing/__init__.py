"""Typed and not saved yet: kept beside the record, told to whoever else writes there, never lost."""
