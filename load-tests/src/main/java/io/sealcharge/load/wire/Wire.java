package io.sealcharge.load.wire;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** A connection that is kept, for one request at a time. Belongs to the event loop that opened it. */
public final class Wire {
    private final NetSocket socket;
    private final AnswerReader reader = new AnswerReader();
    private @Nullable Handler<WireAnswer> waiting;
    private boolean open = true;

    private Wire(NetSocket socket) {
        this.socket = socket;
        socket.handler(this::received);
        socket.exceptionHandler(lost -> socket.close());
        socket.closeHandler(closed -> {
            open = false;
            answer(WireAnswer.NONE);
        });
    }

    public static Future<Wire> open(NetClient client, SocketAddress platform) {
        return client.connect(platform).map(Wire::new);
    }

    public boolean isOpen() {
        return open;
    }

    public boolean isWaiting() {
        return waiting != null;
    }

    /** Sends a request; the answer comes once, also if the connection breaks. */
    public void send(Buffer request, Handler<WireAnswer> answered) {
        if (waiting != null) {
            throw new IllegalStateException("one request at a time");
        }
        if (!open) {
            answered.handle(WireAnswer.NONE);
            return;
        }
        waiting = answered;
        socket.write(request);
    }

    private void received(Buffer piece) {
        try {
            WireAnswer answer = reader.add(piece);
            if (answer != null) {
                answer(answer);
            }
        } catch (IllegalStateException notOurs) {
            socket.close();
        }
    }

    private void answer(WireAnswer answer) {
        Handler<WireAnswer> handler = waiting;
        waiting = null;
        if (handler != null) {
            handler.handle(answer);
        }
    }

    /** Whoever waits for an answer gets none. */
    public void close() {
        socket.close();
    }
}
