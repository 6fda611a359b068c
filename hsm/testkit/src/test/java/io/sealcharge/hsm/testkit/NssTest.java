package io.sealcharge.hsm.testkit;

import java.util.Set;

/** NSS softokn as the second token. It derives, MACs and wraps, but refuses to unwrap an EC private key. */
class NssTest extends HsmContract {

    @Override
    protected TestToken newToken() {
        return NssFixture.newToken();
    }

    @Override
    protected Set<Lack> lacks() {
        return Set.of(Lack.EC_UNWRAP);
    }
}
