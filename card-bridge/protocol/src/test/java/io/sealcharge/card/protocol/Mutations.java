package io.sealcharge.card.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that a strict reader of TLV must see, done to one valid encoding. */
final class Mutations {
    private final Map<String, byte[]> found = new LinkedHashMap<>();

    private Mutations() {}

    /** Name of the fault → bytes. */
    static Map<String, byte[]> of(byte[] valid) {
        Mutations mutations = new Mutations();
        mutations.atTheEnds(valid);
        mutations.lengths(valid);
        List<TlvNode> nodes = TlvNode.parse(valid);
        if (nodes.getFirst().isTemplate()) {
            TlvNode template = nodes.getFirst();
            mutations.fields(template.children(), changed -> {
                List<TlvNode> outer = new ArrayList<>(nodes);
                outer.set(0, TlvNode.template(template.tag(), changed));
                return TlvNode.encode(outer);
            });
            mutations.found.put("template's tag is another", flip(valid, 0, 0x08));
            mutations.found.put("template is primitive", flip(valid, 0, 0x20));
        } else {
            mutations.fields(nodes, TlvNode::encode);
        }
        if (nodes.size() > 1 && nodes.getFirst().isTemplate()) {
            mutations.fields(nodes, TlvNode::encode);
        }
        return mutations.found;
    }

    /** Puts changed fields back where they were. */
    private interface Assembly {
        byte[] put(List<TlvNode> fields);
    }

    private void atTheEnds(byte[] valid) {
        found.put("empty", new byte[0]);
        found.put("one byte less", Arrays.copyOf(valid, valid.length - 1));
        found.put("a zero behind", Arrays.copyOf(valid, valid.length + 1));
        byte[] before = new byte[valid.length + 1];
        System.arraycopy(valid, 0, before, 1, valid.length);
        found.put("a zero in front", before);
    }

    private void lengths(byte[] valid) {
        int header = (valid[1] & 0xFF) == 0x81 ? 3 : 2;
        byte[] content = Arrays.copyOfRange(valid, header, valid.length);
        int length = valid[header - 1] & 0xFF;
        if (header == 2) {
            found.put("length over-long, 81", join(valid[0], new int[] {0x81, length}, content));
        }
        found.put("length over-long, 82", join(valid[0], new int[] {0x82, 0, length}, content));
        found.put("length over-long, 83", join(valid[0], new int[] {0x83, 0, 0, length}, content));
        found.put("length over-long, 84", join(valid[0], new int[] {0x84, 0, 0, 0, length}, content));
        found.put("length indefinite", join(valid[0], new int[] {0x80}, Arrays.copyOf(content, content.length + 2)));
        int[] longer = header == 2 ? new int[] {length + 1} : new int[] {0x81, length + 1};
        found.put("length one more", join(valid[0], longer, content));
        int[] shorter = header == 2 ? new int[] {length - 1} : new int[] {0x81, length - 1};
        found.put("length one less", join(valid[0], shorter, content));
        found.put("length reserved, FF", join(valid[0], new int[] {0xFF}, content));
    }

    private void fields(List<TlvNode> fields, Assembly assembly) {
        for (int i = 0; i < fields.size(); i++) {
            String tag = "%02X".formatted(fields.get(i).tag());
            List<TlvNode> missing = new ArrayList<>(fields);
            missing.remove(i);
            put(tag + " missing", assembly.put(missing));
            List<TlvNode> twice = new ArrayList<>(fields);
            twice.add(i, fields.get(i));
            put(tag + " twice", assembly.put(twice));
            if (i > 0) {
                List<TlvNode> swapped = new ArrayList<>(fields);
                Collections.swap(swapped, i - 1, i);
                put(tag + " before " + "%02X".formatted(fields.get(i - 1).tag()), assembly.put(swapped));
            }
            if (!fields.get(i).isTemplate()) {
                primitive(fields, i, assembly);
            }
        }
        List<TlvNode> more = new ArrayList<>(fields);
        more.add(TlvNode.primitive(0xC8, new byte[] {0}));
        put("an unknown object behind", assembly.put(more));
    }

    private void primitive(List<TlvNode> fields, int index, Assembly assembly) {
        TlvNode field = fields.get(index);
        String tag = "%02X".formatted(field.tag());
        byte[] value = field.value();
        put(
                tag + " one byte shorter",
                with(fields, index, field.withValue(Arrays.copyOf(value, value.length - 1)), assembly));
        put(
                tag + " one byte longer",
                with(fields, index, field.withValue(Arrays.copyOf(value, value.length + 1)), assembly));
        put(tag + " empty", with(fields, index, field.withValue(new byte[0]), assembly));
        put(tag + " unknown", with(fields, index, TlvNode.primitive(field.tag() ^ 0x40, value), assembly));
        List<TlvNode> nested = List.of(field);
        put(tag + " within a template", with(fields, index, TlvNode.template(field.tag() | 0x20, nested), assembly));
    }

    private static byte[] with(List<TlvNode> fields, int index, TlvNode changed, Assembly assembly) {
        List<TlvNode> next = new ArrayList<>(fields);
        next.set(index, changed);
        return assembly.put(next);
    }

    private void put(String name, byte[] bytes) {
        found.putIfAbsent(name, bytes);
    }

    private static byte[] flip(byte[] valid, int at, int bits) {
        byte[] changed = valid.clone();
        changed[at] ^= (byte) bits;
        return changed;
    }

    private static byte[] join(byte tag, int[] length, byte[] content) {
        byte[] joined = new byte[1 + length.length + content.length];
        joined[0] = tag;
        for (int i = 0; i < length.length; i++) {
            joined[1 + i] = (byte) length[i];
        }
        System.arraycopy(content, 0, joined, 1 + length.length, content.length);
        return joined;
    }
}
