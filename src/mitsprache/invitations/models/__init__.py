"""Records of invitations."""

from mitsprache.invitations.models.delivery import Delivery, Link
from mitsprache.invitations.models.invitation import AgendaVersion, Invitation
from mitsprache.invitations.models.support import SupportRequest

__all__ = ["AgendaVersion", "Delivery", "Invitation", "Link", "SupportRequest"]
