package io.sealcharge.acceptance;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds event loops that were blocked by a call, as against a pause of the machine: a loop that computes, or whose
 * process got no processor, shows no such frame on top of its stack. The loading of classes reads jars and is not meant.
 */
final class BlockedLoops {
    private static final String LOGGER = "io.sealcharge.platform.observe.BlockedThreads";
    private static final Pattern BLOCKING = Pattern.compile(
            "\\tat (java\\.base/)?(java\\.lang\\.Thread\\.sleep|java\\.lang\\.Object\\.wait|jdk\\.internal\\.misc\\.Unsafe\\.park"
                    + "|java\\.util\\.concurrent\\.locks\\.LockSupport\\.park|sun\\.nio\\.ch\\.(SocketDispatcher|NioSocketImpl|FileDispatcherImpl)"
                    + "|java\\.io\\.(FileInputStream|FileOutputStream|RandomAccessFile)\\.(read|write)|java\\.net\\.Inet\\dAddressImpl"
                    + "|java\\.lang\\.Process(Impl|Handle)|iaik\\.pkcs|org\\.xipki|org\\.postgresql|io\\.sealcharge\\.hsm\\.pkcs11).*");
    private static final Pattern CLASS_LOADING =
            Pattern.compile("java\\.lang\\.ClassLoader|jdk\\.internal\\.loader|java\\.lang\\.Class\\.forName");
    /** What a loop does when it has nothing to do, or hands bytes to the kernel. */
    private static final Pattern AT_REST =
            Pattern.compile("EPoll|SocketChannelImpl\\.write|NioSocketChannel\\.doWrite");

    private static final int TOP_FRAMES = 12;

    private BlockedLoops() {}

    static List<String> in(String logs) {
        return logs.lines()
                .filter(line -> line.contains(LOGGER))
                .map(line -> new JsonObject(line).getString("exception", ""))
                .filter(BlockedLoops::isBlockingCall)
                .toList();
    }

    static boolean isBlockingCall(String stack) {
        String top = String.join(
                "\n",
                stack.lines()
                        .filter(line -> line.startsWith("\tat "))
                        .limit(TOP_FRAMES)
                        .toList());
        return BLOCKING.matcher(top).find()
                && !CLASS_LOADING.matcher(stack).find()
                && !AT_REST.matcher(top).find();
    }
}
