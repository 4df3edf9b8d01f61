package vedette.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealsTest {

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "0.30000000000000004, 0.30000000000000004",
        "3, 3.0",
        "1e-7, 1E-07",
        "0.00001, 1E-05",
        "1e20, 1E+20",
        "123456789012345680, 1.2345678901234568E+17",
        "-0.0, -0.0",
        "NaN, NaN",
        "Infinity, inf",
        "-Infinity, -inf",
    })
    void areTheFewestDigitsThatReadBack(double value, String text) {
        assertThat(Reals.format(value)).isEqualTo(text);
    }
}
