package vedette.emulator;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The bearer tokens that an emulator accepts. Safe for any thread. */
public final class Tokens {

    private final InstantSource clock;
    private final Map<String, Instant> accepted = new ConcurrentHashMap<>();

    Tokens(InstantSource clock) {
        this.clock = clock;
    }

    /** Accepts a token from now on, without an end. */
    public void accept(String token) {
        accept(token, Instant.MAX);
    }

    /** Accepts a token until a moment; afterwards it is an expired one. */
    public void accept(String token, Instant until) {
        accepted.put(token, until);
    }

    /** Makes an accepted token an expired one, now. */
    public void expire(String token) {
        accepted.replace(token, Instant.MIN);
    }

    /** What is wrong with the token that a request carries; empty where it is accepted. */
    public Optional<Refusal> check(SeenRequest request) {
        Optional<String> header = request.header("Authorization");
        if (header.isEmpty()) {
            return Optional.of(Refusal.MISSING);
        }
        String value = header.get();
        Instant until = value.regionMatches(true, 0, "Bearer ", 0, 7)
                ? accepted.get(value.substring(7).strip())
                : null;
        if (until == null) {
            return Optional.of(Refusal.UNKNOWN);
        }
        return until.isAfter(clock.instant()) ? Optional.empty() : Optional.of(Refusal.EXPIRED);
    }

    /** Why a request is not let in. */
    public enum Refusal {
        MISSING,
        UNKNOWN,
        EXPIRED
    }

    /** Tokens never reach output. */
    @Override
    public String toString() {
        return accepted.size() + " tokens";
    }
}
