"""Rules: what they say of a mail, and what the operator reads when one is wrong."""

from datetime import UTC, datetime
from typing import Any

import pytest

from maildesk.desk.assignment import Method
from maildesk.desk.calendar import default_calendar
from maildesk.desk.people import Organisation, People, Staff, Team
from maildesk.desk.rule_examples import RuleSurroundings, check_examples, check_names
from maildesk.desk.rule_facts import Facts, facts_of
from maildesk.desk.rules import RuleSet, Ruling, match, parse_rules
from maildesk.desk.ticket import Level, Priority, TicketType
from maildesk.mail.letter import Address, Attachment, Kind, Letter, Proof, Trust

Table = dict[str, Any]


def rules(*tables: Table) -> RuleSet:
    """Return a rule set; a table without a name gets one."""
    named = [{"name": f"r{number}", **table} for number, table in enumerate(tables, start=1)]
    ruleset, problems = parse_rules(named)
    assert problems == ()
    return ruleset


def ruling(facts: Facts, *tables: Table) -> Ruling:
    return match(rules(*tables), facts)


def holds(when: Table, facts: Facts) -> bool:
    return ruling(facts, {"when": when}).trace[0].matched


def problems(*tables: Table) -> tuple[str, ...]:
    return parse_rules(list(tables))[1]


class TestConditions:
    @pytest.mark.parametrize(
        ("when", "facts", "matched"),
        [
            ({"sender": "ann@example.com"}, Facts(sender="Ann@Example.COM"), True),
            ({"sender": "*@example.com"}, Facts(sender="ann@example.com"), True),
            ({"sender": "ann@example.com"}, Facts(sender="joann@example.com"), False),
            ({"sender": "ann?@example.com"}, Facts(sender="ann1@example.com"), True),
            ({"sender_domain": "example.com"}, Facts(sender="ann@example.com"), True),
            ({"sender_domain": "@example.com"}, Facts(sender="ann@mail.example.com"), True),
            ({"sender_domain": "example.com"}, Facts(sender="ann@badexample.com"), False),
            ({"sender_domain": ["example.org", "example.net"]}, Facts(sender="a@example.net"), True),
            ({"organisation": "acme"}, Facts(organisation="Acme"), True),
            ({"organisation": "Acme"}, Facts(), False),
            ({"vip": True}, Facts(vip=True), True),
            ({"vip": False}, Facts(vip=True), False),
            ({"mailbox": "support"}, Facts(mailbox="support"), True),
            ({"to": "complaints@*"}, Facts(to=("x@example.com", "complaints@example.com")), True),
            ({"to": "complaints@*"}, Facts(to=()), False),
            ({"language": "zh"}, Facts(language="zh-Hans"), True),
            ({"language": "zh-Hant"}, Facts(language="zh-Hans"), False),
            ({"language": "en"}, Facts(language=None), False),
            ({"header": {"name": "x-priority"}}, Facts(headers=(("X-Priority", "1"),)), True),
            (
                {"header": {"name": "X-Priority", "contains": "1"}},
                Facts(headers=(("X-Priority", "1 (Highest)"),)),
                True,
            ),
            ({"header": {"name": "X-Priority", "contains": "1"}}, Facts(headers=(("X-Priority", "3"),)), False),
            ({"header": {"name": "X-Other"}}, Facts(headers=(("X-Priority", "3"),)), False),
            ({"attachment_name": "*.log"}, Facts(attachments=(("Error.LOG", "text/plain"),)), True),
            ({"attachment_type": "image/*"}, Facts(attachments=(("a.png", "image/png"),)), True),
            ({"attachment_type": "image/*"}, Facts(attachments=(("a.txt", "text/plain"),)), False),
            ({"first_time": True}, Facts(first_time=True), True),
            ({"open_tickets": 3}, Facts(open_tickets=3), True),
            ({"open_tickets": 3}, Facts(open_tickets=2), False),
            ({"trust": 2}, Facts(trust=Trust.PROVEN), True),
            ({"trust": 2}, Facts(trust=Trust.UNKNOWN), False),
            ({"kind": "request"}, Facts(), True),
            ({"kind": ["bulk", "bounce"]}, Facts(kind=Kind.BULK), True),
            ({"subject_all": ["printer", "floor"]}, Facts(subject="Printer on floor 3"), True),
            ({"subject_all": ["printer", "floor"]}, Facts(subject="Printer"), False),
            ({"body_any": "can not print"}, Facts(body="I can\nnot  print"), True),
            ({"body_all": ["a", "b"]}, Facts(body="a and b"), True),
            ({"text_any": "invoice"}, Facts(subject="Hello", body="the invoice is wrong"), True),
            ({"text_any": "invoice"}, Facts(subject="Invoice", body=""), True),
            ({"text_any": "invoice"}, Facts(subject="Hello", body="there"), False),
        ],
    )
    def test_look_at_the_mail(self, when: Table, facts: Facts, matched: bool) -> None:
        assert holds(when, facts) is matched

    def test_all_that_are_written_must_hold(self) -> None:
        when = {"subject_any": "printer", "vip": True}

        assert holds(when, Facts(subject="printer", vip=True))
        assert not holds(when, Facts(subject="printer"))
        assert not holds(when, Facts(vip=True))

    def test_groups_nest(self) -> None:
        when = {
            "any": [{"vip": True}, {"all": [{"subject_any": "down"}, {"not": {"subject_any": "slow*"}}]}],
        }

        assert holds(when, Facts(vip=True))
        assert holds(when, Facts(subject="site down"))
        assert not holds(when, Facts(subject="site down and slowly"))
        assert not holds(when, Facts())

    def test_a_rule_without_conditions_matches_every_mail(self) -> None:
        assert holds({}, Facts())

    def test_the_hour_is_that_of_the_desk_and_may_go_over_midnight(self) -> None:
        at_21_in_shanghai = Facts(at=datetime(2026, 11, 23, 13, tzinfo=UTC), zone="Asia/Shanghai")

        assert holds({"hour": "18:00-08:00"}, at_21_in_shanghai)
        assert not holds({"hour": "08:00-18:00"}, at_21_in_shanghai)
        assert holds({"weekday": ["mon", "tue"]}, at_21_in_shanghai)
        assert not holds({"weekday": "sat"}, at_21_in_shanghai)

    def test_working_hours_are_those_of_a_calendar(self) -> None:
        calendars = {"default": default_calendar("UTC"), "east": default_calendar("Asia/Shanghai")}
        facts = Facts(at=datetime(2026, 11, 23, 12, tzinfo=UTC), calendars=calendars)

        assert holds({"in_hours": True}, facts)
        assert holds({"in_hours": False, "calendar": "east"}, facts)
        assert not holds({"in_hours": True, "calendar": "east"}, facts)


