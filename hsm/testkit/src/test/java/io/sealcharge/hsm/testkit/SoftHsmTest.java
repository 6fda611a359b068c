package io.sealcharge.hsm.testkit;

class SoftHsmTest extends HsmContract {

    @Override
    protected TestToken newToken() {
        return SoftHsmFixture.newToken();
    }
}
