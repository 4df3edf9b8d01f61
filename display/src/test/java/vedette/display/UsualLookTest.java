package vedette.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How values look that no renderer knows. */
class UsualLookTest {

    private final Renderers renderers = new Renderers(List.of());

    record Event(String host, Object pid) {}

    record Named(String name) {
        @Override
        public String toString() {
            return "<" + name + ">";
        }
    }

    record Refusing(int good) {
        @Override
        public int good() {
            throw new IllegalStateException("no");
        }
    }

    private String text(Object value) {
        return renderers.render(value).text().orElseThrow();
    }

    private String html(Object value) {
        return String.valueOf(renderers.render(value).data().get(MimeBundle.HTML));
    }

    @Nested
    class Text {

        @Test
        void isWhatTheJdkSaysWhereThatIsGood() {
            for (Object value : List.of(
                    "a\nb",
                    7,
                    List.of(1, "x", List.of()),
                    Map.of("k", List.of(2)),
                    Optional.of("x"),
                    Optional.empty(),
                    new Event("a", 1),
                    new Named("n"),
                    Map.entry("k", "v"),
                    Thread.State.NEW)) {
                assertThat(text(value)).isEqualTo(value.toString());
            }
            assertThat(text(new HashMap<>(Collections.singletonMap(null, null))))
                    .isEqualTo("{null=null}");
        }

        @Test
        void looksIntoArraysWhereverTheyAre() {
            assertThat(text(new int[][] {{1}, {2, 3}})).isEqualTo("[[1], [2, 3]]");
            assertThat(text(Collections.singletonList(new String[] {"a", null})))
                    .isEqualTo("[[a, null]]");
            assertThat(text(new Event("a", new byte[] {1}))).isEqualTo("Event[host=a, pid=[1]]");
            assertThat(text(Optional.of(new char[] {'x'}))).isEqualTo("Optional[[x]]");
        }

