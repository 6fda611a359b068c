package io.sealcharge.platform.http.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Verified tokens by their SHA-256, the least recently used forgotten first. Holds no token. */
final class RememberedTokens {
    private final Map<String, VerifiedToken> byDigest;

    RememberedTokens(int capacity) {
        this.byDigest = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, VerifiedToken> eldest) {
                return size() > capacity;
            }
        };
    }

    synchronized @Nullable VerifiedToken get(String digest) {
        return byDigest.get(digest);
    }

    synchronized void put(String digest, VerifiedToken token) {
        byDigest.put(digest, token);
    }

    synchronized void remove(String digest) {
        byDigest.remove(digest);
    }

    synchronized void clear() {
        byDigest.clear();
    }

    synchronized int size() {
        return byDigest.size();
    }

    static String digest(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM lacks SHA-256", e);
        }
    }
}
