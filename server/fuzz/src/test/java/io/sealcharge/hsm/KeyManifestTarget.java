package io.sealcharge.hsm;

import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;

/** The list of a token's keys: the same when it is written and read again. */
public final class KeyManifestTarget implements FuzzTarget {

    @Override
    public void read(byte[] input) {
        KeyManifest manifest;
        try {
            manifest = KeyManifest.parse(input);
        } catch (IllegalArgumentException refused) {
            Told.require(!String.valueOf(refused.getMessage()).isBlank(), "a refusal without words");
            return;
        }
        byte[] written = manifest.toJson();
        KeyManifest same = KeyManifest.parse(written);
        Told.require(java.util.Arrays.equals(same.toJson(), written), "another manifest");
        Told.require(same.descriptions().size() == manifest.descriptions().size(), "keys are lost");
    }
}
