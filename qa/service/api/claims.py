"""What a provider's claims mean here: which account, and what it may do."""

from typing import Any

from qa.settings import Settings
from qa.store.sql.identities import Identity
from qa.store.sql.users import Role


def identity_of(claims: dict[str, Any], settings: Settings) -> Identity:
    """Who logs in, called by the claim that the settings name, else by their address, else as the provider calls them."""
    called = (claims.get(name) for name in (settings.oidc_name_claim, "email", "sub"))
    return Identity(claims["iss"], claims["sub"], tuple(name for name in called if isinstance(name, str)))


def role_of(claims: dict[str, Any], settings: Settings) -> Role | None:
    """The highest role here that their roles there give; None where they may not come in."""
    held = _values(claims, settings.oidc_role_claim)
    if held.intersection(settings.oidc_admins or ()):
        return "admin"
    if held.intersection(settings.oidc_editors or ()):
        return "editor"
    if settings.oidc_readers is None or held.intersection(settings.oidc_readers):
        return "reader"
    return None


def _values(claims: dict[str, Any], name: str) -> frozenset[str]:
    """The values of the claim with this name; of "a.b", where no claim is called so, those of `b` within `a`."""
    value: Any = claims.get(name)
    if value is None:
        value = claims
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
    if isinstance(value, str):
        return frozenset({value})
    return frozenset(each for each in value if isinstance(each, str)) if isinstance(value, list) else frozenset()
