package sportello.web.room;

import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import sportello.platform.NodeSettings;
import sportello.web.security.Door;

/// The port at which the other nodes reach this one, `sportello.nodes.address`. Its addresses answer there and nowhere
/// else, and only to who shows a pass (`NodePasses`).
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("sportello.nodes.address")
class NodesDoor {

    static final String HOME = "/internal";
    static final String SOCKET = HOME + "/rooms/socket";

    @Bean
    Door nodes(NodeSettings settings) {
        return new Door("nodes", settings.port(), List.of(HOME), HOME, settings.listensOn());
    }

    @Bean
    WebSocketConfigurer relayedSockets(RoomSocket socket, NodeHandshake handshake) {
        return registry ->
                registry.addHandler(new InTheRoomsLane(socket), SOCKET).addInterceptors(handshake);
    }
}
