package vedette.examples;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** When somebody sits at a desk on one day, and random moments within. */
record Workday(Instant start, Instant end, RandomGenerator random) {

    private static final Duration OPENS = Duration.ofMinutes(7 * 60 + 10);
    private static final double LENGTH_HOURS = 8.2;

    /** A day that starts some time after seven and lasts about eight hours. */
    static Workday of(Instant midnight, RandomGenerator random) {
        Instant start = midnight.plus(OPENS).plusSeconds((long) Math.abs(random.nextGaussian() * 2700));
        double hours = Math.max(3, LENGTH_HOURS + random.nextGaussian() * 0.8);
        return new Workday(start, start.plusSeconds((long) (hours * 3600)), random);
    }

    /** A random moment of the day, less often around noon. */
    Instant moment() {
        long seconds = Duration.between(start, end).toSeconds();
        Instant moment = start.plusMillis((long) (random.nextDouble() * seconds * 1000));
        boolean lunch = Math.abs(
                        Duration.between(start.plusSeconds(seconds / 2), moment).toMinutes())
                < 20;
        return lunch && random.nextInt(3) > 0 ? moment() : moment;
    }

    /** About this many, as events that do not know of each other come. */
    static int about(double mean, RandomGenerator random) {
        return (int) Math.max(0, Math.round(mean + random.nextGaussian() * Math.sqrt(mean)));
    }

    static <T> T pick(T[] choices, RandomGenerator random) {
        return choices[random.nextInt(choices.length)];
    }
}
