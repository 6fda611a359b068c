package io.sealcharge.hsm.officer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.PinSource;
import io.sealcharge.hsm.pkcs11.Pkcs11Hsm;
import io.sealcharge.hsm.pkcs11.Pkcs11Tokens;

/** The token that an {@link HsmConfig} names. */
final class Pkcs11OfficerToken implements OfficerToken {
    private final HsmConfig config;

    Pkcs11OfficerToken(HsmConfig config) {
        this.config = config;
    }

    @Override
    public String label() {
        return config.tokenLabel();
    }

    @Override
    public boolean exists() {
        String serialNumber = config.tokenSerial();
        return Pkcs11Tokens.list(config).stream()
                .anyMatch(token -> token.label().equals(config.tokenLabel())
                        && (serialNumber == null || serialNumber.equals(token.serialNumber())));
    }

    @Override
    public void initialise(char[] soPin, char[] userPin) {
        Pkcs11Tokens.initialise(config, soPin, userPin);
    }

    @Override
    public Hsm open(PinSource userPin) {
        return Pkcs11Hsm.open(config, userPin, new SimpleMeterRegistry());
    }
}
