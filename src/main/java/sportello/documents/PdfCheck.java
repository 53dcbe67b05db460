package sportello.documents;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdfparser.PDFStreamParser;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/// Reads a PDF through: whole, open to everybody, and only paper: no programs, no files inside.
class PdfCheck {

    private static final int TAIL = 2048;
    private static final int MOST_OBJECTS = 500_000;
    private static final Set<COSName> CARRIED =
            Set.of(COSName.JS, COSName.getPDFName("EmbeddedFiles"), COSName.EF, COSName.getPDFName("RichMediaContent"));
    private static final Set<String> DONE_BY_ITSELF =
            Set.of("JavaScript", "Launch", "ImportData", "SubmitForm", "RichMediaExecute");

    private final int mostPages;

    PdfCheck(int mostPages) {
        this.mostPages = mostPages;
    }

    PaperCheck.Verdict look(Path uploaded) throws IOException {
        if (!ends(uploaded)) return new PaperCheck.Verdict.Damaged();
        try (var read = new RandomAccessReadBufferedFile(uploaded);
                var document = Loader.loadPDF(read, "", null, null, IOUtils.createTempFileOnlyStreamCache())) {
            if (document.isEncrypted()) return new PaperCheck.Verdict.Locked();
            if (carriesMore(document)) return new PaperCheck.Verdict.Active();
            int pages = document.getNumberOfPages();
            if (pages == 0 || pages > mostPages) return new PaperCheck.Verdict.Damaged();
            for (var page : document.getPages()) readThrough(page);
            return new PaperCheck.Verdict.Fine("application/pdf", "pdf");
        } catch (InvalidPasswordException locked) {
            return new PaperCheck.Verdict.Locked();
        } catch (IOException | RuntimeException | StackOverflowError damaged) {
            return new PaperCheck.Verdict.Damaged();
        }
    }

    /// The reader mends what was cut off by guessing; we do not accept what somebody else may see differently.
    private static boolean ends(Path uploaded) throws IOException {
        try (var file = new RandomAccessFile(uploaded.toFile(), "r")) {
            var tail = new byte[(int) Math.min(TAIL, file.length())];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            return new String(tail, StandardCharsets.ISO_8859_1).contains("%%EOF");
        }
    }

    private static void readThrough(PDPage page) throws IOException {
        if (!page.hasContents()) return;
        var parser = new PDFStreamParser(page);
        while (parser.parseNextToken() != null) Thread.onSpinWait();
    }

    private static boolean carriesMore(PDDocument document) throws IOException {
        Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<COSBase> open = new ArrayDeque<>();
        open.add(document.getDocument().getTrailer());
        for (var key : document.getDocument().getXrefTable().keySet())
            open.add(document.getDocument().getObjectFromPool(key));
        while (!open.isEmpty()) {
            var next = open.poll();
            if (next instanceof COSObject reference) next = reference.getObject();
            if (next == null || !seen.add(next)) continue;
            if (seen.size() > MOST_OBJECTS) throw new IOException("Too many objects for a paper");
            if (next instanceof COSDictionary dictionary) {
                if (isMore(dictionary)) return true;
                open.addAll(dictionary.getValues());
            } else if (next instanceof COSArray array) {
                array.forEach(open::add);
            }
        }
        return false;
    }

    private static boolean isMore(COSDictionary dictionary) {
        if (CARRIED.stream().anyMatch(dictionary::containsKey)) return true;
        return dictionary.getCOSName(COSName.S) instanceof COSName action && DONE_BY_ITSELF.contains(action.getName());
    }
}
