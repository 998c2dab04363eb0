"""Many small questions in few documents: a result or a failure for each, whatever becomes of the others."""

import random
from dataclasses import replace

import pytest
from graphql import parse, validate
from standin.schema import github_schema
from unit.sources.github.hub import Hub
from unit.sources.github.sharing import TOKEN

from tracker.errors import LimitReached, SourceError
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.forms import fitting
from tracker.sources.github.api.pace import Pace
from tracker.sources.github.api.question import AskedAlong, Question
from tracker.sources.github.api.responses import OUT_OF_FORM, Answer, Problem, TooHeavy
from tracker.sources.github.api.settings import Settings

ACCIDENT = Problem(message="Something went wrong")
REFUSAL_OF_ALL = Problem(message="no", type="FORBIDDEN")
REFUSAL = Problem(message="Resource not accessible", type="FORBIDDEN")
HEAVY = TooHeavy("GitHub answered with status 502, twice")


def searches(*texts):
    field = "search(query: $q, type: $type, first: 1) { issueCount }"
    return {text: Question(field=field, values={"q": text, "type": "ISSUE"}) for text in texts}


def letters(count):
    return searches(*(f"{chr(97 + n % 26)}{n}" for n in range(count)))


@pytest.fixture
def hub(watch):
    return Hub(watch, count=len)


def failing(hub, *texts, problem=ACCIDENT):
    hub.problems = lambda name, given: (problem,) if given["query"] in texts else ()


def sizes(hub):
    return [len(fields) for fields in hub.asked]


def test_github_understands_a_document_and_each_value_is_written_once():
    documents = []

    class Client:
        def __init__(self):
            self.sizes = {}
            self.along = AskedAlong()
            self.points_left = None
            self.spent = False
            self.pace = Pace()

        def graphql(self, document, variables, **_):
            documents.append((document, variables))
            return Answer(data={})

    Batch(Client(), 10).all(letters(3))
    (document, variables), *_ = documents
    assert validate(github_schema(), parse(document)) == []
    assert list(variables.values()).count("ISSUE") == 1


def test_as_many_at_once_as_fit(hub):
    found = Batch(hub, 10).all(letters(25))
    assert sizes(hub) == [10, 10, 5]
    assert {one.data["issueCount"] for one in found.values()} == {2, 3}
    assert all(one.whole for one in found.values())


def test_weight_and_length_bound_a_document(hub):
    heavy = {key: Question(field=one.field, values=one.values, weight=6) for key, one in letters(4).items()}
    Batch(hub, 12).all(heavy)
    assert sizes(hub) == [2, 2]
    Batch(hub, 12).all(searches("x" * 60_000, "y" * 60_000, "z"))
    assert sizes(hub)[2:] == [1, 2]


def test_what_is_too_heavy_is_halved_and_recovers(hub):
    hub.answers = [HEAVY, HEAVY]
    batch = Batch(hub, 8)
    assert len(batch.all(letters(20))) == 20
    assert sizes(hub)[:3] == [8, 4, 2]
    batch.all(letters(100))
    assert max(sizes(hub)[-4:]) == 8


def test_what_is_too_heavy_alone_fails_alone(hub):
    hub.answers = [HEAVY, HEAVY, HEAVY]
    found = Batch(hub, 4).all(letters(4))
    assert [one.failed for one in found.values()] == [HEAVY.message, None, None, None]


def test_two_in_a_row_are_an_outage(hub):
    hub.answers = [HEAVY] * 4
    with pytest.raises(SourceError, match="502"):
        Batch(hub, 4).all(letters(4))


def test_an_accident_is_asked_again_in_less_and_then_fails_alone(hub):
    failing(hub, "b1")
    found = Batch(hub, 10).all(letters(4))
    assert sizes(hub) == [4, 1]
    assert [one.data is not None for one in found.values()] == [True, False, True, True]
    assert found["b1"].reason == "Something went wrong"


