package io.sealcharge.hsm.testkit;

import org.junit.jupiter.api.Tag;

@Tag("real")
class SoftHsmTest extends HsmContract {

    @Override
    protected TestToken newToken() {
        return SoftHsmFixture.newToken();
    }
}
