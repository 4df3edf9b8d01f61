package vedette.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    private static final int LENGTH = 1 << 16;
    private static final int MOST_LOOKS_PER_CHARACTER = 300;

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            String password = "hunter2";                                | String password = "***";
            String pw = "x", dbPassword="it\\"s hunter2";               | String pw = "x", dbPassword="***";
            {"client-secret" : 'hunter2'}                               | {"client-secret" : "***"}
            var passPhrase = \"""hunter2\""";                           | var passPhrase = "***";
            %kql loganalytics://tenant='t';clientsecret=hunter2;x=1     | %kql loganalytics://tenant='t';clientsecret=***;x=1
            new Builder().clientSecret("hunter2").build()               | new Builder().clientSecret("***").build()
            setDatabasePassword( "hunter2" )                            | setDatabasePassword( "***" )
            "Authorization", "Bearer abcdef0123456789"                  | "Authorization", "Bearer ***"
            var t = "eyJhbGciOiJub25l.eyJzdWIiOiIxIn0.c2ln";            | var t = "***";
            x-eyJhbGciOiJub25l.eyJzdWIiOiIxIn0                          | x-***
            URI.create("https://x.blob/c?sv=1&sig=abc%2F&se=2")         | URI.create("https://x.blob/c?sv=1&sig=***&se=2")
            URI.create("https://user:hunter2@host/")                    | URI.create("https://user:***@host/")
            URI.create("redis://:hunter2@host/")                        | URI.create("redis://:***@host/")
            az login --password hunter2 --tenant t                      | az login --password *** --tenant t
            x--db-password 'hunter two' --tenant t                      | x--db-password *** --tenant t
            %env GH_TOKEN=hunter2                                       | %env GH_TOKEN=***
            %env SIGNING_KEY = hunter 2                                 | %env SIGNING_KEY =***
            -----BEGIN RSA PRIVATE KEY----- MII                         | ***
            """)
    void areHidden(String cell, String shown) {
        assertThat(Secrets.hide(cell)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SigninLogs | where TokenType == \"primary\" | count",
                "var token = lexer.next();",
                "password(\"Password: \")",
                "for (int i = 0; i < 10; i++) { passwords.add(i); }",
                "var key = \"ordinary\";",
                "%env LANG=C"
            })
    void areNotSeenInOrdinaryCells(String cell) {
        assertThat(Secrets.hide(cell)).isEqualTo(cell);
    }

    @ParameterizedTest
    @CsvSource({
        "GH_TOKEN, ***",
        "PASSPHRASE, ***",
        "GPG_PASSPHRASE, ***",
        "SSH_PASSPHRASE, ***",
        "DB_PASS, ***",
        "signing_key, ***",
        "PWD, value",
        "OLDPWD, value",
        "DB_PWD, ***",
        "LANG, value"
    })
    void areKnownByTheNameOfAVariable(String name, String shown) {
        assertThat(Secrets.hide(name, "value")).isEqualTo(shown);
    }

    @Test
    void areSeenInTheValueOfAnyVariable() {
        assertThat(Secrets.hide("HTTPS_PROXY", "http://user:hunter2@proxy:3128"))
                .isEqualTo("http://user:***@proxy:3128");
    }

    static Stream<String> shapes() {
        Stream<String> patterns = Stream.of(
                "x",
                "-",
                ".",
                " ",
                "\n",
                "\"",
                "\\\"",
                "x.-",
                "--",
                "--x",
                "--token",
                "--token ",
                "--token \"",
                "eyJ",
                "eyJ-",
                "eyJabcdefgh.",
                "eyJ-abcdefgh.x.",
                "token",
                "token ",
                "token\n",
                "token=\"",
                "token=\"\"\"",
                "token='\\'",
                "token=\"'",
                "token:token",
                "secret=secret",
                "set",
                "setToken(",
                "setToken( \"",
                "set.set",
                "basic ",
                "bearer x",
                "?sig=",
                "://",
                "x://x:",
                "x://x:x",
                "-----BEGIN ",
                "-----BEGIN PRIVATE KEY",
                "-----BEGIN PRIVATE KEY----------END ",
                "-----END PRIVATE KEY",
                "%env token",
                "\n%env token",
                "\n%env token=");
        return Stream.concat(
                patterns.map(pattern -> pattern.repeat(LENGTH / pattern.length())),
                Stream.of(
                                "\"" + "x".repeat(LENGTH),
                                "%env " + "token".repeat(LENGTH / 5),
                                "token=\"" + "x".repeat(LENGTH))
                        .flatMap(text -> Stream.of(text, text + "\"", text + "\\")));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void areLookedForInATimeThatGrowsWithTheTextAlone(String text) {
        for (Pattern pattern : Secrets.patterns()) {
            assertThat(pattern.matcher(new Counted(text)).results().count()).isNotNegative();
        }
    }

    /** A text that may be looked at so often, and no more. */
    private static final class Counted implements CharSequence {

        private final String text;
        private long looks;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            looks++;
            if (looks > (long) MOST_LOOKS_PER_CHARACTER * LENGTH) {
                throw new AssertionError("looked at too often");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
