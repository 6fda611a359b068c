package io.sealcharge.card.simulator;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** One piece of a card's persistent memory: a field that holds a number, or an array. */
interface Cell {
    void save(CellWriter writer);

    void load(CellReader reader);

    static Cell of(byte[] array) {
        return new Cell() {
            @Override
            public void save(CellWriter writer) {
                writer.bytes(array);
            }

            @Override
            public void load(CellReader reader) {
                reader.bytesInto(array);
            }
        };
    }

    static Cell of(short[] array) {
        return new Cell() {
            @Override
            public void save(CellWriter writer) {
                for (short element : array) {
                    writer.number(element);
                }
            }

            @Override
            public void load(CellReader reader) {
                for (int i = 0; i < array.length; i++) {
                    array[i] = reader.number();
                }
            }
        };
    }

    static Cell of(boolean[] array) {
        return new Cell() {
            @Override
            public void save(CellWriter writer) {
                for (boolean element : array) {
                    writer.number((short) (element ? 1 : 0));
                }
            }

            @Override
            public void load(CellReader reader) {
                for (int i = 0; i < array.length; i++) {
                    array[i] = reader.number() != 0;
                }
            }
        };
    }

    /** A field of type byte, short or boolean. */
    static Cell of(Object object, Field field) {
        return new Cell() {
            @Override
            public void save(CellWriter writer) {
                writer.number(
                        switch (valueOf(object, field)) {
                            case Byte number -> number;
                            case Short number -> number;
                            case Boolean flag -> (short) (flag ? 1 : 0);
                            case null, default -> throw new IllegalStateException("no card type: " + field);
                        });
            }

            @Override
            public void load(CellReader reader) {
                short number = reader.number();
                Class<?> type = field.getType();
                set(object, field, type == byte.class ? (byte) number : type == short.class ? number : number != 0);
            }
        };
    }

    /** A field whose byte array is replaced as a whole. */
    static Cell replaceable(Object object, Field field) {
        return new Cell() {
            @Override
            public void save(CellWriter writer) {
                writer.optionalBytes((byte[]) valueOf(object, field));
            }

            @Override
            public void load(CellReader reader) {
                set(object, field, reader.optionalBytes());
            }
        };
    }

    static Field field(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    static @Nullable Object valueOf(Object object, Field field) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(Object object, Field field, @Nullable Object value) {
        try {
            field.set(object, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
