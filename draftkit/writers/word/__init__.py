"""Drafts as Word files."""
