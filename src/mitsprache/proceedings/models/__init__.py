"""Records of what happens in a session."""

from mitsprache.proceedings.models.elections import Candidacy, Election, ElectionBallot, Tally
from mitsprache.proceedings.models.sitting import Bias, ItemRecord, Participant, Presence, Sitting
from mitsprache.proceedings.models.speakers import Speech
from mitsprache.proceedings.models.votes import Ballot, DeviceBallot, Vote

__all__ = [
    "Ballot",
    "Bias",
    "Candidacy",
    "DeviceBallot",
    "Election",
    "ElectionBallot",
    "ItemRecord",
    "Participant",
    "Presence",
    "Sitting",
    "Speech",
    "Tally",
    "Vote",
]
