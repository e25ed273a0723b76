"""mitsprache: the digital home of an elected integration council."""

__version__ = "0.1.0"
