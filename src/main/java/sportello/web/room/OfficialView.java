package sportello.web.room;

/// The official's room page around its panel.
public record OfficialView(String title, String small, String address, String data, PanelView panel) {}
