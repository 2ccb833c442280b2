"""The log: who did what, when, from where. Rows are only ever added, and each seals the one before."""