def test_a_refusal_is_not_asked_again(hub):
    failing(hub, "b1", problem=REFUSAL)
    found = Batch(hub, 10).all(letters(3))
    assert sizes(hub) == [3]
    assert found["b1"].reason == REFUSAL.message
    assert not found["b1"].absent


def test_only_not_found_is_knowledge(hub):
    failing(hub, "b1", problem=Problem(message="no such", type="NOT_FOUND"))
    assert Batch(hub, 10).all(letters(2))["b1"].absent
    assert sizes(hub) == [2]


def test_one_field_that_takes_the_whole_answer_with_it_takes_no_other_question_along(hub):
    error = Problem(message="More than five AND / OR / NOT operators were used.", type="UNPROCESSABLE", path=("q_2",))
    hub.answers = [Answer(data={}, errors=(error,))]
    found = Batch(hub, 10).all(letters(3))
    assert sizes(hub) == [3, 2]
    assert found["b1"].failed == error.message
    assert found["a0"].whole
    assert found["c2"].whole


@pytest.mark.parametrize("data", [{}, {"q": {"issueCount": 0}, "q_2": {"issueCount": 0}}])
def test_nothing_beside_an_error_without_a_path_is_believed(hub, data):
    refused = Answer(data=data, errors=(Problem(message="an IP allow list", type="FORBIDDEN"),))
    hub.answers = [refused]
    found = Batch(hub, 10).all(letters(2))
    assert [(one.failed, one.data) for one in found.values()] == [("an IP allow list", None)] * 2
    passing = Answer(data=data, errors=(ACCIDENT,))
    hub.answers = [passing]
    assert all(one.whole for one in Batch(hub, 10).all(letters(2)).values())
    hub.answers = [passing] * 4
    assert {one.failed for one in Batch(hub, 10).all(letters(2)).values()} == {ACCIDENT.message}


def test_part_of_an_answer_that_is_too_heavy_is_asked_for_alone(hub):
    heavy = Problem(message="too much", type="RESOURCE_LIMITS_EXCEEDED", path=("q_2", "reviews"))
    hub.answers = [Answer(data={"q": {"issueCount": 1}, "q_2": {"issueCount": 1}}, errors=(heavy,))]
    assert all(one.whole for one in Batch(hub, 10).all(letters(2)).values())
    assert sizes(hub) == [2, 1]


def test_what_came_before_a_limit_stands(hub):
    hub.answers = [None, LimitReached("used up", wait=1)]
    results = Batch(hub, 2).ask(letters(4))
    assert len(next(results)) == 2
    with pytest.raises(LimitReached):
        next(results)


def test_what_a_limit_leaves_over_has_failed_for_that_reason(hub):
    hub.answers = [None, LimitReached("used up", wait=1)]
    first, rest = Batch(hub, 10).settle(letters(15))
    assert all(one.whole for one in first.values())
    assert {key: one.failed for key, one in rest.items()} == dict.fromkeys(list(letters(15))[10:], "used up")


def test_only_a_document_of_one_question_is_said_to_be_indivisible():
    said = []

    class Client:
        sizes = {}  # noqa: RUF012 - a stand-in for one test
        along = AskedAlong()
        points_left = None
        spent = False
        pace = Pace()

        def graphql(self, document, variables, *, divisible):
            said.append(divisible)
            return Answer(data={"q": {"issueCount": 1}, "q_2": {"issueCount": 1}})

    Batch(Client(), 10).all(searches("a"))
    Batch(Client(), 10).all(searches("c", "d"))
    assert said == [False, True]


def test_documents_begin_with_the_goal_and_grow_while_answers_are_quick(hub):
    Batch(hub, 12, goal=3).all(letters(20))
    assert sizes(hub) == [3, 6, 11]


def test_a_slow_answer_halves_the_next_document_and_the_host_is_remembered_so(hub):
    hub.slow = 6.0
    Batch(hub, 8, goal=8, name="Letters").all(letters(14))
    assert sizes(hub) == [8, 4, 2]
    hub.slow = 0.0
    hub.asked.clear()
    Batch(hub, 8, goal=8, name="Letters").all(letters(3))
    Batch(hub, 8, goal=8, name="Others").all(letters(8))
    assert sizes(hub) == [1, 2, 8]


