package vedette.display;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;

/** Pictures as PNG in their own size; very large ones made smaller, since a notebook keeps every byte. */
final class ImageLook {

    private static final int LONGEST_SIDE = 2_000;
    private static final String FORMAT = "png";

    private ImageLook() {}

    static MimeBundle of(RenderedImage image) {
        int longest = Math.max(image.getWidth(), image.getHeight());
        double scale = Math.min(1.0, LONGEST_SIDE / (double) longest);
        int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        String text = String.format(
                Locale.ROOT,
                "%s %d×%d%s",
                image.getClass().getSimpleName(),
                image.getWidth(),
                image.getHeight(),
                scale < 1 ? ", shown as " + width + "×" + height : "");
        // The caller's picture may change while the bundle waits; it is read here.
        byte[] png = scale < 1 ? png(drawn(image, width, height)) : png(image);
        return MimeBundle.of(MimeBundle.PNG, png.length == 0 ? png(drawn(image, width, height)) : png)
                .with(MimeBundle.TEXT, text)
                .withMetadata(MimeBundle.PNG, Map.of("width", width, "height", height));
    }

    /** The picture, or nothing where the format cannot hold its colour model. */
    private static byte[] png(RenderedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            return ImageIO.write(image, FORMAT, bytes) ? bytes.toByteArray() : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage drawn(RenderedImage image, int width, int height) {
        BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = drawn.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawRenderedImage(
                    image,
                    AffineTransform.getScaleInstance(
                            width / (double) image.getWidth(), height / (double) image.getHeight()));
            return drawn;
        } finally {
            graphics.dispose();
        }
    }
}
