"""Word files: opened with care, read as a text of ours, made into a draft, merged into one."""
