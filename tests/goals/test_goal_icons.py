import pytest

from mitsprache.goals.enums import GoalKind
from mitsprache.goals.models import Goal
from mitsprache.goals.templatetags.goal_icons import goal_icon


@pytest.mark.parametrize(
    ("key", "icon"),
    [
        ("kommunales-wahlrecht", "vote"),
        ("gegen-rechtsextremismus", "shield"),
        ("migration-und-behinderung", "accessible"),
        ("migration-und-alter", "elderly"),
        ("interkulturelle-oeffnung", "diversity"),
        ("kultur-und-sport", "festival"),
        ("arbeitskreise", "group"),
        ("staedtepartnerschaft-trabzon", "globe"),
    ],
)
def test_words_of_the_key_choose_the_icon(key: str, icon: str) -> None:
    assert goal_icon(Goal(key=key)) == icon


def test_unknown_subject_gets_the_icon_of_its_kind() -> None:
    assert goal_icon(Goal(key="anderes", kind=GoalKind.GOAL)) == "flag"
    assert goal_icon(Goal(key="anderes", kind=GoalKind.ACTIVITY)) == "handshake"
