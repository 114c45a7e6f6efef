"""The dossier: the life of a draft as a chain of events, in one file.

:mod:`events` says what can happen, :mod:`chain` how events are chained,
:mod:`store` keeps them, :mod:`state` says what they come to, and
:mod:`dossier` puts these together. Nothing here is loaded before it is used,
since the library for databases takes a tenth of a second.
"""
