package io.sealcharge.load.card;

import io.sealcharge.card.protocol.KeyScheme;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/** All that is measured, in turns, so that whatever else the machine does falls on all alike. */
final class Bench implements AutoCloseable {
    private final List<Samples> samples = new ArrayList<>();

    Bench(Path folder) throws GeneralSecurityException {
        Issuer issuer = new Issuer();
        Cards cards = new Cards(issuer, folder);
        samples.add(new Samples(new BareSignatures(issuer)));
        samples.add(new Samples(new JCardSimSignatures()));
        for (KeyScheme scheme : KeyScheme.values()) {
            samples.add(new Samples(cards.software(scheme, false)));
            samples.add(new Samples(cards.software(scheme, true)));
            samples.add(new Samples(cards.simulated(scheme, false)));
            samples.add(new Samples(cards.simulated(scheme, true)));
        }
    }

    List<Samples> samples() {
        return List.copyOf(samples);
    }

    void run(int warmUpTurns, int turns, int calls) {
        for (int turn = 0; turn < warmUpTurns; turn++) {
            samples.forEach(each -> each.warmUp(calls));
        }
        for (int turn = 0; turn < turns; turn++) {
            samples.forEach(each -> each.measure(calls));
        }
    }

    @Override
    public void close() {
        samples.forEach(each -> each.measured().close());
    }
}