@pytest.mark.parametrize(("points", "expected"), [(None, [7]), (4, [7]), (3, [6, 1]), (1, [2, 2, 2, 1]), (0, [1] * 7)])
def test_a_document_takes_no_more_points_than_are_left(hub, points, expected):
    hub.points_left = points
    questions = {key: replace(one, connections=50) for key, one in letters(7).items()}
    Batch(hub, 10).all(questions)
    assert sizes(hub) == expected


@pytest.mark.parametrize(("points", "expected"), [(3, [4, 3]), (2, [2, 2, 2, 1]), (1, [2, 2, 2, 1])])
def test_points_may_be_kept_back_but_for_the_last(hub, points, expected):
    hub.points_left = points
    Batch(hub, 10, spare=1).all({key: replace(one, connections=50) for key, one in letters(7).items()})
    assert sizes(hub) == expected


def test_there_may_be_less_room_in_the_next_document(hub):
    rooms = iter([2, 5, 5])
    Batch(hub, 10, room=lambda: next(rooms)).all(letters(8))
    assert sizes(hub) == [2, 5, 1]


def test_slow_answers_to_single_questions_do_not_make_documents_smaller(hub):
    hub.slow = 6.0
    batch = Batch(hub, 8, goal=8)
    for one in letters(4).items():
        batch.all(dict([one]))
    batch.all(letters(8))
    assert sizes(hub) == [1, 1, 1, 1, 8]


@pytest.fixture
def strict():
    """A GitHub whose every answer goes through the check of its form; it gives records of ``wrong`` texts in no form."""

    class Client:
        sizes = {}  # noqa: RUF012 - a stand-in for one test
        along = AskedAlong()
        points_left = None
        spent = False
        pace = Pace()
        settings = Settings(token=TOKEN)

        def __init__(self):
            self.wrong = frozenset()
            self.asked = []

        def graphql(self, document, variables, **_):
            texts = [value for name, value in sorted(variables.items()) if value != "ISSUE"]
            self.asked.append(len(texts))
            data = {}
            for n, text in enumerate(texts, 1):
                nodes = [{"totalCount": "many"}] * 150 if text in self.wrong else []
                data["q" if n == 1 else f"q_{n}"] = {"issueCount": 1, "nodes": nodes}
            fit, places = fitting(data)
            return Answer(data=fit, errors=tuple(Problem(message="odd", type=OUT_OF_FORM, path=one) for one in places))

    return Client()


@pytest.mark.parametrize("wrong", [{"c2"}, {"a0", "h7"}, {"a0", "b1", "c2"}])
def test_a_record_that_is_out_of_form_in_very_many_places_takes_no_other_along(strict, wrong):
    strict.wrong = wrong
    found = Batch(strict, 40).all(letters(40))
    assert {key for key, one in found.items() if not one.whole} == wrong
    assert len(strict.asked) < 20


def test_a_hub_that_gives_nothing_in_its_form_is_not_asked_for_each_record(strict):
    strict.wrong = frozenset(letters(60))
    assert {one.failed for one in Batch(strict, 20).all(letters(60)).values()} == {"odd"}
    assert len(strict.asked) < 20


def test_an_accident_of_all_that_one_question_causes_takes_no_other_along(hub):
    hub.problems = lambda name, given: ()
    whole = hub.graphql

    def graphql(document, variables, **more):
        answer = whole(document, variables, **more)
        return replace(answer, errors=(ACCIDENT,)) if "c2" in variables.values() else answer

    hub.graphql = graphql
    found = Batch(hub, 10).all(letters(8))
    assert {key for key, one in found.items() if not one.whole} == {"c2"}


