package io.sealcharge.platform.keys;

import io.sealcharge.envelope.P256Point;
import io.sealcharge.envelope.PinnedKeys;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.TokenOwner;
import io.sealcharge.hsm.testkit.InMemoryHsm;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** An HSM in memory with one key of each role of the server in use, and a journal of the calls that reach it. */
final class TestKeys {
    final InMemoryHsm token = new InMemoryHsm();
    final List<String> calls = new ArrayList<>();
    private final Map<String, HsmFailure> failures = new HashMap<>();
    final Hsm hsm = journaled();
    final StepwiseHsmExecutor executor = new StepwiseHsmExecutor(hsm);
    final List<KeyDescription> keys = new ArrayList<>();

    TestKeys() {
        for (KeyRole role : KeyRole.of(TokenOwner.SERVER)) {
            keys.add(token.generate(new KeyId(role, 1)));
        }
        token.use(keys);
    }

    /** The token, each call written down before it is passed on. */
    private Hsm journaled() {
        return (Hsm) Proxy.newProxyInstance(
                Hsm.class.getClassLoader(), new Class<?>[] {Hsm.class}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    HsmFailure failure = failures.remove(method.getName());
                    if (failure != null) {
                        throw new HsmException(failure, method.getName() + " failed on request");
                    }
                    try {
                        return method.invoke(token, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Lets the next call of this name fail. */
    void failOn(String call, HsmFailure failure) {
        failures.put(call, failure);
    }

    /** An HSM, but the calls named give something else. */
    static Hsm overriding(Hsm hsm, Map<String, Supplier<?>> instead) {
        return (Hsm) Proxy.newProxyInstance(
                Hsm.class.getClassLoader(), new Class<?>[] {Hsm.class}, (proxy, method, arguments) -> {
                    Supplier<?> other = instead.get(method.getName());
                    try {
                        return other == null ? method.invoke(hsm, arguments) : other.get();
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    KeySnapshot snapshot() {
        return KeySnapshot.of(keys);
    }

    /** Generates the next epoch of a role; it is not in use yet. */
    KeyDescription rotate(KeyRole role) {
        int epoch = (int) keys.stream().filter(key -> key.id().role() == role).count() + 1;
        KeyDescription next = token.generate(new KeyId(role, epoch));
        keys.add(next);
        return next;
    }

    PinnedKeys pins() {
        StringBuilder jwks = new StringBuilder();
        for (KeyDescription key : keys) {
            if (key.id().role() == KeyRole.ENVELOPE_SIGNING) {
                P256Point point = P256Point.ofUncompressed(key.publicPoint());
                jwks.append(jwks.isEmpty() ? "" : ",")
                        .append("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"")
                        .append(point.x())
                        .append("\",\"y\":\"")
                        .append(point.y())
                        .append("\"}");
            }
        }
        return PinnedKeys.parse("{\"keys\":[" + jwks + "]}");
    }
}
