package sportello.web.counter;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDNumberTreeNode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDParentTreeValue;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import sportello.platform.PrintedLines;

/// One A4 page that is read aloud in the order it is written (PDF/UA-1): every line is a heading or a paragraph of the
/// structure tree, title, language and font are in the file.
final class TaggedSheet implements Closeable {

    private static final float MARGIN = 64;
    private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private final PDDocument document = new PDDocument();
    private final PDPage page = new PDPage(PDRectangle.A4);
    private final PDStructureTreeRoot tree = new PDStructureTreeRoot();
    private final PDStructureElement whole = new PDStructureElement(StandardStructureTypes.DOCUMENT, tree);
    private final COSArray parents = new COSArray();
    private final PDType0Font font;
    private final PDPageContentStream content;
    private float y = PDRectangle.A4.getHeight() - MARGIN;

    TaggedSheet(String title, Locale language) throws IOException {
        document.setVersion(1.7f);
        document.addPage(page);
        document.getDocumentInformation().setTitle(title);
        var catalog = document.getDocumentCatalog();
        catalog.setLanguage(language.toLanguageTag());
        var marks = new PDMarkInfo();
        marks.setMarked(true);
        catalog.setMarkInfo(marks);
        var shown = new PDViewerPreferences(new COSDictionary());
        shown.setDisplayDocTitle(true);
        catalog.setViewerPreferences(shown);
        catalog.setStructureTreeRoot(tree);
        tree.appendKid(whole);
        page.getCOSObject().setInt(COSName.STRUCT_PARENTS, 0);
        page.getCOSObject().setItem(COSName.getPDFName("Tabs"), COSName.S);
        catalog.setMetadata(described(title));
        font = PDType0Font.load(document, TaggedSheet.class.getResourceAsStream(FONT), true);
        content = new PDPageContentStream(document, page);
    }

    /// Says that it is PDF/UA-1, and its title.
    private PDMetadata described(String title) throws IOException {
        var metadata = new PDMetadata(document);
        metadata.importXMPMetadata("""
                <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
                <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
                 xmlns:dc="http://purl.org/dc/elements/1.1/"><pdfuaid:part>1</pdfuaid:part>
                <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
                </rdf:Description></rdf:RDF></x:xmpmeta>
                <?xpacket end="w"?>""".formatted(escaped(title)).getBytes(StandardCharsets.UTF_8));
        return metadata;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    void title(String text) throws IOException {
        write(StandardStructureTypes.H1, 22, text);
        y -= 10;
    }

    void heading(String text) throws IOException {
        y -= 8;
        write(StandardStructureTypes.H2, 15, text);
    }

    void paragraph(String text) throws IOException {
        write(StandardStructureTypes.P, 12.5f, text);
    }

    void fact(String name, String value) throws IOException {
        paragraph(name + ": " + value);
    }

    private void write(String type, float size, String text) throws IOException {
        int mark = parents.size();
        var element = new PDStructureElement(type, whole);
        element.setPage(page);
        element.appendKid(mark);
        whole.appendKid(element);
        parents.add(element.getCOSObject());
        content.beginMarkedContent(COSName.getPDFName(type), mark);
        for (var line : new PrintedLines(font, WIDTH).of(size, text)) {
            y -= size * 1.4f;
            content.beginText();
            content.setFont(font, size);
            content.newLineAtOffset(MARGIN, y);
            content.showText(line);
            content.endText();
        }
        content.endMarkedContent();
        y -= size * 0.35f;
    }

    byte[] bytes() throws IOException {
        content.close();
        var numbers = new PDNumberTreeNode(PDParentTreeValue.class);
        numbers.setNumbers(Map.of(0, new PDParentTreeValue(parents)));
        tree.setParentTree(numbers);
        tree.setParentTreeNextKey(1);
        var out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
