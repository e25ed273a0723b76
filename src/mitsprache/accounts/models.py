"""Accounts and their roles."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.accounts.enums import RoleName
from mitsprache.kernel import clock


class UserManager(BaseUserManager["User"]):
    """Finds and makes accounts by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **values: Any) -> User:
        """Insert an account; without a password it can't log in before a reset by mail."""
        user = self.model(email=self.normalize_email(email).lower(), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Find an account by its address, upper and lower case alike."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who can log in, by e-mail address."""

    email = models.EmailField(_("E-Mail"), unique=True)
    name = models.CharField(_("Name"), max_length=150)
    language = models.CharField(
        _("Sprache"), max_length=12, choices=[("de", "Deutsch"), ("en", "English")], default="de"
    )
    is_active = models.BooleanField(_("aktiv"), default=True)
    date_joined = models.DateTimeField(_("angelegt"), default=clock.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("Zugang")
        verbose_name_plural = _("Zugänge")
        ordering = ["name", "email"]

    def __str__(self) -> str:
        return self.name or self.email


class Role(models.Model):
    """A role that an account holds."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    name = models.CharField(_("Rolle"), max_length=20, choices=RoleName.choices)

    class Meta:
        verbose_name = _("Rolle")
        verbose_name_plural = _("Rollen")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                name="role_once",
                violation_error_message=_("Diese Rolle hat der Zugang schon."),
            )
        ]

    def __str__(self) -> str:
        return self.get_name_display()


class CacheRow(models.Model):
    """The table behind Django's cache: counters of failed log-ins, the same in all workers.

    Django's database cache reads and writes it by SQL; its columns are the ones it expects.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