        @Test
        void namesAPictureByItsSize() {
            assertThat(text(List.of(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB))))
                    .isEqualTo("[BufferedImage 3×2]");
        }
    }

    @Nested
    class Long {

        @Test
        void collectionsAreCutWithANotice() {
            assertThat(text(Collections.nCopies(5_000, 1))).endsWith("1, 1, ... (1,000 of 5,000 shown)]");
            assertThat(text(new int[1_001])).endsWith("0, ... (1,000 of 1,001 shown)]");
            assertThat(text(new int[1_000])).endsWith("0, 0]");
        }

        @Test
        void textsAreCutWithANotice() {
            assertThat(text("x".repeat(250_000))).endsWith("x…\n(99,999 of 250,000 characters shown)");
        }

        @Test
        void nestedOnesAreBoundedAsAWhole() {
            List<Object> nested = List.of("x".repeat(900));
            for (int i = 0; i < 6; i++) {
                nested = Collections.nCopies(900, nested);
            }
            assertThat(text(nested)).hasSizeLessThan(110_000).endsWith(" of 900 shown)]");
        }

        @Test
        void onlyWhatIsShownIsAskedFor() {
            List<Integer> asked = new ArrayList<>();
            List<Integer> endless = new AbstractList<>() {
                @Override
                public Integer get(int index) {
                    asked.add(index);
                    return index;
                }

                @Override
                public int size() {
                    return Integer.MAX_VALUE;
                }
            };

            assertThat(text(endless)).endsWith("999, ... (1,000 of 2,147,483,647 shown)]");
            assertThat(asked).doesNotContain(1_001);
        }

        @Test
        void tablesSayHowMuchOfThemIsShown() {
            assertThat(html(Collections.nCopies(250, new Event("a", 1))))
                    .endsWith("<small>first 100 of 250 rows</small>");
            Map<Integer, Integer> map = new HashMap<>();
            IntStream.range(0, 300).forEach(i -> map.put(i, i));
            assertThat(html(map)).endsWith("<small>first 100 of 300 entries</small>");
            assertThat(html(new int[2][80])).contains("<th").endsWith("<small>first 50 of 80 columns</small>");
        }
    }

    @Nested
    class Hostile {

        static Stream<Object> values() {
            Object throwing = new Object() {
                @Override
                public String toString() {
                    throw new IllegalStateException("no");
                }
            };
            Object erring = new Object() {
                @Override
                public String toString() {
                    throw new Error("no");
                }
            };
            Object silent = new Object() {
                @Override
                @SuppressWarnings("NullAway")
                public String toString() {
                    return null;
                }
            };
            List<Object> ring = new ArrayList<>();
            ring.add(new Event("ring", ring));
            Map<String, Object> around = new LinkedHashMap<>();
            around.put("me", around);
            AtomicReference<Object> self = new AtomicReference<>();
            self.set(self);
            List<Object> deep = new ArrayList<>();
            for (int i = 0; i < 100_000; i++) {
                deep = new ArrayList<>(List.of(deep));
            }
            return Stream.of(
                            throwing,
                            erring,
                            silent,
                            ring,
                            around,
                            self,
                            deep,
                            new Refusing(1),
                            sizeless(),
                            changing(),
                            entryless(null),
                            entryless(new IllegalStateException("no")),
                            keyless())
                    .flatMap(value -> Stream.of(
                            value,
                            Arrays.asList(value, value),
                            Map.of("k", value),
                            new Event("h", value),
                            Optional.of(value)));
        }

        private static Object sizeless() {
            return new AbstractList<Object>() {
                @Override
                public Object get(int index) {
                    throw new IllegalStateException("no");
                }

                @Override
                public int size() {
                    throw new IllegalStateException("no");
                }
            };
        }

        private static Object changing() {
            return new java.util.AbstractCollection<Object>() {
                @Override
                public Iterator<Object> iterator() {
                    throw new java.util.ConcurrentModificationException();
                }

                @Override
                public int size() {
                    return 3;
                }
            };
        }

        @SuppressWarnings({"DataFlowIssue", "NullAway"})
        private static Object entryless(@Nullable RuntimeException thrown) {
            return new AbstractMap<Object, Object>() {
                @Override
                public Set<Entry<Object, Object>> entrySet() {
                    if (thrown != null) {
                        throw thrown;
                    }
                    return null;
                }
            };
        }

        private static Object keyless() {
            return new AbstractMap.SimpleEntry<Object, Object>(1, 2) {
                private static final long serialVersionUID = 1L;

                @Override
                public Object getKey() {
                    throw new IllegalStateException("no");
                }
            };
        }

        @ParameterizedTest
        @MethodSource("values")
        void valuesHaveALookAllTheSame(Object value) {
            assertThat(text(value)).isNotEmpty().hasSizeLessThan(10_000);
        }

        @Test
        void whatFailedIsNamedInItsPlaceAndTold() {
            for (Object value : List.of(new Refusing(1), entryless(new IllegalStateException("no")), keyless())) {
                List<Renderers.Failure> failures = new ArrayList<>();
                renderers.render(value, failures::add);
                assertThat(failures)
                        .extracting(failure -> failure.thrown().getMessage())
                        .containsExactly("no");
            }
            assertThat(text(entryless(new IllegalStateException("no"))))
                    .isEqualTo("{(IllegalStateException after 0 elements)}");
            assertThat(text(keyless())).matches("\\(IllegalStateException in .*\\)");
            assertThat(text(List.of(1, new Refusing(1))))
                    .isEqualTo("[1, Refusing[good=(IllegalStateException in good())]]");
            List<Object> ring = new ArrayList<>();
            ring.add(ring);
            assertThat(text(ring)).isEqualTo("[(this ArrayList)]");
            List<Integer> shared = List.of(1);
            assertThat(text(List.of(shared, shared))).isEqualTo("[[1], [1]]");
        }

        @ParameterizedTest
        @ValueSource(strings = {"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "{{7*7}}", "$x$", "`"})
        void markupOfDataIsText(String markup) {
            Map<String, Object> row = Map.of(markup, markup);
            for (Object value : List.of(
                    row,
                    List.of(row),
                    new Event(markup, markup),
                    List.of(new Event(markup, List.of(markup))),
                    new String[][] {{markup}},
                    List.of(new Event("x".repeat(300) + markup, 1)))) {
                assertThat(html(value)).startsWith("<div").doesNotContain(markup);
            }
        }
    }

    @Nested
    class UsedUpByReading {

        @Test
        void streamsAndIteratorsAreNotRead() {
            List<Integer> seen = new ArrayList<>();
            Stream<Integer> stream = Stream.of(1, 2, 3).peek(seen::add);

            assertThat(text(stream)).isEqualTo("(Stream, not read: showing it would use it up)");
            assertThat(seen).isEmpty();
            assertThat(stream.toList()).containsExactly(1, 2, 3);
            assertThat(text(IntStream.iterate(0, i -> i + 1))).startsWith("(IntStream, not read");
            assertThat(text(List.of(1).iterator())).startsWith("(Iterator, not read");
        }
    }

    @Nested
    class Tables {

        @Test
        void recordsAreRows() {
            assertThat(html(List.of(new Event("a", 1), new Event("b", 2))))
                    .contains("<th style=\"text-align:left\">host</th><th style=\"text-align:right\">pid</th>")
                    .contains("<td style=\"text-align:left;white-space:pre-wrap\">b</td>");
            assertThat(html(new Event[] {new Event("a", 1)})).contains(">host</th>");
            assertThat(html(new Event("a", null))).contains("null</i>");
        }

        @Test
        void mapsAreRowsWhoseKeysAreColumns() {
            assertThat(html(List.of(Map.of("a", 1), Map.of("b", 2)))).contains(">a</th>", ">b</th>");
        }

        @Test
        void listsInAListAreRowsByPlace() {
            assertThat(html(List.of(List.of(1, 2), List.of(3)))).contains(">0</th>", ">1</th>", ">3</td>");
        }

        @Test
        void otherValuesAreNone() {
            for (Object value : List.of(
                    7,
                    "text",
                    List.of(),
                    Map.of(),
                    List.of(1, 2),
                    Arrays.asList(new Event("a", 1), null),
                    List.of(new Event("a", 1), new Named("b")),
                    new Named("n"))) {
                assertThat(renderers.render(value).data()).containsOnlyKeys(MimeBundle.TEXT);
            }
        }
    }

    @Nested
    class Pictures {

        @ParameterizedTest
        @ValueSource(
                ints = {
                    BufferedImage.TYPE_INT_ARGB,
                    BufferedImage.TYPE_BYTE_BINARY,
                    BufferedImage.TYPE_USHORT_565_RGB,
                    BufferedImage.TYPE_4BYTE_ABGR_PRE
                })
        void arePngInTheirOwnSize(int type) throws IOException {
            BufferedImage image = new BufferedImage(30, 20, type);
            image.setRGB(7, 5, 0xffffffff);
            MimeBundle bundle = renderers.render(image);

            assertThat(bundle.text()).contains("BufferedImage 30×20");
            assertThat(bundle.metadata()).containsEntry(MimeBundle.PNG, Map.of("width", 30, "height", 20));
            BufferedImage shown = decoded(bundle);
            assertThat(shown.getRGB(7, 5)).isEqualTo(0xffffffff);
            assertThat(shown.getWidth()).isEqualTo(30);
        }

        @Test
        void thatAreVeryLargeAreMadeSmaller() throws IOException {
            MimeBundle bundle = renderers.render(new BufferedImage(8_000, 10, BufferedImage.TYPE_INT_RGB));

            assertThat(bundle.text()).contains("BufferedImage 8000×10, shown as 2000×3");
            assertThat(decoded(bundle).getWidth()).isEqualTo(2_000);
        }

        private static BufferedImage decoded(MimeBundle bundle) throws IOException {
            return ImageIO.read(new ByteArrayInputStream((byte[]) bundle.data().get(MimeBundle.PNG)));
        }
    }
}
