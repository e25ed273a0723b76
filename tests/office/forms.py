"""What a browser would send from the form of a page."""

from __future__ import annotations

from typing import Any

from django.forms import FileField

from mitsprache.kernel.pages.conflict import BASE, VERSION, data_of


def sent(response: Any, **changes: Any) -> dict[str, Any]:
    """Return the data of the page's form with `changes`; None leaves a field out."""
    data: dict[str, Any] = {
        field.html_name: data_of(field, field.value())
        for field in response.context["form"]
        if not isinstance(field.field, FileField)
    }
    if "base" in response.context:
        data[VERSION] = response.context["version"]
        data[BASE] = response.context["base"]
    data |= changes
    return {name: value for name, value in data.items() if value is not None and value != []}
