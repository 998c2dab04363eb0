"""What a reader does with the page: filter, fold, go from one place to another, by mouse and by keyboard."""

EVERYBODY = ["octo-ada", "octo-bo", "octo-cleo", "octo-dev", "octo-eli", "octo-fay", "octo-gus", "octo-hana"]


def status(seen):
    return seen.page.get_by_role("status").inner_text()


def test_typing_leaves_those_whose_login_name_or_mentor_fits(opened):
    seen = opened("cohort")
    assert seen.shown == EVERYBODY
    assert status(seen) == "8 of 8 people shown"
    text = seen.page.get_by_label("Login, name or mentor")
    text.press_sequentially("Octo-F")
    assert seen.shown == ["octo-fay"]
    assert status(seen) == "1 of 8 people shown"
    text.fill("octo-guide")
    assert seen.shown == EVERYBODY[1::2]
    text.fill("nobody like that")
    assert seen.shown == []
    assert status(seen) == "0 of 8 people shown"
    seen.page.get_by_role("button", name="Show everybody").click()
    seen.until("document.querySelector('[role=status]').textContent.startsWith('8')")
    assert seen.shown == EVERYBODY


def test_the_status_is_told_to_who_does_not_see_it(opened):
    assert opened("cohort").page.get_by_role("status").get_attribute("aria-live") == "polite"


def test_rows_of_the_matrix_go_with_their_people(opened):
    seen = opened("cohort")
    seen.page.get_by_label("Login, name or mentor").fill("octo-gus")
    rows = seen.page.locator(".matrix tbody tr")
    visible = rows.evaluate_all("all => all.filter(one => one.checkVisibility()).map(one => one.cells[0].innerText)")
    assert [text.split()[0] for text in visible] == ["octo-gus", "octo-gus"]
    tiers = seen.page.locator("#matrix h3")
    assert [one.inner_text() for one in tiers.all() if one.is_visible()] == ["Member", "Reviewer"]


def test_tier_and_outcome_have_to_fit_the_same_tier(opened):
    seen = opened("cohort")
    seen.page.get_by_label("Tier looked at").select_option(label="Reviewer")
    assert seen.shown == ["octo-ada", "octo-cleo", "octo-eli", "octo-gus"]
    seen.page.get_by_label("Outcome").select_option(label="only people left to judge")
    assert seen.shown == ["octo-ada"]
    seen.page.get_by_label("Tier looked at").select_option(label="Member")
    assert seen.shown == ["octo-gus"]


def test_those_with_changes_alone(opened):
    seen = opened("cohort")
    seen.page.get_by_label("only with changes").check()
    assert seen.shown == ["octo-ada", "octo-gus"]


def test_enter_in_the_filter_leads_nowhere(opened):
    seen = opened("cohort")
    seen.page.get_by_label("Login, name or mentor").press("Enter")
    assert len(seen.asked) == 1


def test_a_tier_is_unfolded_and_folded_by_the_keyboard(opened):
    seen = opened("cohort")
    summary, criteria = (seen.page.locator(which).first for which in (".tier > summary", ".tier > .criteria"))
    summary.focus()
    assert not criteria.is_visible()
    seen.page.keyboard.press("Enter")
    assert criteria.is_visible()
    seen.page.keyboard.press("Space")
    assert not criteria.is_visible()


def test_the_first_tab_skips_to_the_content(opened):
    seen = opened("cohort")
    skip = seen.page.get_by_role("link", name="Skip to the content")
    assert skip.bounding_box()["x"] < 0
    seen.page.keyboard.press("Tab")
    assert skip.evaluate("one => one === document.activeElement")
    assert skip.bounding_box()["x"] >= 0
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("location.hash") == "#main"


def test_what_has_the_focus_can_be_seen_and_a_wide_table_can_have_it(opened):
    seen = opened("cohort", width=360)
    region = seen.page.get_by_role("region", name="Member")
    region.focus()
    seen.page.keyboard.press("ArrowRight")
    seen.until("document.querySelector('.matrix').scrollLeft > 0")
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_link_in_the_matrix_leads_to_the_person(opened):
    seen = opened("cohort")
    seen.page.locator(".matrix a", has_text="octo-hana").click()
    assert seen.page.evaluate("location.hash") == "#p-octo-hana"
    seen.until("document.querySelector('#p-octo-hana').getBoundingClientRect().top < innerHeight")


def test_a_link_to_a_group_unfolds_it(opened):
    seen = opened("cohort")
    card = seen.page.locator("#p-octo-bo")
    card.get_by_text("Groups that fit").click()
    card.get_by_role("link", name="WG Batch").click()
    seen.until("document.querySelector('#g-wg-batch').checkVisibility()")
