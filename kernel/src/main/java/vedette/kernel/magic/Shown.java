package vedette.kernel.magic;

import static java.util.Objects.requireNonNull;

import vedette.display.MimeBundle;

/**
 * What a magic returns whose value is shown otherwise than such values are: a variable takes the value, a cell that ends
 * with the magic shows the look.
 *
 * @param value what {@code var x = %name ...} assigns
 * @param look what is shown
 */
public record Shown(Object value, MimeBundle look) {

    public Shown {
        requireNonNull(value, "value is null");
        requireNonNull(look, "look is null");
    }
}
