package io.sealcharge.load.drive;

import io.sealcharge.load.wire.RequestHead;
import io.sealcharge.load.wire.Wire;
import io.sealcharge.load.wire.WireAnswer;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A terminal that does one flow at a time, over a connection of its own that is opened when it is needed. */
public final class Lane {
    private static final long TIMEOUT_NS = 30_000_000_000L;

    private final String terminal;
    private final SalesChannel channel;
    private final Supplier<Future<Wire>> opener;
    private @Nullable Wire wire;
    private long sentAt;

    Lane(String terminal, SalesChannel channel, Supplier<Future<Wire>> opener) {
        this.terminal = terminal;
        this.channel = channel;
        this.opener = opener;
    }

    /** Its name; no two lanes have the same. */
    public String terminal() {
        return terminal;
    }

    public SalesChannel channel() {
        return channel;
    }

    /** Sends a request; the answer comes once, also if there is none. */
    public void send(RequestHead head, byte[] json, Handler<WireAnswer> answered) {
        Wire open = wire;
        sentAt = System.nanoTime();
        if (open != null && open.isOpen()) {
            open.send(head.with(json), answered);
            return;
        }
        opener.get().onComplete(opened -> {
            wire = opened.result();
            if (wire == null) {
                answered.handle(WireAnswer.NONE);
            } else {
                wire.send(head.with(json), answered);
            }
        });
    }

    /** Opens the connection ahead. */
    Future<Void> connect() {
        return opener.get().map(opened -> {
            wire = opened;
            return null;
        });
    }

    /** Gives up on an answer that takes too long. */
    void closeIfStuck(long now) {
        Wire open = wire;
        if (open != null && open.isWaiting() && now - sentAt > TIMEOUT_NS) {
            open.close();
        }
    }
}
