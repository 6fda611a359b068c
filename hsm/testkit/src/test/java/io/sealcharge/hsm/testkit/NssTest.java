package io.sealcharge.hsm.testkit;

import java.util.Set;

/** NSS softokn as the second token. It derives, MACs and wraps, but does not unwrap an EC private key or keep a key's history. */
class NssTest extends HsmContract {

    @Override
    protected TestToken newToken() {
        return NssFixture.newToken();
    }

    @Override
    protected Set<Lack> lacks() {
        return Set.of(Lack.EC_UNWRAP, Lack.KEY_HISTORY);
    }
}