def test_a_question_that_is_too_heavy_alone_makes_no_other_document_smaller(hub):
    hub.answers = [None, HEAVY, HEAVY, HEAVY, HEAVY]
    batch = Batch(hub, 8, name="Letters")
    found = batch.all(letters(24))
    assert [key for key, one in found.items() if one.heavy] == ["i8"]
    assert sizes(hub) == [8, 8, 4, 2, 1, 1, 8, 6]
    assert hub.sizes["Letters"] == 8


def test_accidents_of_single_questions_make_no_other_document_smaller(hub):
    failing(hub, *letters(3))
    batch = Batch(hub, 8, name="Letters")
    for one in letters(3).items():
        batch.all(dict([one]))
    assert hub.sizes["Letters"] == 8


def test_after_some_in_a_row_the_others_are_said_to_be_untried(hub):
    hub.answers = [None, *[HEAVY] * 5]
    found = Batch(hub, 2).all(letters(12))
    assert [(one.heavy, one.untried) for one in found.values()] == [
        *[(False, False)] * 2, *[(True, False)] * 4, *[(False, True)] * 6,
    ]  # fmt: skip


# -- asked along -------------------------------------------------------------------------------------


@pytest.fixture
def along(hub):
    """Adds questions that are asked along, by text; what came for them."""
    came = {}

    def add(*texts, **more):
        for key, one in searches(*texts).items():
            hub.along.add(replace(one, **more), lambda result, key=key: came.setdefault(key, result))
        return came

    return add


def test_what_is_asked_along_takes_no_document_of_its_own(hub, along):
    came = along("xx", "yyy")
    found = Batch(hub, 10).all(letters(2))
    assert hub.texts == [["a0", "b1", "xx", "yyy"]]
    assert {key: one.data["issueCount"] for key, one in came.items()} == {"xx": 2, "yyy": 3}
    assert found.keys() == {"a0", "b1"}
    Batch(hub, 10).all(letters(2))
    assert hub.texts[1:] == [["a0", "b1"]]


def test_what_came_along_is_given_once_to_whoever_asks_for_it(hub, along):
    along("xx")
    Batch(hub, 10).all(letters(1))
    along("xx")
    found = Batch(hub, 10).all({"other": replace(searches("xx")["xx"], name="another"), **letters(1)})
    assert {key: one.data["issueCount"] for key, one in found.items()} == {"other": 2, "a0": 2}
    assert hub.texts == [["a0", "xx"], ["a0"]]
    Batch(hub, 10).all(searches("xx"))
    Batch(hub, 10, apart=True).all(searches("xx"))
    assert hub.texts[2:] == [["xx"], ["xx"]]


@pytest.mark.parametrize(("connections", "goes"), [(147, True), (148, False)])
def test_what_is_free_takes_no_point_of_its_own(hub, connections, goes):
    (question,) = searches("xx").values()
    batch = Batch(hub, 10)
    batch.expect(replace(question, connections=connections), free=True)
    batch.all(letters(2))
    assert hub.texts == [["a0", "b1", "xx"] if goes else ["a0", "b1"]]


@pytest.mark.parametrize("more", [{"weight": 5_000}, {"connections": 200}, {"field": "x" * 100_000}])
def test_what_has_no_room_waits(hub, along, more):
    hub.points_left = 2
    came = along("xx", **more)
    Batch(hub, 10).all(letters(2))
    assert (hub.texts, came) == ([["a0", "b1"]], {})


@pytest.mark.parametrize(
    "trouble",
    [Answer(data={}, errors=(ACCIDENT,)), Answer(data={"q": None}, errors=(REFUSAL,)), Answer(data={})],
)
def test_trouble_is_not_for_what_is_asked_along_to_make(hub, along, trouble):
    came = along("xx")
    hub.answers = [trouble]
    batch = Batch(hub, 10, name="Letters")
    assert all(one.whole for one in batch.all(letters(4)).values())
    assert hub.texts == [["a0", "b1", "c2", "d3", "xx"], ["a0", "b1", "c2", "d3"]]
    assert came == {}
    assert hub.sizes["Letters"] == 10