class TestWords:
    @pytest.mark.parametrize(
        ("word", "text", "found"),
        [
            ("art", "start", False),
            ("art", "the art of mail", True),
            ("art", "Art!", True),
            ("printer", "two printers", False),
            ("printer*", "two printers", True),
            ("*print", "misprint", True),
            ("打印机", "我的打印机坏了", True),
            ("打印机", "我的打印機壞了", True),
            ("網路", "网路不通", True),
            ("ＶＰＮ", "vpn broken", True),
            ("vpn", "ＶＰＮ连不上", True),
            ("vpn连", "ＶＰＮ连不上", True),
            ("wi?fi", "no wi-fi here", True),
            ("inv*overdue", "Invoice 12 is overdue", True),
            ("inv*overdue", "overdue invoice", False),
            ("c++", "C++ compiler", True),
            ("straße", "STRASSE", True),
            ("*", "", True),
            ("(a+)+$", "aaaaaaaaaaaaaaaa", False),
            ("*a*a*a*a*b", "a" * 5000, False),
        ],
    )
    def test_are_literal_or_globs_and_fold_case_width_and_script(self, word: str, text: str, found: bool) -> None:
        assert holds({"subject_any": word}, Facts(subject=text)) is found

    def test_behind_the_limit_of_a_body_are_not_looked_for(self) -> None:
        assert not holds({"body_any": "needle"}, Facts(body="x " * 20_000 + "needle"))


