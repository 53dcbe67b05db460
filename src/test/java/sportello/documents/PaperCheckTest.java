package sportello.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import sportello.documents.PaperCheck.Verdict;

class PaperCheckTest {

    static final long MOST = DataSize.ofMegabytes(15).toBytes();

    final PaperCheck check = new ContentCheck(new DocumentSettings(DataSize.ofMegabytes(15), 60, 200));

    @TempDir
    Path folder;

    @Test
    void aPictureIsAPictureWhateverItIsCalled() throws IOException {
        assertThat(look("modulo.exe", picture("png"))).isEqualTo(new Verdict.Fine("image/png", "png"));
        assertThat(look("modulo.pdf", picture("jpg"))).isEqualTo(new Verdict.Fine("image/jpeg", "jpg"));
    }

    /// Rule C4: a scanner's TIFF with a question, but no HEIC; in a room the other way round.
    @Test
    void whatGoesWithAQuestionIsAnotherChoice() throws IOException {
        var tiff = Files.write(folder.resolve("fax.tif"), picture("tiff"));
        var heic = Files.write(folder.resolve("foto.heic"), heic());
        assertThat(check.look(tiff, PaperCheck.WITH_A_QUESTION)).isEqualTo(new Verdict.Fine("image/tiff", "tif"));
        assertThat(check.look(tiff)).isEqualTo(new Verdict.WrongType("image/tiff"));
        assertThat(check.look(heic, PaperCheck.WITH_A_QUESTION)).isEqualTo(new Verdict.WrongType("image/heic"));
    }

    @Test
    void aTiffCutShortOrTooLargeIsDamaged() throws IOException {
        var cut = Files.write(folder.resolve("cut.tif"), cutShort(picture("tiff"), 40));
        assertThat(check.look(cut, PaperCheck.WITH_A_QUESTION)).isEqualTo(new Verdict.Damaged());
        var strict = new ContentCheck(new DocumentSettings(DataSize.ofMegabytes(15), 1, 200));
        var large = folder.resolve("large.tif");
        ImageIO.write(new BufferedImage(1001, 1000, BufferedImage.TYPE_BYTE_BINARY), "tiff", large.toFile());
        assertThat(strict.look(large, PaperCheck.WITH_A_QUESTION)).isEqualTo(new Verdict.Damaged());
    }

    @Test
    void aPdfIsRead() throws IOException {
        assertThat(look("modulo", pdf())).isEqualTo(new Verdict.Fine("application/pdf", "pdf"));
    }

    @Test
    void heicFromATelephoneIsAccepted() throws IOException {
        assertThat(look("foto.heic", heic())).isEqualTo(new Verdict.Fine("image/heic", "heic"));
    }

    @Test
    void heicCutShortIsDamaged() throws IOException {
        assertThat(look("foto.heic", cutShort(heic(), 5))).isEqualTo(new Verdict.Damaged());
    }

    @Test
    void aProgramRenamedIsNotAPaper() throws IOException {
        var program = new byte[4096];
        program[0] = 'M';
        program[1] = 'Z';
        assertThat(look("modulo.pdf", program)).isInstanceOf(Verdict.WrongType.class);
        var elf = Arrays.copyOf(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 4096);
        assertThat(look("modulo.jpg", elf)).isInstanceOf(Verdict.WrongType.class);
    }

    @Test
    void aPageOfTheWebIsNotAPaper() throws IOException {
        var page = "<!doctype html><html><script>1</script></html>".getBytes(StandardCharsets.UTF_8);
        assertThat(look("modulo.pdf", page)).isInstanceOf(Verdict.WrongType.class);
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        assertThat(look("vuoto.pdf", new byte[0])).isEqualTo(new Verdict.Empty());
    }

    @Test
    void twoHundredMegabytesAreRefusedByLengthAlone() throws IOException {
        assertThat(check.look(ofLength(200L * 1024 * 1024))).isEqualTo(new Verdict.TooLarge(MOST));
    }

    @Test
    void theLimitItselfIsNotTooLarge() throws IOException {
        assertThat(check.look(ofLength(MOST))).isNotInstanceOf(Verdict.TooLarge.class);
        assertThat(check.look(ofLength(MOST + 1))).isEqualTo(new Verdict.TooLarge(MOST));
    }

