package io.sealcharge.hsm.testkit;

import java.util.Set;
import org.junit.jupiter.api.Tag;

/** NSS softokn as the second token. It derives, MACs and wraps; {@link #lacks} says what it does not do. */
@Tag("real")
class NssTest extends HsmContract {

    @Override
    protected TestToken newToken() {
        return NssFixture.newToken();
    }

    @Override
    protected Set<Lack> lacks() {
        return Set.of(Lack.EC_UNWRAP, Lack.KEY_HISTORY, Lack.AES_GCM);
    }
}