class TestOutcome:
    def test_is_empty_without_rules(self) -> None:
        found = match(RuleSet(), Facts(subject="anything"))

        assert found == Ruling()
        assert found.decided_priority is Priority.NORMAL
        assert found.method is None

    def test_the_first_rule_that_sets_a_field_wins(self) -> None:
        found = ruling(Facts(), {"set": {"team": "it"}}, {"set": {"team": "hr", "type": "incident"}})

        assert found.team == "it"
        assert found.type is TicketType.INCIDENT
        assert [(effect.field, effect.applied) for effect in found.trace[1].effects] == [
            ("type", True),
            ("team", False),
        ]

    def test_tags_and_cc_add_up_without_doubles(self) -> None:
        found = ruling(Facts(), {"set": {"tags": ["a", "b"], "cc": "x@example.com"}}, {"set": {"tags": ["b", "c"]}})

        assert found.tags == ("a", "b", "c")
        assert found.cc == ("x@example.com",)

    def test_stop_ends_the_asking(self) -> None:
        found = ruling(Facts(), {"set": {"stop": True}}, {"set": {"team": "it"}})

        assert found.team is None
        assert found.trace[1].skipped == "rule 1 said stop"

    def test_stop_of_a_rule_that_does_not_match_ends_nothing(self) -> None:
        found = ruling(Facts(), {"when": {"vip": True}, "set": {"stop": True}}, {"set": {"team": "it"}})

        assert found.team == "it"

    def test_a_rule_switched_off_is_not_asked(self) -> None:
        found = ruling(Facts(), {"set": {"team": "it"}, "enabled": False})

        assert found.team is None
        assert found.trace[0].skipped == "it is switched off"

    def test_priority_follows_from_impact_and_urgency_of_different_rules(self) -> None:
        found = ruling(Facts(), {"set": {"impact": "high"}}, {"set": {"urgency": "high"}})

        assert found.levels == (Level.HIGH, Level.HIGH)
        assert found.decided_priority is Priority.URGENT

    def test_a_priority_set_directly_wins_over_the_matrix(self) -> None:
        assert ruling(Facts(), {"set": {"impact": "high", "priority": "low"}}).decided_priority is Priority.LOW

    def test_of_hold_and_drop_the_first_decides(self) -> None:
        found = ruling(Facts(), {"set": {"hold": "check it"}}, {"set": {"drop": "spam"}})

        assert (found.hold, found.drop) == ("check it", None)

    @pytest.mark.parametrize(
        ("written", "method", "named"),
        [
            ("wang", Method.NAMED, "wang"),
            ("round_robin", Method.ROUND_ROBIN, None),
            ("least_loaded", Method.LEAST_LOADED, None),
            ("on_call", Method.ON_CALL, None),
            ("sticky", Method.STICKY, None),
        ],
    )
    def test_an_owner_is_a_name_or_a_method(self, written: str, method: Method, named: str | None) -> None:
        found = ruling(Facts(), {"set": {"owner": written}})

        assert (found.method, found.named) == (method, named)


class TestTrace:
    def test_of_a_hit_names_the_word_that_was_found(self) -> None:
        found = ruling(
            Facts(subject="My Printer is broken"),
            {"name": "printers", "when": {"subject_any": ["drucker", "printer"]}, "set": {"team": "it"}},
        )

        assert found.reasons() == ("Rule 1 (printers): subject has 'printer'; set team it.",)

    def test_of_a_miss_names_the_condition_that_failed(self) -> None:
        trace = ruling(Facts(sender="ann@example.com"), {"when": {"sender_domain": "example.org"}}).trace[0]

        assert not trace.matched
        assert [answer.words for answer in trace.because] == ["the sender's domain is 'example.com'"]

    def test_holds_one_entry_a_rule_in_their_order(self) -> None:
        found = ruling(Facts(), {"when": {"vip": True}}, {}, {"enabled": False})

        assert [(trace.number, trace.matched) for trace in found.trace] == [(1, False), (2, True), (3, False)]


class TestProblems:
    @pytest.mark.parametrize(
        ("table", "words"),
        [
            ({}, "rule 1, name: it is missing; give every rule a name of its own."),
            (
                {"name": "x", "when": {"subject_anny": "a"}},
                "rule 1 (x), when.subject_anny: there is no such key; did you mean 'subject_any'?",
            ),
            (
                {"name": "x", "set": {"priority": "hgih"}},
                "rule 1 (x), set.priority: 'hgih' is not known here; write one of 'urgent', 'normal' or 'low'.",
            ),
            (
                {"name": "x", "when": {"hour": "9-17"}},
                "rule 1 (x), when.hour[1]: '9-17' is not a span of hours; write \"18:00-08:00\".",
            ),
            (
                {"name": "x", "set": {"hold": "a", "drop": "b"}},
                "rule 1 (x), set: a mail cannot be held and dropped; keep one of `hold` and `drop`.",
            ),
            (
                {"name": "x", "when": {"calendar": "night"}},
                (
                    "rule 1 (x), when: `calendar` means nothing without `in_hours`; "
                    "write in_hours = true or false as well."
                ),
            ),
        ],
    )
    def test_say_which_rule_which_key_and_what_to_write(self, table: Table, words: str) -> None:
        assert problems(table) == (words,)

    def test_are_told_all_at_once_and_the_good_rules_still_work(self) -> None:
        ruleset, found = parse_rules(
            [{"name": "a", "whn": {}}, {"name": "b", "set": {"team": 3, "impact": "x"}}, {"name": "c"}]
        )

        assert len(found) == 3
        assert [rule.name for rule in ruleset.rules] == ["c"]

    def test_name_a_rule_that_has_another_s_name(self) -> None:
        assert "rule 2 (X), name" in problems({"name": "x"}, {"name": "X"})[0]

    def test_name_groups_that_lie_too_deep(self) -> None:
        when: Table = {"vip": True}
        for _ in range(6):
            when = {"not": when}

        assert "deeper" in problems({"name": "deep", "when": when})[0]

    def test_an_unknown_key_of_an_inner_group_gets_a_hint_too(self) -> None:
        assert "did you mean 'vip'?" in problems({"name": "x", "when": {"any": [{"vipp": True}]}})[0]


