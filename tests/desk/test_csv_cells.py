"""No cell of a CSV file becomes a formula, and numbers stay numbers."""

import csv

import pytest

from maildesk.desk.csv_cells import csv_cell, csv_line


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+4930", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =cmd|' /C calc'!A0", '"=1', "＝1", "\ufeff=1", "|x"],
)
def test_words_that_begin_like_a_formula_get_an_apostrophe(words: str) -> None:
    assert csv_cell(words) == f"'{words}"


@pytest.mark.parametrize("words", ["printer", "打印机", "a=b", "3 – 4", ""])
def test_other_words_stay_as_they_are(words: str) -> None:
    assert csv_cell(words) == words


def test_numbers_and_nothing_are_no_words() -> None:
    assert [csv_cell(each) for each in (-2, 1.5, True, False, None)] == ["-2", "1.5", "yes", "no", ""]


def test_a_line_is_read_back_as_it_was_written() -> None:
    cells = ["a,b", 'say "yes"', "two\nlines", "打印机"]
    assert next(csv.reader([csv_line(cells)])) == cells
