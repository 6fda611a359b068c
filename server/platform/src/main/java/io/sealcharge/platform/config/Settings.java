package io.sealcharge.platform.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The platform's settings as {@code config/sealcharge.yaml} documents them. Paths are absolute: relative ones in the
 * file are taken from the file's folder. Secrets are named by file and never held here.
 *
 * @param issuer {@code iss} of access tokens and key statements, a URI
 * @param catalogue products and channels to be applied at the start, or null
 */
public record Settings(
        Http http,
        String issuer,
        Database database,
        Crypto crypto,
        HsmModule hsm,
        Auth auth,
        Purchases purchase,
        Stock stock,
        RechargeKeys recharge,
        Guess guess,
        Charging charging,
        @Nullable Path catalogue,
        Log log) {

    /**
     * @param port 0 for any free one
     * @param publicUrl the URL by which callers reach the platform, without a slash at its end; null for
     *     {@code http(s)://host:port}
     * @param tls null for plain HTTP
     * @param tlsTerminatedUpstream whether a proxy in front ends TLS, so that plain HTTP may be bound to any address
     * @param maxInFlight requests being worked on at once; more are refused with 503
     * @param eventLoops threads that parse requests and write answers
     */
    public record Http(
            String host,
            int port,
            @Nullable String publicUrl,
            @Nullable Tls tls,
            boolean tlsTerminatedUpstream,
            int maxBodyBytes,
            int maxStockFileBytes,
            int maxInFlight,
            int drainTimeoutMs,
            int eventLoops) {}

    /**
     * @param certificateFile PEM, the server's certificate first
     * @param keyFile PEM (PKCS#8), readable by its owner only
     */
    public record Tls(Path certificateFile, Path keyFile) {}

    /**
     * @param poolSize connections
     * @param maxWaitQueue statements that may wait for a connection, and acts of each kind for a batch; more are refused
     * @param maxBatch acts gathered into one statement, at most
     * @param batchIntervalMs least time between the beginnings of two statements of a kind under load
     */
    public record Database(
            Server server,
            int poolSize,
            int maxWaitQueue,
            int maxBatch,
            int batchIntervalMs,
            int acquireTimeoutMs,
            int statementTimeoutMs) {

        /** Where PostgreSQL comes from. */
        public sealed interface Server {}

        /**
         * A PostgreSQL that the platform starts, or adopts if it still runs.
         *
         * @param directory its cluster and its unpacked programs
         * @param port 0 for a free one, chosen once and remembered in the directory
         */
        public record Embedded(Path directory, int port) implements Server {}

        /**
         * A PostgreSQL that others run.
         *
         * @param caFile PEM; null unless {@code tls} is VERIFY_FULL
         */
        public record External(
                String host,
                int port,
                String name,
                String user,
                Path passwordFile,
                TlsMode tls,
                @Nullable Path caFile) implements Server {}

        /** As PostgreSQL's {@code sslmode} of the same name. */
        public enum TlsMode {
            DISABLE,
            REQUIRE,
            VERIFY_FULL
        }
    }

    /** Cryptography outside the HSM. */
    public record Crypto(Provider provider) {

        /** Whose implementations are used. */
        public enum Provider {
            /** Corretto's where it loads, the JDK's otherwise. */
            AUTO,
            CORRETTO,
            JDK
        }
    }

    /**
     * @param module name of one of {@code modules}
     * @param modules the PKCS#11 libraries that may be loaded, by name
     * @param tokenSerial compared with the token's if given
     * @param pinFile the user PIN, readable by its owner only
     * @param keyManifest what the key set-up wrote: the keys by role and epoch
     * @param keepers sessions that own one-time keys
     * @param threads that call the token
     * @param queue calls that may wait for a thread; more are refused
     * @param borrowTimeoutMs how long a call may wait for a session
     * @param callTimeoutMs after which a call counts as hung
     * @param recycleAfterOperations that make session objects, after which the module is finalised and initialised anew, so
     *     that leaks end
     */
    public record HsmModule(
            String module,
            Map<String, Path> modules,
            String tokenLabel,
            @Nullable String tokenSerial,
            Path pinFile,
            Path keyManifest,
            int sessions,
            int keepers,
            int keysPerKeeper,
            int threads,
            int queue,
            int borrowTimeoutMs,
            int callTimeoutMs,
            int recycleAfterOperations,
            int selfTestIntervalMs) {

        /** The library to be loaded. */
        public Path library() {
            Path library = modules.get(module);
            if (library == null) {
                throw new IllegalStateException("hsm.module is checked against hsm.modules before this");
            }
            return library;
        }
    }

    /**
     * @param assertionMaxSeconds how far ahead a client assertion's {@code exp} may lie
     * @param rememberedTokens verified access tokens kept, so that each is verified once
     */
    public record Auth(int accessTokenSeconds, int assertionMaxSeconds, int rememberedTokens) {}

    /**
     * @param eraseAnswersAfterSeconds how long answers under shared keys are kept for a retry, unless they are acknowledged
     */
    public record Purchases(int eraseAnswersAfterSeconds) {}

    /**
     * Vouchers that a node claims from stock ahead of their sale.
     *
     * @param claimAtOnce in a claim, unless one purchase needs more
     * @param maxClaimed by one node, those in the hands of purchases included; more are refused
     * @param leaseSeconds after which vouchers that were not sold come free
     */
    public record Stock(int claimAtOnce, int maxClaimed, int leaseSeconds) {}

    /**
     * @param poolSize key pairs kept ready, if pooled
     * @param windowMs for which requests share a key pair, if they do
     * @param keySeconds for which a recharge key may be used
     */
    public record RechargeKeys(
            KeySource key,
            int poolSize,
            int windowMs,
            int keySeconds,
            int maxOutstandingPerChannel,
            int maxOutstanding) {

        /** When a recharge key pair is made. */
        public enum KeySource {
            /** Ahead of its request, and never used before. */
            POOLED,
            /** When it is asked for. */
            ON_REQUEST,
            /** For the first request of a short window, and shared with the others. */
            WINDOW
        }
    }

    /**
     * Windows over refused recharges.
     *
     * @param windowSeconds over which they are counted
     * @param terminalRefusals of one terminal, that bar it
     * @param numberRefusals of one phone number, after which it cools down
     * @param channelRefusals of one channel, after which its requests are delayed
     * @param globalRefusals of all channels, after which all requests are delayed
     * @param slowdownMs by which they are delayed
     * @param maxSlowed requests being delayed at once; more are refused
     */
    public record Guess(
            int windowSeconds,
            int terminalRefusals,
            int numberRefusals,
            int channelRefusals,
            int globalRefusals,
            int slowdownMs,
            int maxSlowed) {}

    /** @param external the system that credits phone numbers; null for balances in the platform's own books */
    public record Charging(@Nullable External external) {

        /**
         * @param url without a slash at its end
         * @param credentialFile the bearer token for it, readable by the platform's user only; null for none
         * @param timeoutMs after which an answer counts as unknown
         * @param answerWithinMs for so long a recharge waits for the answer
         * @param askAgainMs after so long an open redemption is asked about, and twice as long after each ask
         * @param askAgainMostMs the longest such pause
         * @param maxInFlight requests to it at once
         */
        public record External(
                String url,
                @Nullable Path credentialFile,
                int timeoutMs,
                int answerWithinMs,
                int askAgainMs,
                int askAgainMostMs,
                int maxInFlight) {}
    }

    /**
     * @param directory of {@code sealcharge.log}; null for standard output
     */
    public record Log(@Nullable Path directory, Level level) {

        /** The least severe events that are logged. */
        public enum Level {
            ERROR,
            WARN,
            INFO,
            DEBUG
        }
    }
}
