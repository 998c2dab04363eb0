"""The page at three widths, light and dark, on paper and without its script; and whom it might keep out."""

import re

import pytest

WIDTHS = (360, 768, 1280)
each_page = pytest.mark.parametrize("name", ["cohort", "person", "mentee", "request"])
each_width = pytest.mark.parametrize("width", WIDTHS)
UNFOLD = "document.querySelectorAll('details').forEach(one => one.open = true)"


# The two schemes differ in colours alone, and colours do not depend on the width.
@each_page
@pytest.mark.parametrize(("width", "scheme"), [*((width, "light") for width in WIDTHS), (WIDTHS[0], "dark")])
def test_nothing_runs_over_and_nobody_is_kept_out(opened, name, width, scheme):
    seen = opened(name, width=width, scheme=scheme)
    seen.page.evaluate(UNFOLD)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(seen.page, scheme) == []
    assert seen.said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nor_by_a_page_of_many_that_says_once_what_is_the_same(opened, scheme):
    seen = opened("class", width=360, scheme=scheme)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(seen.page, scheme) == []


def violations(page, scheme):
    """What axe-core calls serious or critical, and where; in the dark what is new there, the colours."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed: the extra [browser] has it"
    )
    rules = {"runOnly": ["color-contrast"]} if scheme == "dark" else {}
    found = axe.Axe().run(page, options={"resultTypes": ["violations"], **rules}).response
    assert found["passes"]
    return [
        (one["id"], [node["html"] for node in one["nodes"][:3]])
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_the_page_is_as_light_or_dark_as_the_reader_has_it(opened, scheme, dark):
    seen = opened("cohort", scheme=scheme)
    red, green, blue = seen.page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert (red + green + blue < 200) is dark


@each_width
def test_the_means_to_filter_stay_within_the_column(opened, width):
    page = opened("cohort", width=width).page
    edges = page.evaluate(
        "[...document.querySelectorAll('form input, form select, form button')].map(e => e.getBoundingClientRect().right)"
    )
    column = page.evaluate("document.querySelector('.week').getBoundingClientRect().right")
    assert len(edges) == 5
    assert max(edges) <= column


def test_on_a_phone_people_and_groups_stand_below_the_criteria(opened):
    phone, desk = (opened("person", width=width).page for width in (360, 1280))
    first, second = (f".cols > div:nth-child({place})" for place in (1, 2))
    box = "selector => document.querySelector(selector).getBoundingClientRect().toJSON()"
    assert phone.evaluate(box, second)["top"] >= phone.evaluate(box, first)["bottom"]
    assert desk.evaluate(box, second)["left"] >= desk.evaluate(box, first)["right"]


@pytest.mark.parametrize("name", ["person", "mentee"])
@pytest.mark.parametrize(("width", "height"), [(1280, 500), (768, 500), (360, 640)])
def test_the_first_step_is_on_the_first_screen(opened, name, width, height):
    page = opened(name, width=width, height=height).page
    bottom = page.evaluate("document.querySelector('.next li').getBoundingClientRect().bottom")
    assert bottom <= height


@pytest.mark.parametrize("name", ["cohort", "person", "mentee"])
@each_width
def test_a_status_does_not_run_into_what_it_is_about(opened, name, width):
    page = opened(name, width=width).page
    page.evaluate(
        f"{UNFOLD}; document.querySelectorAll('.person').forEach(one => one.style.contentVisibility = 'visible')"
    )
    over = page.evaluate("""[...document.querySelectorAll(".criteria > li > b, .lines > li > b")].filter(status => {
        const text = document.createRange();
        text.selectNodeContents(status);
        const [mine, its] = [status, status.nextElementSibling].map(one => one.getBoundingClientRect());
        return mine.top < its.bottom && its.top < mine.bottom && its.left < text.getBoundingClientRect().right;
    }).map(one => one.parentElement.innerText)""")
    assert page.locator(".lines > li > b").count()
    assert over == []


def test_headers_of_the_matrix_stay_while_it_is_scrolled(opened):
    page = opened("cohort", width=360, height=500).page
    matrix = page.locator(".matrix").first
    name = matrix.locator("tbody th").first
    before = name.bounding_box()["x"]
    matrix.evaluate("one => one.scrollLeft = 300")
    assert name.bounding_box()["x"] == before


def test_paper_has_the_answer_and_what_was_not_read_and_nothing_to_be_clicked(opened):
    seen = opened("cohort", scheme="dark")
    gaps = seen.page.locator(".gaps li").first
    assert not gaps.is_visible()
    seen.page.emulate_media(media="print", color_scheme="light")
    assert gaps.bounding_box()["height"] > 0
    assert seen.page.locator(".next li").first.is_visible()
    assert seen.page.locator(".lines li").first.is_visible()
    for hidden in ("form", "nav", ".tier summary", ".legend"):
        assert not seen.page.locator(hidden).first.is_visible()
    assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_twelve_people_print_on_fifteen_pages(opened):
    paper = opened("twelve").page.pdf()
    assert paper.startswith(b"%PDF")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", paper)) <= 15


def test_without_its_script_the_page_shows_everybody_and_no_filter(opened):
    seen = opened("cohort", java_script_enabled=False)
    assert seen.page.locator("article.person").count() == 8
    assert all(one.is_visible() for one in seen.page.locator("article.person").all())
    assert not seen.page.locator("form").is_visible()
    seen.page.locator(".tier summary").first.click()
    assert seen.page.locator(".tier .criteria").first.is_visible()


def test_five_hundred_people_open_at_once(opened):
    """Under half a second where it was measured; four times that, as machines differ and others may be at work there."""
    timing = "performance.getEntriesByType('navigation')[0]"
    times = []
    for _ in range(3):
        page = opened("many").page
        times.append(page.evaluate(f"[{timing}.domContentLoadedEventEnd, {timing}.loadEventEnd]"))
    assert min(loaded for _, loaded in times) < 2000
    assert all(0 < ready <= loaded for ready, loaded in times)
