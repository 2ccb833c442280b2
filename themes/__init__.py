"""What the institute works on: a tree of themes."""
