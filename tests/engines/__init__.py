"""Pairs of long drafts as Word files, and how engines that make redlines of them fare.

``pairs`` makes the pairs from seeds, ``writing`` paragraphs by chance, ``economy`` says how few words a
redline of a pair can mark and how many one marks, ``judging`` what is wrong with it, ``running`` runs an
engine and measures it. ``make engines`` runs all of it; ``docs/engines.md`` says what came of it.
"""
