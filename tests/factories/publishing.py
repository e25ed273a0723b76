"""Articles and pictures for tests."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import factory
from factory.django import DjangoModelFactory
from PIL import Image as Pillow

from mitsprache.publishing.images import prepared
from mitsprache.publishing.models import Article, Image
from tests.factories.meetings import at


def picture(width: int = 80, height: int = 60, kind: str = "JPEG", **options: Any) -> bytes:
    """Return a picture file with a colour gradient, so that no two sizes are alike."""
    image = Pillow.linear_gradient("L").resize((width, height)).convert("RGB")
    target = BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


class ImageFactory(DjangoModelFactory[Image]):
    class Meta:
        model = Image

    key = factory.Sequence(lambda n: f"bild-{n}")
    alt = "Menschen auf einem Fest"
    file = factory.LazyFunction(lambda: prepared(picture()))


class ArticleFactory(DjangoModelFactory[Article]):
    """News that everybody can read since 2 September 2014."""

    class Meta:
        model = Article

    key = factory.Sequence(lambda n: f"meldung-{n}")
    kind = "news"
    title = factory.Sequence(lambda n: f"Meldung Nummer {n}")
    text = "<p>Worum es geht.</p>"
    state = "published"
    publish_at = factory.LazyFunction(lambda: at("2014-09-02"))
