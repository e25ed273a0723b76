"""Records of publishing."""

from mitsprache.publishing.models.article import Article, Image

__all__ = ["Article", "Image"]
