"""Pages of the shell."""

from mitsprache.public.views.entrance import to_language

__all__ = ["to_language"]
