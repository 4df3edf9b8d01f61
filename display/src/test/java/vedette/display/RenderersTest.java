package vedette.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RenderersTest {

    private static final Renderer<CharSequence> SHOUTING = new Renderer<>() {
        @Override
        public Class<CharSequence> type() {
            return CharSequence.class;
        }

        @Override
        public MimeBundle render(CharSequence value) {
            return MimeBundle.text(value + "!");
        }
    };

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
    void otherValuesAreTheirText() {
        assertThat(new Renderers(List.of(SHOUTING)).render(List.of(1, 2)).text())
                .contains("[1, 2]");
    }

    @Test
    void representationsOfTwoBundlesGoTogether() {
        MimeBundle both = MimeBundle.html("<b>x</b>", "x").plus(MimeBundle.text("y"));

        assertThat(both.data()).containsEntry(MimeBundle.HTML, "<b>x</b>").containsEntry(MimeBundle.TEXT, "y");
    }
}
