"""Words for where a link leads."""

import pytest

from tracker.reports.destinations import destination


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://github.com/octo-org/octo/pull/12", "octo-org/octo#12"),
        ("https://github.com/octo-org/octo/issues/12#issuecomment-3", "octo-org/octo#12"),
        ("https://github.com/octo-org/octo/blob/HEAD/pkg/OWNERS", "pkg/OWNERS in octo-org/octo"),
        ("https://github.com/octo-org/octo/tree/main/wg-octo", "wg-octo in octo-org/octo"),
        ("https://github.com/search?type=issues&q=is%3Aissue", "a search on github.com"),
        ("https://github.com/octo-org/octo/issues?q=is%3Aissue+author%3Aocto-me", "a search in octo-org/octo"),
        ("https://github.com/octo-org/octo/issues", "github.com/octo-org/octo/issues"),
        ("https://github.com/octo-me", "github.com/octo-me"),
        ("https://www.octo.dev/docs/guide/", "octo.dev/docs/guide"),
        ("https://octo.dev/caf%C3%A9", "octo.dev/café"),
        (f"https://octo.dev/{'a/' * 60}end", f"…{('a/' * 60)[-56:]}end"),
        ("javascript:alert(1)", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_link_says_where_it_leads(url, said):
    assert destination(url) == said
