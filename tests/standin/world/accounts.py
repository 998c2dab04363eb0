"""Accounts, and organisations with their members."""

from __future__ import annotations

import sys
from typing import Any

from standin.world.values import EPOCH, normal_date


class User:
    """An account: a person, a bot or the account side of an organisation."""

    __slots__ = ("bio", "company", "created", "id", "implicit", "key", "location", "login", "name", "type")

    def __init__(self, login: str, ident: int, record: dict[str, Any], implicit: bool = False) -> None:
        self.login = sys.intern(login)
        self.key = sys.intern(login.lower())
        self.id = ident
        self.name: str | None = record.get("name")
        self.company: str | None = record.get("company")
        self.created: str = normal_date(record.get("createdAt"), "createdAt") or EPOCH
        self.bio: str | None = record.get("bio")
        self.location: str | None = record.get("location")
        kind = record.get("type") or ("Bot" if login.endswith("[bot]") else "User")
        if kind not in ("User", "Bot", "Organization"):
            raise ValueError(f"type {kind!r} is none of User, Bot, Organization")
        self.type: str = kind
        self.implicit = implicit


class Org:
    __slots__ = ("account", "members", "public")

    def __init__(self, account: User, members: list[str], public: list[str]) -> None:
        self.account = account
        self.members = dict.fromkeys(members)  # login keys, in order
        self.public = dict.fromkeys(public)

    @property
    def login(self) -> str:
        return self.account.login

    @property
    def id(self) -> int:
        return self.account.id