DESK = RuleSurroundings(
    people=People(
        staff=(Staff(id="wang", name="Wang Min", address="wang@example.com", aliases=("王",)),),
        teams=(Team(name="it"),),
        organisations=(Organisation(name="Acme", domains=("example.org",), vip=True),),
    ),
    calendars={"default": default_calendar("UTC")},
    policies=("default", "gold"),
    mailboxes=("support",),
)


PRINTERS: Table = {"name": "printers", "when": {"subject_any": "printer*"}, "set": {"team": "it", "impact": "high"}}


class TestExamples:
    def checked(self, example: Table, *before: Table) -> tuple[str, ...]:
        return check_examples(rules(*before, PRINTERS | {"example": [example]}), DESK)

    def test_that_are_right_say_nothing(self) -> None:
        assert self.checked({"subject": "Printer", "expect": {"team": "it", "priority": "urgent"}}) == ()

    def test_that_their_rule_does_not_match_say_why(self) -> None:
        assert self.checked({"subject": "Scanner"}) == (
            "rule 1 (printers), example 1: the rule does not match it: subject has none of the words.",
        )

    def test_that_must_not_match_but_do_are_named(self) -> None:
        assert "matches it" in self.checked({"subject": "printer", "matches": False})[0]

    def test_that_another_rule_takes_away_name_that_rule(self) -> None:
        wrong = self.checked({"subject": "printer", "expect": {"team": "it"}}, {"name": "all", "set": {"team": "hr"}})

        assert wrong == ("rule 2 (printers), example 1: team should be it but becomes hr by rule 1 (all).",)

    def test_know_the_organisation_of_their_sender(self) -> None:
        vip = {"name": "vip", "when": {"vip": True}, "example": [{"from": "bo@example.org"}]}

        assert check_examples(rules(vip), DESK) == ()

    def test_take_their_hour_in_the_desk_s_zone(self) -> None:
        night = {"name": "night", "when": {"in_hours": False}, "example": [{"at": datetime(2026, 11, 23, 20)}]}  # noqa: DTZ001

        assert check_examples(rules(night), DESK) == ()

    def test_of_a_rule_switched_off_are_not_looked_at(self) -> None:
        assert (
            check_examples(rules({"name": "x", "when": {"vip": True}, "example": [{}], "enabled": False}), DESK) == ()
        )


class TestNames:
    @pytest.mark.parametrize(
        ("table", "words"),
        [
            ({"set": {"team": "hr"}}, "set.team: no team is called 'hr'; known are it."),
            ({"set": {"owner": "lee"}}, "set.owner: no member of staff is called 'lee'"),
            ({"set": {"policy": "tin"}}, "set.policy: no SLA policy is called 'tin'; known are default, gold."),
            ({"when": {"in_hours": True, "calendar": "x"}}, "when.calendar: no calendar is called 'x'"),
            ({"when": {"not": {"mailbox": "sales"}}}, "when.mailbox: no mailbox is called 'sales'"),
        ],
    )
    def test_that_nobody_defined_are_told(self, table: Table, words: str) -> None:
        found = check_names(rules(table), DESK)

        assert len(found) == 1
        assert words in found[0]

    @pytest.mark.parametrize("owner", ["wang", "王", "wang@example.com", "sticky", "on_call"])
    def test_that_are_known_pass(self, owner: str) -> None:
        assert check_names(rules({"set": {"owner": owner, "team": "IT", "policy": "gold"}}), DESK) == ()


def test_the_facts_of_a_letter_are_its_new_words_and_its_proof() -> None:
    letter = Letter(
        sender=Address(name="Ann", address="ann@example.org"),
        to=(Address(address="support@example.com"),),
        cc=(Address(address="bo@example.org"),),
        subject="Printer",
        text="It is broken.\n> old words",
        reply="It is broken.",
        forwarded_text="Original words",
        proof=Proof(customer=Trust.LIKELY),
        attachments=(Attachment(part="2", filename="a.png", content_type="image/png", size=1, sha256="00"),),
    )

    facts = facts_of(letter, at=datetime(2026, 11, 23, tzinfo=UTC), organisation=DESK.people.organisations[0])

    assert facts.body == "It is broken.\nOriginal words"
    assert facts.to == ("support@example.com", "bo@example.org")
    assert facts.trust is Trust.LIKELY
    assert facts.vip
    assert facts.attachments == (("a.png", "image/png"),)
