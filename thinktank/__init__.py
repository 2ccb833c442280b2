"""Thinktank: the publishing system of a think tank."""
