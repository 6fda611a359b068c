package io.sealcharge.cli.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of loopback. */
final class Ports {
    private static final int TRIES = 50;

    private Ports() {}

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // A port that was closed a moment ago still lingers; that is no reason to take another.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** The next one that is free; 0, which lets the system choose, if a good many are taken. */
    static int freeAfter(int taken) {
        for (int port = taken + 1; port <= Math.min(taken + TRIES, 65_535); port++) {
            if (isFree(port)) {
                return port;
            }
        }
        return 0;
    }
}
