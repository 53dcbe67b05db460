package sportello.web.citizen;

import sportello.notification.Inbox.Notice;
import sportello.web.Frame;

/// A notice in a list.
public record NoticeLine(String id, String title, String when, boolean unread) {

    static NoticeLine of(Frame frame, Notice notice) {
        return new NoticeLine(notice.id().toString(), notice.title(), frame.soon(notice.at()), notice.readAt() == null);
    }
}
