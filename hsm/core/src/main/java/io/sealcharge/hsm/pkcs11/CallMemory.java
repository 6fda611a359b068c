package io.sealcharge.hsm.pkcs11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import iaik.pkcs.pkcs11.wrapper.CK_ATTRIBUTE;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * Native memory for the parameters and results of a few calls, wiped at the end: PINs and keys pass through it. Structures
 * as in PKCS#11 3.1, 3.5 and 3.3, where a CK_ULONG has the size of a pointer.
 */
final class CallMemory implements AutoCloseable {
    /** Room for templates, mechanisms and lengths. */
    private static final long STRUCTURES = 2_048;

    private static final long ALIGNMENT = 8;

    /** CK_MECHANISM: code, parameter, its length. CK_ATTRIBUTE: type, value, its length. */
    private static final MemoryLayout MECHANISM_OR_ATTRIBUTE = MemoryLayout.structLayout(JAVA_LONG, ADDRESS, JAVA_LONG);

    private static final long SIZE = MECHANISM_OR_ATTRIBUTE.byteSize();
    private static final long VALUE = 8;
    private static final long LENGTH = 16;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment block;
    private final SegmentAllocator parts;

    /** @param bytes of all data beside the structures */
    CallMemory(long bytes) {
        block = arena.allocate(STRUCTURES + bytes, ALIGNMENT);
        parts = SegmentAllocator.slicingAllocator(block);
    }

    MemorySegment copy(byte[] value) {
        return parts.allocateFrom(JAVA_BYTE, value);
    }

    MemorySegment room(long bytes) {
        return parts.allocate(bytes, ALIGNMENT);
    }

    /** A CK_ULONG that a function reads or writes. */
    MemorySegment number(long value) {
        return parts.allocateFrom(JAVA_LONG, value);
    }

    MemorySegment mechanism(long code) {
        return mechanism(code, MemorySegment.NULL);
    }

    MemorySegment mechanism(long code, MemorySegment parameter) {
        return one(code, parameter);
    }

    /** A structure of words: numbers, and the addresses and lengths of segments. */
    MemorySegment words(long... words) {
        return parts.allocateFrom(JAVA_LONG, words);
    }

    MemorySegment template(CK_ATTRIBUTE... attributes) {
        MemorySegment template = parts.allocate(MECHANISM_OR_ATTRIBUTE, attributes.length);
        for (int i = 0; i < attributes.length; i++) {
            fill(template, i * SIZE, attributes[i].type, value(attributes[i].pValue));
        }
        return template;
    }

    /** A template of one attribute, to be filled with up to {@code room.byteSize()} bytes. */
    MemorySegment wanted(long attribute, MemorySegment room) {
        return one(attribute, room);
    }

    private MemorySegment one(long code, MemorySegment value) {
        MemorySegment structure = parts.allocate(MECHANISM_OR_ATTRIBUTE);
        fill(structure, 0, code, value);
        return structure;
    }

    /** How long the value in a template of one attribute has become; -1: it is not given out. */
    static long length(MemorySegment template) {
        return template.get(JAVA_LONG, LENGTH);
    }

    private static void fill(MemorySegment at, long offset, long code, MemorySegment value) {
        at.set(JAVA_LONG, offset, code);
        at.set(ADDRESS, offset + VALUE, value);
        at.set(JAVA_LONG, offset + LENGTH, value.byteSize());
    }

    private MemorySegment value(Object value) {
        return switch (value) {
            case Boolean truth -> parts.allocateFrom(JAVA_BYTE, (byte) (truth ? 1 : 0));
            case Long number -> number(number);
            case byte[] bytes -> copy(bytes);
            default -> throw new IllegalArgumentException("no attribute's value is a " + value.getClass());
        };
    }

    @Override
    public void close() {
        block.fill((byte) 0);
        arena.close();
    }
}
