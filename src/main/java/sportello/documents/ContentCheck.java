package sportello.documents;

import java.awt.Rectangle;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.apache.tika.Tika;
import org.springframework.stereotype.Component;

/// Judges an upload by its first bytes, then by opening it: a picture is decoded within limits, a PDF is read through.
@Component
class ContentCheck implements PaperCheck {

    private static final int SHEETS_TOGETHER = 5;

    private final DocumentSettings settings;
    private final Tika tika = new Tika();

    ContentCheck(DocumentSettings settings) {
        this.settings = settings;
        ImageIO.setUseCache(false);
    }

    @Override
    public Verdict look(Path uploaded, Set<String> accepted) throws IOException {
        long length = Files.size(uploaded);
        if (length == 0) return new Verdict.Empty();
        long most = settings.largestPaper().toBytes();
        if (length > most) return new Verdict.TooLarge(most);
        var type = type(uploaded);
        if (!accepted.contains(type)) return new Verdict.WrongType(type);
        return switch (type) {
            case "application/pdf" -> new PdfCheck(settings.mostPages()).look(uploaded);
            case "image/jpeg" -> picture(uploaded, type, "jpg");
            case "image/png" -> picture(uploaded, type, "png");
            case "image/tiff" -> sheets(uploaded, type);
            case "image/heic", "image/heif" -> heic(uploaded, length);
            default -> new Verdict.WrongType(type);
        };
    }

    private String type(Path uploaded) throws IOException {
        try (InputStream content = Files.newInputStream(uploaded)) {
            return tika.detect(content);
        }
    }

    private Verdict picture(Path uploaded, String type, String extension) throws IOException {
        try (var input = ImageIO.createImageInputStream(uploaded.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(type);
            var reader = readers.next();
            try {
                reader.setInput(input, true, true);
                long width = reader.getWidth(0);
                long height = reader.getHeight(0);
                if (width * height > settings.mostMegapixels() * 1_000_000L) return new Verdict.Damaged();
                return decodes(reader, 0, width, height) ? new Verdict.Fine(type, extension) : new Verdict.Damaged();
            } catch (IOException | RuntimeException damaged) {
                return new Verdict.Damaged();
            } finally {
                reader.dispose();
            }
        }
    }

    /// A scanner's TIFF has one picture a sheet: each is opened, and all together must not unpack to more than a few
    /// large pictures.
    private Verdict sheets(Path uploaded, String type) throws IOException {
        try (var input = ImageIO.createImageInputStream(uploaded.toFile())) {
            var reader = ImageIO.getImageReadersByMIMEType(type).next();
            try {
                reader.setInput(input, false, true);
                int sheets = reader.getNumImages(true);
                if (sheets == 0 || sheets > settings.mostPages()) return new Verdict.Damaged();
                long left = SHEETS_TOGETHER * settings.mostMegapixels() * 1_000_000L;
                for (int sheet = 0; sheet < sheets; sheet++) {
                    long width = reader.getWidth(sheet);
                    long height = reader.getHeight(sheet);
                    left -= width * height;
                    if (width * height > settings.mostMegapixels() * 1_000_000L || left < 0)
                        return new Verdict.Damaged();
                    if (!decodes(reader, sheet, width, height)) return new Verdict.Damaged();
                }
                return new Verdict.Fine(type, "tif");
            } catch (IOException | RuntimeException damaged) {
                return new Verdict.Damaged();
            } finally {
                reader.dispose();
            }
        }
    }

    /// Every row is decoded; only a few pixels are kept. A file cut short is a warning to the decoder, not an error.
    private static boolean decodes(ImageReader reader, int sheet, long width, long height) throws IOException {
        var cutShort = new AtomicBoolean();
        reader.addIIOReadWarningListener((source, warning) -> {
            if (warning.contains("Premature end") || warning.contains("Corrupt")) cutShort.set(true);
        });
        var few = reader.getDefaultReadParam();
        few.setSourceRegion(new Rectangle(0, 0, (int) width, (int) height));
        int step = (int) Math.max(1, Math.max(width, height) / 512);
        few.setSourceSubsampling(step, step, 0, 0);
        try {
            reader.read(sheet, few);
        } catch (IIOException printColours) {
            if (!reader.canReadRaster()) throw printColours;
            reader.readRaster(sheet, few);
        }
        return !cutShort.get();
    }

    /// The JVM has no decoder for HEIC: its boxes must at least follow one another to the very end, picture data
    /// included.
    private static Verdict heic(Path uploaded, long length) throws IOException {
        try (var file = new RandomAccessFile(uploaded.toFile(), "r")) {
            boolean described = false;
            boolean pictured = false;
            long at = 0;
            while (at < length) {
                if (length - at < 8) return new Verdict.Damaged();
                file.seek(at);
                long size = Integer.toUnsignedLong(file.readInt());
                var box = new byte[4];
                file.readFully(box);
                var name = new String(box, StandardCharsets.US_ASCII);
                if (size == 1 && length - at >= 16) size = file.readLong();
                if (size == 0) size = length - at;
                if (size < 8 || size > length - at) return new Verdict.Damaged();
                described |= name.equals("meta");
                pictured |= name.equals("mdat");
                at += size;
            }
            return described && pictured ? new Verdict.Fine("image/heic", "heic") : new Verdict.Damaged();
        }
    }
}
