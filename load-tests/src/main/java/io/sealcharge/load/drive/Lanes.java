package io.sealcharge.load.drive;

import io.sealcharge.load.wire.Wire;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The lanes of a driver, made when they are needed and kept; they belong to its channels in turn. */
public final class Lanes {
    private final List<SalesChannel> channels;
    private final Supplier<Future<Wire>> opener;
    private final List<Lane> lanes = new ArrayList<>();

    Lanes(List<SalesChannel> channels, Supplier<Future<Wire>> opener) {
        this.channels = List.copyOf(channels);
        this.opener = opener;
    }

    /** The lane of this number, from 0. */
    Lane lane(int number) {
        while (lanes.size() <= number) {
            lanes.add(new Lane("bench-" + lanes.size(), channels.get(lanes.size() % channels.size()), opener));
        }
        return lanes.get(number);
    }

    void closeStuck() {
        long now = System.nanoTime();
        lanes.forEach(lane -> lane.closeIfStuck(now));
    }
}
