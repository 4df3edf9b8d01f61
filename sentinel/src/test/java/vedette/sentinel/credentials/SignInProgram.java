package vedette.sentinel.credentials;

import com.azure.core.http.HttpClient;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import vedette.kql.query.QueryContext;
import vedette.sentinel.ConnectionString;
import vedette.sentinel.SignInException;
import vedette.sentinel.TokenSource;

/** Signs in in a process of its own, for what the libraries read from the real environment and for what may not be loaded. */
final class SignInProgram {

    private SignInProgram() {}

    public static void main(String[] arguments) {
        TokenSource tokens = new Credentials(SignInSettings.ofProcess())
                .of(ConnectionString.parse(arguments[0], name -> Optional.empty()), unused());
        System.out.println("before: " + tokens.description());
        if (arguments.length > 1) {
            try {
                System.out.println("token: "
                        + tokens.token(QueryContext.NONE, arguments[1]).value());
                System.out.println("after: " + tokens.description());
            } catch (SignInException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
    }

    private static Supplier<HttpClient> unused() {
        // A lambda would load the client's class when it is made.
        return new Supplier<>() {
            @Override
            public HttpClient get() {
                throw new IllegalStateException("nothing here goes to Entra");
            }
        };
    }

    /** What the program prints. */
    static List<String> run(Map<String, String> environment, List<String> flags, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(flags);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SignInProgram.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.directory(new File(System.getProperty("java.io.tmpdir")));
        Process process = builder.start();
        try {
            List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IOException("the program did not end");
            }
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
