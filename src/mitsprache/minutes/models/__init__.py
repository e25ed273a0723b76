"""Records of minutes and allowances."""

from mitsprache.minutes.models.allowances import AllowanceEntry, AllowanceList
from mitsprache.minutes.models.minutes import Correction, Minutes, MinutesItem, Signature

__all__ = ["AllowanceEntry", "AllowanceList", "Correction", "Minutes", "MinutesItem", "Signature"]
