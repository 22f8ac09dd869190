"""Rules meet whatever operators write and customers send."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from maildesk.desk.rule_facts import Facts
from maildesk.desk.rule_model import Then, When
from maildesk.desk.rule_words import SearchText, folded, whole_match, word_pattern
from maildesk.desk.rules import match, parse_rules

KEYS = sorted({field.alias or name for form in (When, Then) for name, field in form.model_fields.items()})
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.datetimes(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
tables = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("name", "when", "set", "example", "enabled"), values),
)
pattern_text = st.text(alphabet="ab*? 印é", max_size=12)


@settings(max_examples=300, deadline=None)
@given(st.lists(tables, max_size=4))
def test_whatever_is_written_becomes_rules_or_sentences(written: list[dict[str, Any]]) -> None:
    ruleset, problems = parse_rules(written)

    assert len(ruleset.rules) + len({problem.split(",")[0].split(" (")[0] for problem in problems}) >= len(written)
    assert all(problem.startswith("rule ") and problem.endswith((".", "?")) for problem in problems)


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=300), st.text(max_size=300), st.text(max_size=30), st.lists(pattern_text, min_size=1, max_size=3)
)
def test_whatever_is_sent_gets_a_ruling(subject: str, body: str, sender: str, words: list[str]) -> None:
    kept = [word for word in words if word] or ["a"]
    ruleset, problems = parse_rules(
        [
            {
                "name": "r",
                "when": {"any": [{"subject_any": kept}, {"body_all": kept}, {"sender": kept}, {"sender_domain": kept}]},
            }
        ]
    )
    assert problems == ()
    ruling = match(ruleset, Facts(subject=subject, body=body, sender=sender, at=datetime(2026, 1, 1, tzinfo=UTC)))

    assert len(ruling.trace) == 1


def by_hand(pattern: str, text: str) -> bool:
    """Match a whole glob by trying every length of every star."""
    if not pattern:
        return not text
    if pattern[0] == "*":
        return any(by_hand(pattern[1:], text[cut:]) for cut in range(len(text) + 1))
    return bool(text) and pattern[0] in ("?", text[0]) and by_hand(pattern[1:], text[1:])


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet="ab*?", max_size=6), st.text(alphabet="ab", max_size=7))
def test_a_whole_glob_matches_as_trying_by_hand_does(pattern: str, text: str) -> None:
    assert whole_match(pattern, text) is by_hand(pattern, text)


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet="印機*?", min_size=1, max_size=6), st.text(alphabet="印機", max_size=7))
def test_a_glob_of_a_script_without_blanks_is_found_anywhere(pattern: str, text: str) -> None:
    expected = by_hand(f"*{folded(pattern)}*", folded(text))

    assert word_pattern(pattern).found_in(SearchText(folded(text))) is expected


def test_groups_of_absurd_depth_are_a_sentence_and_not_a_crash() -> None:
    when: dict[str, Any] = {"vip": True}
    for _ in range(400):
        when = {"not": when}

    ruleset, problems = parse_rules([{"name": "deep", "when": when}])

    assert ruleset.rules == ()
    assert len(problems) == 1
    assert "deeper than 5" in problems[0]
