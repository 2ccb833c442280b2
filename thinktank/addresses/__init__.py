"""Addresses never die: what moved redirects in one hop, what is gone says so."""
