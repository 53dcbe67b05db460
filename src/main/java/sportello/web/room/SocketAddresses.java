package sportello.web.room;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;

/// Where the room's socket is found. No origin but our own is accepted.
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class SocketAddresses implements WebSocketConfigurer {

    private final RoomSocket socket;
    private final Handshake handshake;

    SocketAddresses(RoomSocket socket, Handshake handshake) {
        this.socket = socket;
        this.handshake = handshake;
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(socket, "/rooms/*/socket", "/office/rooms/*/socket").addInterceptors(handshake);
    }
}