def test_what_takes_the_whole_answer_with_it_is_asked_again_once_however_much_waits_to_go_along(hub):
    batch = Batch(hub, 10)
    for place in range(200):
        batch.expect(next(iter(searches(f"w{place}").values())))
    hub.answers = [Answer(data={}, errors=(REFUSAL_OF_ALL,))] * 20
    batch.all(letters(2))
    assert len(hub.asked) == 2


def test_slow_answers_now_and_then_leave_documents_large(hub):
    batch, slow = Batch(hub, 12_000, goal=5_400), iter(random.Random(1).choices([6.0, 0.8], [3, 97], k=100_000))
    given = hub.graphql

    def graphql(*words, **how):
        return replace(given(*words, **how), seconds=next(slow))

    hub.graphql = graphql
    batch.all({n: replace(one, weight=36) for n, one in letters(3_000).items()})
    assert len(hub.asked) < 200


@pytest.mark.parametrize(("own", "asked"), [(1, [2, 1]), (4, [5, 2, 2])])
def test_a_document_that_is_too_heavy_is_made_smaller_without_what_was_asked_along(hub, along, own, asked):
    came = along("xx")
    hub.answers = [HEAVY]
    assert all(one.whole for one in Batch(hub, 10).all(letters(own)).values())
    assert (sizes(hub), came) == (asked, {})


@pytest.mark.parametrize("problem", [ACCIDENT, REFUSAL, Problem(message="no such", type="NOT_FOUND")])
def test_only_what_came_whole_is_taken(hub, along, problem):
    came = along("xx")
    failing(hub, "xx", problem=problem)
    assert all(one.whole for one in Batch(hub, 10).all(letters(2)).values())
    assert came == {}


def test_nothing_that_came_along_is_no_answer(hub, along):
    """Whoever asks for it asks GitHub once more."""
    came = along("xx")
    given = hub.graphql

    def graphql(document, variables, **how):
        answer = given(document, variables, **how)
        return replace(answer, data=dict.fromkeys(answer.data)) if len(hub.asked) == 1 else answer

    hub.graphql = graphql
    batch = Batch(hub, 10)
    batch.all(letters(1))
    assert came == {}
    assert batch.all(searches("xx"))["xx"].data
    assert hub.texts == [["a0", "xx"], ["xx"]]


def test_what_is_asked_for_meanwhile_is_not_asked_along(hub, along):
    along("xx", "yyy")
    hub.along.drop(searches("xx").values())
    Batch(hub, 10).all(letters(1))
    assert hub.texts == [["a0", "yyy"]]


def test_what_is_asked_apart_takes_nothing_along(hub, along):
    along("xx")
    Batch(hub, 10, apart=True).all(letters(1))
    Batch(hub, 10).all(letters(1))
    assert hub.texts == [["a0"], ["a0", "xx"]]


ONE_NULL = Answer(data={}, errors=(Problem(message="no", type="FORBIDDEN", path=("q",)),))


def test_what_was_asked_along_is_not_believed_where_one_field_took_the_whole_answer_with_it(hub):
    taken = []
    batch = Batch(hub, 10)
    batch.expect(searches("z")["z"], taken.append)
    hub.answers = [ONE_NULL]
    found = batch.all(searches("a"))
    assert found["a"].failed
    assert taken == []


def test_one_question_too_heavy_beside_what_is_asked_along_is_asked_alone(hub):
    heavy = Problem(message="too much", type="RESOURCE_LIMITS_EXCEEDED")
    taken = []
    batch = Batch(hub, 10)
    for other in ("y", "z"):
        batch.expect(replace(searches(other)[other], weight=3_000), taken.append)
    given = hub.graphql

    def graphql(document, variables, **how):
        hub.problems = lambda *_: (heavy,) if len(variables) > 2 else ()
        return given(document, variables, **how)

    hub.graphql = graphql
    found = batch.all(searches("aaa"))
    assert found["aaa"].whole
    assert sizes(hub) == [2, 1]


def weighing(weight, count):
    return {key: replace(one, weight=weight) for key, one in letters(count).items()}


