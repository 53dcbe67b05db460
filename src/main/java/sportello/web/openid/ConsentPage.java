package sportello.web.openid;

import java.util.List;
import java.util.Map;

/// An app asks to act for the person.
///
/// @param does what it will be able to do, in words
/// @param fields the request, to be sent again
public record ConsentPage(String app, String person, List<String> does, Map<String, String> fields) {}
