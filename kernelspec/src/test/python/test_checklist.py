"""No row of the checklist is without a test, and no test names a row that there is not."""

import pathlib
import re

from checklist import ELSEWHERE, ROWS


def test_each_row_is_covered():
    covered = set()
    for file in pathlib.Path(__file__).parent.glob("test_*.py"):
        for names in re.findall(r"@covers\(([^)]*)\)", file.read_text()):
            covered |= set(re.findall(r'"([^"]+)"', names))

    assert covered == set(ROWS)
    assert not covered & set(ELSEWHERE)