    @Test
    void picturesCutShortAreDamaged() throws IOException {
        assertThat(look("a.jpg", cutShort(picture("jpg"), 400))).isEqualTo(new Verdict.Damaged());
        assertThat(look("a.png", cutShort(picture("png"), 60))).isEqualTo(new Verdict.Damaged());
    }

    @Test
    void aPictureOfTooManyPixelsIsNotEvenDecoded() throws IOException {
        var strict = new ContentCheck(new DocumentSettings(DataSize.ofMegabytes(15), 1, 200));
        var large = new BufferedImage(1001, 1000, BufferedImage.TYPE_BYTE_BINARY);
        var file = folder.resolve("large.png");
        ImageIO.write(large, "png", file.toFile());
        assertThat(strict.look(file)).isEqualTo(new Verdict.Damaged());
    }

    @Test
    void aPdfCutShortIsDamaged() throws IOException {
        var whole = pdf();
        assertThat(look("a.pdf", cutShort(whole, whole.length / 2))).isEqualTo(new Verdict.Damaged());
    }

    @Test
    void aPdfWithAPasswordIsLocked() throws IOException {
        var closed = pdf(document -> {
            var policy = new StandardProtectionPolicy("owner", "reader", new AccessPermission());
            policy.setEncryptionKeyLength(256);
            document.protect(policy);
        });
        assertThat(look("a.pdf", closed)).isEqualTo(new Verdict.Locked());
    }

    @Test
    void aPdfThatRunsSomethingIsRefused() throws IOException {
        var running = pdf(
                document -> document.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert('ciao')")));
        assertThat(look("a.pdf", running)).isEqualTo(new Verdict.Active());
    }

    @Test
    void aPdfWithAFileInsideIsRefused() throws IOException {
        var carrying = pdf(document -> {
            var inside = new PDComplexFileSpecification();
            inside.setFile("altro.exe");
            inside.setEmbeddedFile(new PDEmbeddedFile(document, new java.io.ByteArrayInputStream(new byte[10])));
            var tree = new PDEmbeddedFilesNameTreeNode();
            tree.setNames(Map.of("altro", inside));
            var names = new PDDocumentNameDictionary(document.getDocumentCatalog());
            names.setEmbeddedFiles(tree);
            document.getDocumentCatalog().setNames(names);
        });
        assertThat(look("a.pdf", carrying)).isEqualTo(new Verdict.Active());
    }

    private Verdict look(String name, byte[] content) throws IOException {
        var file = folder.resolve(name);
        Files.write(file, content);
        return check.look(file);
    }

    private Path ofLength(long length) throws IOException {
        var file = folder.resolve("long-" + length);
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(length);
        }
        return file;
    }

    private static byte[] cutShort(byte[] whole, int by) {
        return Arrays.copyOf(whole, whole.length - by);
    }

    private static byte[] picture(String format) throws IOException {
        var image = new BufferedImage(640, 400, BufferedImage.TYPE_INT_RGB);
        var draw = image.createGraphics();
        for (int line = 0; line < 400; line += 10) {
            draw.setColor(new Color(line / 2, 255 - line / 2, (line * 7) % 256));
            draw.fillRect(line, line, 200, 10);
        }
        draw.dispose();
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    interface Change {
        void to(PDDocument document) throws IOException;
    }

    private static byte[] pdf() throws IOException {
        return pdf(document -> {});
    }

    private static byte[] pdf(Change change) throws IOException {
        try (var document = new PDDocument()) {
            var page = new PDPage();
            document.addPage(page);
            try (var content = new PDPageContentStream(document, page)) {
                content.addRect(50, 50, 100, 100);
                content.fill();
            }
            change.to(document);
            var out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    private static byte[] heic() throws IOException {
        var out = new ByteArrayOutputStream();
        var data = new DataOutputStream(out);
        box(data, "ftyp", "heic\0\0\0\0mif1heic".getBytes(StandardCharsets.US_ASCII));
        box(data, "meta", new byte[64]);
        box(data, "mdat", new byte[2048]);
        return out.toByteArray();
    }

    private static void box(DataOutputStream out, String name, byte[] content) throws IOException {
        out.writeInt(8 + content.length);
        out.writeBytes(name);
        out.write(content);
    }
}
