package io.sealcharge.platform.keys;

import io.sealcharge.hsm.Hsm;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Cuts work on many things into pieces, each of which goes to the end of the HSM's queue, so that others get through. All
 * things are done or none: the first failure ends the work.
 */
final class Pieces {
    private final HsmCalls hsm;
    private final String act;
    private final int size;

    /**
     * @param act for the log
     * @param size things in a piece
     */
    Pieces(HsmCalls hsm, String act, int size) {
        this.hsm = hsm;
        this.act = act;
        this.size = size;
    }

    /** @param work gives one result for each thing, in order */
    <T, R> Future<List<R>> each(List<T> things, BiFunction<Hsm, List<T>, List<R>> work) {
        return rest(things, work, new ArrayList<>());
    }

    private <T, R> Future<List<R>> rest(List<T> things, BiFunction<Hsm, List<T>, List<R>> work, List<R> done) {
        if (done.size() == things.size()) {
            return Future.succeededFuture(List.copyOf(done));
        }
        List<T> piece = things.subList(done.size(), Math.min(things.size(), done.size() + size));
        return hsm.submit(act, device -> work.apply(device, piece)).compose(more -> {
            done.addAll(more);
            return rest(things, work, done);
        });
    }
}