@pytest.mark.parametrize(("seconds", "most"), [(4.4, 22), (2.2, 45), (0.0, 60)])
def test_a_document_takes_half_of_the_time_at_the_pace_of_the_one_before(hub, seconds, most):
    hub.slow = seconds
    Batch(hub, 60 * 200, "One", goal=22 * 200).all(weighing(200, 22))
    hub.slow = 0.0
    Batch(hub, 60 * 200, "Other", goal=60 * 200).all(weighing(200, 60))
    assert sizes(hub)[:2] == [22, most]


def test_the_next_run_begins_with_what_takes_half_of_the_time(hub):
    hub.slow = 4.4
    Batch(hub, 60 * 200, "Letters", goal=22 * 200).all(weighing(200, 80))
    assert hub.sizes["Letters"] <= 22.5 * 200


def test_one_slow_answer_does_not_keep_documents_small(hub):
    hub.slow = 40.0
    Batch(hub, 60 * 200, "One", goal=20 * 200).all(weighing(200, 20))
    hub.slow = 0.1
    Batch(hub, 60 * 200, "Other", goal=60 * 200).all(weighing(200, 120))
    assert sizes(hub)[1] == 2
    assert max(sizes(hub)) > 40


def test_documents_do_not_grow_beyond_what_is_in_time_and_do_again_after_a_slow_one(hub):
    hub.slow = 5.5
    batch = Batch(hub, 60 * 200, "Single", goal=20 * 200)
    batch.all(weighing(200, 20))
    hub.slow = 2.2
    batch.all(weighing(200, 70))
    assert sizes(hub)[:2] == [20, 10]
    assert max(sizes(hub)[2:]) == 20
    hub.asked.clear()
    hub.slow = 4.4
    Batch(hub, 60 * 200, "Letters", goal=20 * 200).all(weighing(200, 60))
    hub.slow = 0.0
    Batch(hub, 60 * 200, "Others", goal=20 * 200).all(weighing(200, 60))
    assert sizes(hub) == [20, 20, 20, 20, 40]


def timed_out(seconds=10.0):
    return TooHeavy("GitHub answered with status 502", seconds=seconds)


def test_after_a_time_out_no_document_of_any_kind_asks_for_half_as_much(hub, along):
    along("xx", "yyy", weight=1_000)
    hub.answers = [timed_out(), timed_out()]
    hub.slow = 2.0
    Batch(hub, 60 * 200, "Letters", goal=4_400).all(weighing(200, 12))
    assert sizes(hub)[:3] == [14, 6, 2]
    hub.asked.clear()
    hub.answers = [timed_out()]
    Batch(hub, 60 * 200, "Others", goal=20 * 200).all(weighing(200, 20))
    assert sizes(hub)[1] <= sizes(hub)[0] / 2 < 5


def test_what_is_given_up_at_once_says_nothing_of_other_kinds(hub):
    hub.answers = [timed_out(0.1)]
    Batch(hub, 60 * 200, "Letters").all(weighing(200, 22))
    hub.asked.clear()
    Batch(hub, 60 * 200, "Others").all(weighing(200, 22))
    assert sizes(hub) == [22]


def test_after_what_is_too_heavy_nothing_is_asked_along_until_something_is_answered(hub, along):
    along("xx", "yyy", weight=3_000)
    hub.answers = [HEAVY]
    Batch(hub, 8).all(letters(20))
    assert ["yyy" in texts for texts in hub.texts[:3]] == [False, False, True]


@pytest.mark.parametrize(("name", "most"), [("Slow", 11), ("Quick", 22), ("Unknown", 11)])
def test_how_fast_one_kind_is_answered_says_nothing_of_another(hub, name, most):
    hub.slow = 4.4
    Batch(hub, 60 * 200, "Slow", goal=11 * 200).all(weighing(200, 11))
    hub.slow = 0.1
    Batch(hub, 60 * 200, "Quick", goal=11 * 200).all(weighing(200, 11))
    Batch(hub, 22 * 200, name, goal=22 * 200).all(weighing(200, 22))
    assert sizes(hub)[2] == most
