"""How to reach an office or a person."""

from __future__ import annotations


def phone_uri(number: str) -> str:
    """Return a phone number as people write it in Germany in the form that `tel:` takes.

    '(0231) 50-0' becomes '+49231500'; a number with '+' or '00' keeps its country.
    """
    digits = "".join(sign for sign in number if sign.isascii() and sign.isdigit())
    if number.strip().startswith("+"):
        return f"+{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    return f"+49{digits[1:]}" if digits.startswith("0") else digits
