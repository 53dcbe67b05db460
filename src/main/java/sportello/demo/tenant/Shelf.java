package sportello.demo.tenant;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/// Where the tenant keeps its events and meetings.
public interface Shelf {

    void put(String kind, String id, ObjectNode item);

    Optional<ObjectNode> get(String kind, String id);

    List<ObjectNode> all(String kind);

    void remove(String kind, String id);

    static Shelf inMemory() {
        Map<String, ObjectNode> items = new ConcurrentHashMap<>();
        return new Shelf() {
            @Override
            public void put(String kind, String id, ObjectNode item) {
                items.put(kind + " " + id, item.deepCopy());
            }

            @Override
            public Optional<ObjectNode> get(String kind, String id) {
                return Optional.ofNullable(items.get(kind + " " + id)).map(ObjectNode::deepCopy);
            }

            @Override
            public List<ObjectNode> all(String kind) {
                return items.entrySet().stream()
                        .filter(item -> item.getKey().startsWith(kind + " "))
                        .map(item -> item.getValue().deepCopy())
                        .toList();
            }

            @Override
            public void remove(String kind, String id) {
                items.remove(kind + " " + id);
            }
        };
    }
}
