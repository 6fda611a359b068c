package io.sealcharge.platform.app;

import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.VoucherFace;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys without an HSM: writes down what it is asked for, and fails when it is told to. */
final class RecordingKeys implements Keys {
    final List<String> journal;
    final List<Map<String, Object>> tokensSigned = new ArrayList<>();
    OpenedPin opened = new OpenedPin(List.of(new PinIndex(new byte[32], 1)), "+8613800138000", "ref-1");

    @Nullable
    RuntimeException failure;

    private int made;

    RecordingKeys(List<String> journal) {
        this.journal = journal;
    }

    private <T> Future<T> act(String name, T result) {
        journal.add(name);
        return failure == null ? Future.succeededFuture(result) : Future.failedFuture(failure);
    }

    @Override
    public Future<List<SealedVoucher>> mint(
            PinFormat format, String reference, TerminalPublicKey key, List<VoucherFace> faces) {
        List<SealedVoucher> sealed = faces.stream()
                .map(face -> new SealedVoucher(face, new PinIndex(new byte[32], 1), "envelope-" + ++made))
                .toList();
        return act("mint", sealed);
    }

    @Override
    public Future<IssuedKey> issueRechargeKey(String channel, String terminal, String reference, Instant expiresAt) {
        String kid = "kid-" + ++made;
        return act("issue " + kid, new IssuedKey(key(kid), "statement of " + kid));
    }

    static AssignedKey key(String kid) {
        return new AssignedKey(kid, new byte[65], new byte[] {1}, 1);
    }

    @Override
    public Future<OpenedPin> openRecharge(RechargeEnvelope envelope, AssignedKey key) {
        return act("open with " + key.kid(), opened);
    }

    @Override
    public void forgetRechargeKey(AssignedKey key) {
        journal.add("forget " + key.kid());
    }

    @Override
    public void forgetExpiredRechargeKeys(Instant now) {
        journal.add("forget expired keys");
    }

    @Override
    public Future<String> signAccessToken(Map<String, Object> claims) {
        tokensSigned.add(claims);
        return act("sign token", "token-" + ++made);
    }

    @Override
    public String tokenKeySet() {
        return "{\"keys\":[]}";
    }
}
