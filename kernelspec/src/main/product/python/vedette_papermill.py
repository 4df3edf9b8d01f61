"""
Lets papermill pass parameters to notebooks in Java: each becomes a declaration, which may differ in type from the one in
the notebook's cell that is tagged "parameters". Installed beside papermill it needs no call.
"""

import json
import math
import re

from papermill.engines import NBClientEngine
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators

INT = range(-(2**31), 2**31)
LONG = range(-(2**63), 2**63)

DECLARATION = re.compile(
    r"^\s*(?:final\s+)?(?P<type>[\w.$<>\[\], ?]+?)\s+(?P<name>[A-Za-z_$][\w$]*)\s*=\s*(?P<value>.*?);"
    r"\s*(?://\s*(?P<help>.*?)\s*)?$"
)


class JavaTranslator(Translator):
    """Parameters as Java."""

    @classmethod
    def translate_escaped_str(cls, str_val):
        # JSON's escapes are Java's; what is not ASCII is escaped too, so that no encoding matters.
        return json.dumps(str(str_val))

    @classmethod
    def translate_none(cls, val):
        return "null"

    @classmethod
    def translate_int(cls, val):
        if val in INT:
            return str(val)
        return f"{val}L" if val in LONG else f'new java.math.BigInteger("{val}")'

    @classmethod
    def translate_float(cls, val):
        if math.isnan(val):
            return "Double.NaN"
        if math.isinf(val):
            return "Double.POSITIVE_INFINITY" if val > 0 else "Double.NEGATIVE_INFINITY"
        return repr(float(val))

    @classmethod
    def translate_list(cls, val):
        items = ", ".join(cls.translate(item) for item in val)
        if not val:
            return "new java.util.ArrayList<Object>()"
        return f"java.util.Arrays.asList({items})" if len(val) > 1 or val[0] is not None else (
            "java.util.Collections.singletonList(null)"
        )

    @classmethod
    def translate_dict(cls, val):
        # Keeps the order, and nulls, which Map.of does not.
        entries = " ".join(f"put({cls.translate(str(key))}, {cls.translate(item)});" for key, item in val.items())
        return f"new java.util.LinkedHashMap<String, Object>() {{{{ {entries} }}}}"

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}".strip()

    @classmethod
    def assign(cls, name, str_val):
        if not re.fullmatch(r"[A-Za-z_$][\w$]*", name):
            raise ValueError(f"{name!r} is no name of a variable in Java")
        if str_val.startswith("new java.util.LinkedHashMap"):
            return f"java.util.Map<String, Object> {name} = {str_val};"
        return f"{'Object' if str_val == 'null' else 'var'} {name} = {str_val};"

    @classmethod
    def inspect(cls, parameters_cell):
        """The parameters that a cell declares, for `papermill --help-notebook`."""
        found = []
        for line in parameters_cell["source"].splitlines():
            match = DECLARATION.match(line)
            if match:
                kind = "None" if match["type"] == "var" else match["type"]
                found.append(Parameter(match["name"], kind, match["value"], match["help"] or ""))
        return found


papermill_translators.register("java", JavaTranslator)


class Engine(NBClientEngine):
    """Papermill's own engine; it stands here because papermill looks for engines."""
