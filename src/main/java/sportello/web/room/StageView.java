package sportello.web.room;

/// The room as a party sees it: what surrounds the pictures. `data`: the content of the page's data block.
public record StageView(String title, String address, String data, PapersView papers, boolean unrecorded) {}
