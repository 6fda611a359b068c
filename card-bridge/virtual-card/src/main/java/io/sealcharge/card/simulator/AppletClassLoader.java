package io.sealcharge.card.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javacard.framework.Applet;

/**
 * Loads an applet's package with {@link CardByteCode} put between it and its memory. One loader serves all cards with that applet: what differs
 * from card to card is in objects.
 */
final class AppletClassLoader extends ClassLoader {
    private static final Map<String, AppletClassLoader> LOADERS = new ConcurrentHashMap<>();

    static {
        registerAsParallelCapable();
    }

    private final String packagePrefix;

    private AppletClassLoader(String packagePrefix, ClassLoader parent) {
        super("card-applet", parent);
        this.packagePrefix = packagePrefix;
    }

    /** @param appletClass the applet as it stands on the class path */
    static Class<? extends Applet> cardClass(Class<? extends Applet> appletClass) {
        ClassLoader parent = appletClass.getClassLoader();
        AppletClassLoader loader = LOADERS.computeIfAbsent(
                appletClass.getPackageName() + ".", prefix -> new AppletClassLoader(prefix, parent));
        try {
            return loader.loadClass(appletClass.getName()).asSubclass(Applet.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(packagePrefix)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] code = CardByteCode.between(in.readAllBytes());
            return defineClass(name, code, 0, code.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
