"""Jupyter's own conformance suite for kernels."""

import unittest

import jupyter_kernel_test


class VedetteTests(jupyter_kernel_test.KernelTests):
    kernel_name = "vedette"
    language_name = "java"
    file_extension = ".java"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    complete_code_samples = ["1 + 1", "int a = 1;", "if (true) {\n    int b = 2;\n}"]
    incomplete_code_samples = ["if (true) {", "String text = (", '"""\nblock']
    invalid_code_samples = ["int int = 1;", "1 +* 2)"]
    code_generate_error = 'throw new IllegalStateException("expected");'
    code_execute_result = [{"code": "6 * 7", "result": "42"}, {"code": '"a" + "b"', "result": "ab"}]
    code_display_data = [{"code": 'display("shown");', "mime": "text/plain"}]
    code_page_something = 'page("a long text");'
    code_clear_output = "clearOutput();"
    completion_samples = [{"text": '"text".isBl', "matches": {"isBlank()"}}]
    code_inspect_sample = "String"
    code_history_pattern = "6 * ?"
    supported_history_operations = ("tail", "range", "search")


class IopubWelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "vedette"
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main()
