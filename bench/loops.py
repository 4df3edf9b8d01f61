#!/usr/bin/env python3
"""What the checks by which cells are stopped cost in tight loops. See README.md."""

import argparse

from kernels import Kernel

LOOPS = {
    "sum of an array": "long s = 0; for (int i = 0; i < INTS.length; i++) { s += INTS[i]; } return s;",
    "scaled addition": "for (int i = 0; i < X.length; i++) { Y[i] += 1.5 * X[i]; } return (long) Y[7];",
    "dot product": "double s = 0; for (int i = 0; i < X.length; i++) { s += X[i] * Y[i]; } return (long) s;",
    "matrix product": "for (int i = 0; i < 200; i++) { for (int j = 0; j < 200; j++) { double s = 0;"
    " for (int k = 0; k < 200; k++) { s += A[i][k] * B[k][j]; } C[i][j] = s; } } return (long) C[3][4];",
    "sieve": "boolean[] no = new boolean[2_000_000]; int n = 0; for (int i = 2; i < no.length; i++) {"
    " if (!no[i]) { n++; for (long j = (long) i * i; j < no.length; j += i) { no[(int) j] = true; } } } return n;",
    "random numbers": "long x = 1; for (int i = 0; i < 10_000_000; i++) { x = x * 6364136223846793005L + 1; } return x;",
    "collatz": "long most = 0; for (int i = 1; i < 100_000; i++) { long n = i; int c = 0;"
    " while (n != 1) { n = (n & 1) == 0 ? n >> 1 : 3 * n + 1; c++; } most = Math.max(most, c); } return most;",
    "histogram": "int[] seen = new int[256]; for (byte b : BYTES) { seen[b & 255]++; } return seen[9];",
    "characters": "int n = 0; for (int i = 0; i < TEXT.length(); i++) { if (TEXT.charAt(i) == 'e') { n++; } } return n;",
    "recursion": "return fib(29);",
    "map of numbers": "var m = new java.util.HashMap<Integer, Integer>(); for (int i = 0; i < 300_000; i++) {"
    " m.merge(i & 1023, 1, Integer::sum); } return m.get(7);",
    "stream": "return java.util.stream.LongStream.range(0, 3_000_000).filter(n -> n % 3 == 0).map(n -> n * n).sum();",
}

CLASS = """
public class %s {
    static final int[] INTS = new java.util.Random(1).ints(4_000_000).toArray();
    static final double[] X = new java.util.Random(1).doubles(1_000_000).toArray(), Y = X.clone();
    static final double[][] A = new double[200][200], B = new double[200][200], C = new double[200][200];
    static final byte[] BYTES = new byte[8_000_000];
    static final String TEXT = "the quick brown fox ".repeat(200_000);
    static { new java.util.Random(1).nextBytes(BYTES); }
    static int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
    %s
}
"""

# What the compiler made without the kernel has no checks: the same text, loaded by a loader that is not a cell's.
MEASURE = """
import javax.tools.*;
Path folder = Files.createTempDirectory("loops");
Files.writeString(folder.resolve("Plain.java"), PLAIN);
ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), folder.resolve("Plain.java").toString());
Class<?> plain = new URLClassLoader(new URL[] {folder.toUri().toURL()}).loadClass("Plain");
double time(java.lang.reflect.Method method) {
    method.setAccessible(true);
    long start = System.nanoTime();
    method.invoke(null);
    return (System.nanoTime() - start) / 1e6;
}
for (int i = 0; i < NAMES.size(); i++) {
    var ours = Checked.class.getDeclaredMethod("loop" + i);
    var theirs = plain.getDeclaredMethod("loop" + i);
    for (int n = 0; n < ROUNDS; n++) { time(ours); time(theirs); }
    double[] checked = new double[ROUNDS], unchecked = new double[ROUNDS];
    for (int n = 0; n < ROUNDS; n++) { checked[n] = time(ours); unchecked[n] = time(theirs); }
    double best = Arrays.stream(checked).min().getAsDouble(), bestPlain = Arrays.stream(unchecked).min().getAsDouble();
    System.out.printf("%-16s %8.2f ms %8.2f ms   %.2f%n", NAMES.get(i), best, bestPlain, best / bestPlain);
}
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    options = parser.parse_args()
    methods = "".join(f"static long loop{i}() {{ {body} }}\n" for i, body in enumerate(LOOPS.values()))
    names = ", ".join(f'"{name}"' for name in LOOPS)
    cells = [
        CLASS % ("Checked", methods),
        f'var NAMES = List.of({names});\nint ROUNDS = {options.rounds};\nString PLAIN = """\n{CLASS % ("Plain", methods)}""";',
        MEASURE,
    ]
    print(f"{'loop':16} {'checked':>11} {'plain':>11}   ratio")
    with Kernel("vedette") as kernel:
        kernel.first_result()
        for cell in cells:
            kernel.client.execute_interactive(cell, timeout=600, allow_stdin=False)


if __name__ == "__main__":
    main()
