"""Every error a user can meet, drawn in one place.

A message says what happened, with which value, and what to do next, in one line. The command line prints it and
exits with 2; the page shows it in place of an answer.

    DatelineError
    ├── InputError         something given to us cannot be used: a path, a file, a line, an option
    ├── IndexNotFound      there is no index where one was asked for
    ├── IndexDamaged       the index is there and cannot be read
    ├── IndexBusy          another process is writing the index
    ├── EmbedderMismatch   the index was made with another embedding model
    └── ModelError         a model's files are missing or are not what they should be
"""

from __future__ import annotations


class DatelineError(Exception):
    """Base of all errors that are told to the user in one line."""


class InputError(DatelineError):
    """Something given to us cannot be used: a path, a file, a line, an option."""


class IndexNotFound(DatelineError):
    """There is no index where one was asked for."""


class IndexDamaged(DatelineError):
    """The index is there and cannot be read."""


class IndexBusy(DatelineError):
    """Another process is writing the index."""


class EmbedderMismatch(DatelineError):
    """The index was made with another embedding model than the one asked for."""


class ModelError(DatelineError):
    """A model's files are missing or are not what they should be."""
