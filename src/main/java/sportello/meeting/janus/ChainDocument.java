package sportello.meeting.janus;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// The chain as it is kept and handed on: one JSON object to a line, the seal first, then every link.
final class ChainDocument {

    private ChainDocument() {}

    static String rows(Collection<Link> links) {
        var rows = JanusLink.JSON.createArrayNode();
        for (var link : links) rows.add(row(link));
        return rows.toString();
    }

    private static ObjectNode row(Link link) {
        return JanusLink.JSON
                .createObjectNode()
                .put("room_id", link.room().toString())
                .put("sequence", link.sequence())
                .put("segment", link.segment())
                .put("kind", link.kind())
                .put("file", link.file())
                .put("from_byte", link.from())
                .put("length", link.length())
                .put("sha256", link.sha256())
                .put("facts", link.facts())
                .put("at", link.at().toString())
                .put("hash", link.hash());
    }

    static void write(
            Path to, RecordingRows rows, UUID room, UUID about, long links, String head, byte[] signature, byte[] key)
            throws IOException {
        try (var writer = Files.newBufferedWriter(to)) {
            var seal = JanusLink.JSON
                    .createObjectNode()
                    .put("format", "sportello-recording-1")
                    .put("room_id", room.toString())
                    .put("about", about.toString())
                    .put("links", links)
                    .put("head", head)
                    .put("signature", Base64.getEncoder().encodeToString(signature))
                    .put("public_key", Base64.getEncoder().encodeToString(key));
            line(writer, seal);
            rows.eachLink(room, link -> line(writer, row(link)));
        }
    }

    private static void line(BufferedWriter writer, ObjectNode node) {
        try {
            writer.write(node.toString());
            writer.newLine();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
