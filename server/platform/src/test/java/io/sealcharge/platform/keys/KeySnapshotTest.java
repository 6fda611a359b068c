package io.sealcharge.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import io.sealcharge.envelope.P256Point;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.TokenOwner;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeySnapshotTest {
    private final TestKeys test = new TestKeys();

    @Test
    void theNewestEpochWorksAndAllAreLive() {
        test.rotate(KeyRole.PIN_INDEX);
        test.rotate(KeyRole.PIN_INDEX);
        Collections.reverse(test.keys);

        KeySnapshot snapshot = test.snapshot();

        assertThat(snapshot.newest(KeyRole.PIN_INDEX)).isEqualTo(new KeyId(KeyRole.PIN_INDEX, 3));
        assertThat(snapshot.live(KeyRole.PIN_INDEX)).extracting(KeyId::epoch).containsExactly(3, 2, 1);
        assertThat(snapshot.newest(KeyRole.RECHARGE_WRAP)).isEqualTo(new KeyId(KeyRole.RECHARGE_WRAP, 1));
    }

    @Test
    void publishesAllTokenSigningKeysByThumbprintAndNothingPrivate() throws ParseException {
        KeyDescription next = test.rotate(KeyRole.TOKEN_SIGNING);
        KeySnapshot snapshot = test.snapshot();

        List<JWK> published = JWKSet.parse(snapshot.tokenKeySet()).getKeys();

        String newest = P256Point.ofUncompressed(next.publicPoint()).thumbprint();
        assertThat(snapshot.tokenSigningKid()).isEqualTo(newest);
        assertThat(published).hasSize(2).allSatisfy(key -> {
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.getKeyUse()).isEqualTo(KeyUse.SIGNATURE);
            assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
        });
        assertThat(published.getFirst().getKeyID()).isEqualTo(newest);
    }

    @Test
    void everyRoleMustHaveAKey() {
        for (KeyRole role : KeyRole.of(TokenOwner.SERVER)) {
            List<KeyDescription> without = new ArrayList<>(test.keys);
            without.removeIf(key -> key.id().role() == role);

            assertThatThrownBy(() -> KeySnapshot.of(without))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(role.label());
        }
    }

    @Test
    void aKeyOfTheOfficersIsRefused() {
        test.keys.add(test.token.generate(new KeyId(KeyRole.ISSUER_ADMIN, 1)));

        assertThatThrownBy(test::snapshot)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("issuer-admin/1")
                .hasMessageContaining("the officers' token");
    }

    @Test
    void anEpochMustNotBeThereTwice() {
        test.keys.add(test.keys.getFirst());

        assertThatThrownBy(test::snapshot)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice");
    }
}
