package sportello.web.room;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/// The size the documents room takes at most, told to a page so that it need not send in vain.
@Component
record LargestPaper(
        @Value("${sportello.documents.largest-paper:15MB}") DataSize size) {}
