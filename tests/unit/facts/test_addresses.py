"""Logins and scopes as people type them, and as they copy them from a browser."""

import pytest

from tracker.errors import UsageError
from tracker.facts.people import Login
from tracker.facts.scopes import Scope

KUEUE = "kubernetes-sigs/kueue"


@pytest.mark.parametrize(
    "typed",
    [
        "octo-me",
        "@octo-me",
        " octo-me ",
        "https://github.com/octo-me",
        "https://github.com/octo-me/",
        "http://www.github.com/octo-me?tab=repositories",
        "github.com/octo-me",
        "https://github.com/octo-me#readme",
        "https://github.octo.example/octo-me",
        "https://octo.ghe.com/octo-me",
    ],
)
def test_a_login_however_it_is_typed(typed):
    assert Login.parse(typed).name == "octo-me"


@pytest.mark.parametrize(
    "typed",
    [
        "https://github.com/",
        "https://github.com/octo-me/repo",
        "https://github.com/orgs/kubernetes",
        "https://gitlab.com/octo-me",
        "https://github.com.octo.example:x/octo-me",
        "octo-me/repo",
        "@@octo-me",
    ],
)
def test_what_is_no_login(typed):
    with pytest.raises(UsageError, match="is not a GitHub login"):
        Login.parse(typed)


def test_an_address_in_what_others_wrote_is_no_login():
    assert Login.maybe("https://github.com/octo-me") is None


@pytest.mark.parametrize(
    ("typed", "scope"),
    [
        (KUEUE, KUEUE),
        (f"{KUEUE}:pkg/cache", f"{KUEUE}:pkg/cache"),
        (f"{KUEUE}/pkg/cache", f"{KUEUE}:pkg/cache"),
        (f"{KUEUE}/pkg/cache/", f"{KUEUE}:pkg/cache"),
        (f"https://github.com/{KUEUE}", KUEUE),
        (f"github.com/{KUEUE}/", KUEUE),
        (f"https://github.com/{KUEUE}/tree/main", KUEUE),
        (f"https://github.com/{KUEUE}/tree/main/pkg/cache", f"{KUEUE}:pkg/cache"),
        (f"https://github.com/{KUEUE}/tree/release-0.9/pkg?plain=1#L3", f"{KUEUE}:pkg"),
        (f"https://github.com/{KUEUE}/blob/main/pkg/cache/OWNERS", f"{KUEUE}:pkg/cache"),
        (f"https://github.com/{KUEUE}/blob/HEAD/OWNERS", KUEUE),
        (f"https://github.com/{KUEUE}/tree/some-branch", KUEUE),
    ],
)
def test_a_scope_however_it_is_typed(typed, scope):
    assert str(Scope.parse(typed)) == scope


@pytest.mark.parametrize(
    "typed",
    [
        "kueue",
        "https://github.com/kubernetes-sigs",
        f"https://github.com/{KUEUE}/pulls",
        f"https://github.com/{KUEUE}/tree",
        f"https://gitlab.com/{KUEUE}",
        f"{KUEUE}/../etc",
        f"https://github.com/{KUEUE}/tree/main/../etc",
    ],
)
def test_what_is_no_scope(typed):
    with pytest.raises(UsageError, match="is not a scope"):
        Scope.parse(typed)


def test_where_a_branch_may_go_on_nothing_is_guessed():
    with pytest.raises(UsageError, match="does not say where the branch's name ends") as caught:
        Scope.parse(f"https://github.com/{KUEUE}/tree/feature/x/pkg")
    assert caught.value.hint == f"Write one of {KUEUE}:x/pkg, {KUEUE}:pkg."
