"""Plain values to YAML that people like to read and edit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import yaml

from mitsprache.exchange.tree import plain_value

LONG: Final = 80
"""From this length on a text stands in lines of its own."""
_TEXT: Final = "tag:yaml.org,2002:str"


class _Dumper(yaml.SafeDumper):
    """Block style throughout, lists indented, no aliases."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002 (PyYAML's signature)
        super().increase_indent(flow, False)  # noqa: FBT003

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    if "\n" in text or len(text) > LONG:
        return dumper.represent_scalar(_TEXT, f"{text}\n", style="|")
    is_plain = isinstance(plain_value(text), str) and text.lower() not in {"y", "n"}
    style = None if is_plain else "'"
    return dumper.represent_scalar(_TEXT, text, style=style)


def _decimal(dumper: yaml.SafeDumper, number: Decimal) -> yaml.ScalarNode:
    if number == number.to_integral_value():
        return dumper.represent_int(int(number))
    return dumper.represent_scalar("tag:yaml.org,2002:float", f"{number.normalize():f}")


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Decimal, _decimal)


def dumped(value: dict[str, Any]) -> str:
    """Return `value` as the text of a YAML file, keys in their order, texts never folded."""
    text: str = yaml.dump(
        value,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=2**31,
    )
    return text
