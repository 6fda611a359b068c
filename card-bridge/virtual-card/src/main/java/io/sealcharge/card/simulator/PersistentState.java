package io.sealcharge.card.simulator;

import com.licel.jcardsim.crypto.ByteContainer;
import com.licel.jcardsim.crypto.KeyImpl;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javacard.framework.Applet;
import javacard.security.KeyPair;
import javacard.security.MessageDigest;
import javacard.security.RandomData;
import javacard.security.Signature;
import javacardx.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * All persistent memory of an installed applet: the fields of its objects, its arrays but for the transient ones, and its keys. The objects are
 * those that exist after install, since no command may make one; their content can be read and written as one row of bytes. A kind of object
 * that is not known here stops the card, so that none is forgotten.
 */
final class PersistentState {
    private final List<Cell> cells = new ArrayList<>();
    private final StringBuilder layout = new StringBuilder();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<Object, String> persistentArrays = new IdentityHashMap<>();
    private final CardTransientMemory transientMemory;

    PersistentState(Applet applet, CardTransientMemory transientMemory) {
        this.transientMemory = transientMemory;
        visit(applet, "applet");
    }

    /** @return SHA-256 over names, types and lengths of all memory */
    byte[] layoutDigest() {
        return CardImage.sha256(layout.toString().getBytes(StandardCharsets.UTF_8));
    }

    boolean isPersistent(Object array) {
        return persistentArrays.containsKey(array);
    }

    /** Puts bytes into an array past the applet. */
    void overwrite(String path, byte[] bytes) {
        byte[] array = persistentArrays.entrySet().stream()
                .filter(entry -> entry.getValue().equals(path))
                .map(entry -> (byte[]) entry.getKey())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no array " + path));
        System.arraycopy(bytes, 0, array, 0, array.length);
    }

    byte[] read() {
        CellWriter writer = new CellWriter();
        cells.forEach(cell -> cell.save(writer));
        return writer.toByteArray();
    }

    void write(byte[] content) {
        CellReader reader = new CellReader(content);
        cells.forEach(cell -> cell.load(reader));
        reader.end();
    }

    private void visit(@Nullable Object object, String path) {
        if (object == null || !seen.add(object) || transientMemory.isTransient(object) != 0) {
            return;
        }
        switch (object) {
            case byte[] bytes -> addArray(Cell.of(bytes), bytes, path, "byte[" + bytes.length);
            case short[] shorts -> addArray(Cell.of(shorts), shorts, path, "short[" + shorts.length);
            case boolean[] booleans -> addArray(Cell.of(booleans), booleans, path, "boolean[" + booleans.length);
            case Object[] objects -> {
                for (int i = 0; i < objects.length; i++) {
                    visit(objects[i], path + "." + i);
                }
            }
            case ByteContainer container -> addContainer(container, path);
            case KeyPair pair -> {
                visit(pair.getPublic(), path + ".public");
                visit(pair.getPrivate(), path + ".private");
            }
            case KeyImpl key -> visitFields(key, path);
            case AesCardKey key -> visit(key.memory(), path);
            // Their state between two calls is working memory on a card.
            case Signature signature -> describe(path, "signature");
            case MessageDigest digest -> describe(path, "digest");
            case Cipher cipher -> describe(path, "cipher");
            case RandomData random -> describe(path, "random");
            default -> visitAppletObject(object, path);
        }
    }

    private void visitAppletObject(Object object, String path) {
        if (!(object.getClass().getClassLoader() instanceof AppletClassLoader)) {
            throw new IllegalStateException("the simulator does not know how to keep "
                    + object.getClass().getName() + " at " + path);
        }
        visitFields(object, path);
    }

    private void visitFields(Object object, String path) {
        for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
            Field[] fields = type.getDeclaredFields();
            Arrays.sort(fields, Comparator.comparing(Field::getName));
            for (Field field : fields) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    visitField(object, field, path + "." + field.getName());
                }
            }
        }
    }

    private void visitField(Object object, Field field, String path) {
        if (field.getType().isPrimitive()) {
            add(Cell.of(object, field), path, field.getType().getName());
        } else {
            visit(Cell.valueOf(object, field), path);
        }
    }

    private void addContainer(ByteContainer container, String path) {
        Field data = Cell.field(ByteContainer.class, "data");
        Field length = Cell.field(ByteContainer.class, "length");
        Field memoryType = Cell.field(ByteContainer.class, "memoryType");
        if (Cell.valueOf(container, memoryType) instanceof Byte type && type != 0) {
            return;
        }
        add(Cell.replaceable(container, data), path, "data");
        add(Cell.of(container, length), path, "length");
    }

    private void addArray(Cell cell, Object array, String path, String type) {
        persistentArrays.put(array, path);
        add(cell, path, type);
    }

    private void add(Cell cell, String path, String type) {
        cells.add(cell);
        describe(path, type);
    }

    private void describe(String path, String type) {
        layout.append(path).append(':').append(type).append('\n');
    }
}
