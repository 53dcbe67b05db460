package sportello.web.room;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;

/// Where the room's socket and the device test's are found. No origin but our own is accepted.
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class SocketAddresses implements WebSocketConfigurer {

    private final RoomSocket socket;
    private final Handshake handshake;
    private final DeviceSocket device;

    SocketAddresses(RoomSocket socket, Handshake handshake, DeviceSocket device) {
        this.socket = socket;
        this.handshake = handshake;
        this.device = device;
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(new InTheRoomsLane(socket), "/rooms/*/socket", "/office/rooms/*/socket")
                .addInterceptors(handshake);
        registry.addHandler(new InTheRoomsLane(device), DeviceSocket.ADDRESS);
    }
}
