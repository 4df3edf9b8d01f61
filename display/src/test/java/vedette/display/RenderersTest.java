package vedette.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RenderersTest {

    private static final Renderer<CharSequence> SHOUTING =
            renderer(CharSequence.class, value -> MimeBundle.text(value + "!"));

    private static final Renderer<String> FAILING = renderer(String.class, value -> {
        throw new IllegalStateException("no look for " + value);
    });

    @Test
    void aValueThatKnowsHowItLooksComesFirst() {
        Displayable own = () -> MimeBundle.text("own");

        assertThat(new Renderers(List.of(SHOUTING)).render(own).text()).contains("own");
    }

    @Test
    void aRendererServesSubclasses() {
        assertThat(new Renderers(List.of(SHOUTING)).render("hey").text()).contains("hey!");
    }

    @Test
    void theRendererOfTheNearerClassWinsAndElseTheFirst() {
        Renderer<String> whispering = renderer(String.class, value -> MimeBundle.text("psst " + value));
        Renderers both = new Renderers(List.of(SHOUTING, whispering));

        assertThat(both.render("hey").text()).contains("psst hey");
        assertThat(both.render(new StringBuilder("hey")).text()).contains("hey!");
        assertThat(both.plus(List.of(renderer(String.class, value -> MimeBundle.text("new"))), failure -> {})
                        .render("hey")
                        .text())
                .contains("new");
    }

    @Test
    void otherValuesAreTheirText() {
        assertThat(new Renderers(List.of(SHOUTING)).render(List.of(1, 2)).text())
                .contains("[1, 2]");
    }

    @Test
    void aLookThatFailsGivesWayToTheNextAndIsTold() {
        List<Renderers.Failure> failures = new ArrayList<>();
        Renderers renderers = new Renderers(List.of(FAILING, SHOUTING));

        assertThat(renderers.render("hey", failures::add).text()).contains("hey!");
        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure.source()).isEqualTo(FAILING.getClass());
            assertThat(failure.thrown()).hasMessage("no look for hey");
        });
    }

    @Test
    @SuppressWarnings({"DataFlowIssue", "NullAway"})
    void aRendererThatDoesNotSayWhatItRendersIsLeftOutAndToldOnce() {
        Renderer<String> silent = renderer(null, MimeBundle::text);
        Renderer<String> throwing = new Renderer<>() {
            @Override
            public Class<String> type() {
                throw new NoClassDefFoundError("gone");
            }

            @Override
            public MimeBundle render(String value) {
                return MimeBundle.text(value);
            }
        };
        List<Renderers.Failure> failures = new ArrayList<>();
        Renderers renderers = new Renderers(List.of(SHOUTING))
                .plus(List.of(silent, throwing), failures::add)
                .orElse(List.of(silent), failures::add);

        assertThat(renderers.render("hey", failures::add).text()).contains("hey!");
        assertThat(failures)
                .extracting(Renderers.Failure::source)
                .containsExactly(silent.getClass(), throwing.getClass(), silent.getClass());
    }

    @Test
    @SuppressWarnings({"DataFlowIssue", "NullAway"})
    void aValueWhoseOwnLookFailsOrIsNullIsItsText() {
        Displayable broken = new Displayable() {
            @Override
            public MimeBundle toMimeBundle() {
                return null;
            }

            @Override
            public String toString() {
                return "broken";
            }
        };

        assertThat(new Renderers(List.of()).render(broken).text()).contains("broken");
    }

    @Test
    void aPlainTextIsAlwaysThere() {
        Displayable picture = new Displayable() {
            @Override
            public MimeBundle toMimeBundle() {
                return MimeBundle.of(MimeBundle.SVG, "<svg/>");
            }

            @Override
            public String toString() {
                return "a picture";
            }
        };

        Renderers renderers = new Renderers(List.of());
        assertThat(renderers.render(picture).text()).contains("a picture");
        assertThat(renderers.render(MimeBundle.of(MimeBundle.HTML, "<b>x</b>")).text())
                .contains("(text/html)");
        assertThat(renderers.render(MimeBundle.of(MimeBundle.TEXT, 7)).text()).contains("7");
        assertThat(renderers.render(null).text()).contains("null");
    }

    @Test
    void representationsOfTwoBundlesGoTogether() {
        MimeBundle both = MimeBundle.html("<b>x</b>", "x").plus(MimeBundle.text("y"));

        assertThat(both.data()).containsEntry(MimeBundle.HTML, "<b>x</b>").containsEntry(MimeBundle.TEXT, "y");
    }

    private static <T> Renderer<T> renderer(Class<T> type, Function<T, MimeBundle> look) {
        return new Renderer<>() {
            @Override
            public Class<T> type() {
                return type;
            }

            @Override
            public MimeBundle render(T value) {
                return look.apply(value);
            }
        };
    }
}
