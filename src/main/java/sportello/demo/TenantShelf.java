package sportello.demo;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.demo.tenant.Shelf;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What the demonstration's tenant holds, kept over restarts.
@Repository
@InDemo
class TenantShelf implements Shelf {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    TenantShelf(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void put(String kind, String id, ObjectNode item) {
        jdbc.sql("""
                        insert into demo.tenant_item (kind, id, item) values (:kind, :id, cast(:item as jsonb))
                        on conflict on constraint an_item_is_known_by_kind_and_id do update set item = excluded.item
                        """)
                .param("kind", kind)
                .param("id", id)
                .param("item", JSON.writeValueAsString(item))
                .update();
    }

    @Override
    public Optional<ObjectNode> get(String kind, String id) {
        return jdbc.sql("select item from demo.tenant_item where kind = :kind and id = :id")
                .param("kind", kind)
                .param("id", id)
                .query((row, n) -> read(row.getString("item")))
                .optional();
    }

    @Override
    public List<ObjectNode> all(String kind) {
        return jdbc.sql("select item from demo.tenant_item where kind = :kind")
                .param("kind", kind)
                .query((row, n) -> read(row.getString("item")))
                .list();
    }

    @Override
    public void remove(String kind, String id) {
        jdbc.sql("delete from demo.tenant_item where kind = :kind and id = :id")
                .param("kind", kind)
                .param("id", id)
                .update();
    }

    private static ObjectNode read(String item) {
        return (ObjectNode) JSON.readTree(item);
    }
}
