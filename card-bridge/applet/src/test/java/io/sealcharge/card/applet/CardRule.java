package io.sealcharge.card.applet;

/**
 * What a converter for Java Card 3.0.4 refuses, or what would not be safe on a card; each with a piece of code that breaks the rule and, but for that,
 * none. The pieces are members of a class with a byte array {@code memory}.
 */
enum CardRule {
    INT("void m() { int i = 1; }"),
    INT_IN_SIGNATURE("int m(byte b) { return b; }"),
    INT_ARRAY("final byte[] other = new byte[1]; void m(int[] numbers) {}"),
    INT_CAST("short m(short s) { return (short) (int) s; }"),
    LONG("static final long AMOUNT = 1;"),
    FLOAT("static final float RATE = 1;"),
    DOUBLE("static final double RATE = 1;"),
    CHAR("void m(char c) {}"),
    CHAR_LITERAL("static final byte LETTER = 'S';"),
    STRING("final String name = null;"),
    STRING_LITERAL("boolean m(Object o) { return o == \"text\"; }"),
    STRING_CONCATENATION("Object m(Object o) { return \"a\" + o; }"),
    STRING_SWITCH("void m(Object o) { switch (o.toString()) { default: } }"),
    BOXING("Object m(byte b) { return b; }"),
    FOREIGN_API("void m(java.util.List list) {}"),
    ENUM("enum Colour { RED }"),
    RECORD("record Pair(byte a, byte b) {}"),
    NESTED_CLASS("static final class Nested {}"),
    ANONYMOUS_CLASS("final Object o = new Object() {};"),
    LAMBDA("Runnable m() { return () -> {}; }"),
    METHOD_REFERENCE("void n() {} Runnable m() { return this::n; }"),
    FOR_EACH("void m() { for (byte b : memory) { memory[0] = b; } }"),
    SEVERAL_DIMENSIONS("final byte[][] table = null;"),
    ASSERT("void m() { assert memory != null; }"),
    VARARGS("void m(byte... bytes) {}"),
    GENERIC("<T> void m(T t) {}"),
    PARAMETERISED("Comparable<Object> m() { return null; }"),
    VAR("void m() { var v = memory; }"),
    SWITCH_EXPRESSION("byte m(byte b) { return switch (b) { default -> b; }; }"),
    ARROW_CASE("void m(byte b) { switch (b) { case 1 -> memory[0] = b; default -> {} } }"),
    PATTERN("boolean m(Object o) { return o instanceof byte[] bytes && bytes == memory; }"),
    TRY_WITH_RESOURCES("void m(AutoCloseable c) throws Exception { try (c) { memory[0] = 0; } }"),
    BROAD_CATCH("void m() { try { memory[0] = 0; } catch (RuntimeException e) { memory[0] = 1; } }"),
    SYNCHRONIZED("synchronized void m() {}"),
    SYNCHRONIZED_BLOCK("void m() { synchronized (memory) { memory[0] = 0; } }"),
    FOREIGN_MODIFIER("volatile byte shared;"),
    DEFAULT_METHOD("interface Counting { default void m() {} }"),
    ANNOTATION("@SuppressWarnings(\"unused\") void m() {}"),
    CLASS_LITERAL("Object m() { return Object.class; }"),
    WIDE_LITERAL("boolean m(short s) { return s == 0x8000; }"),
    UNCAST_SUM("boolean m(short a, short b) { return a + b > a; }"),
    UNCAST_INDEX("byte m(short at) { return memory[at + 1]; }"),
    UNCAST_OPERAND("short m(short a, short b) { return (short) ((a + b) >> 1); }"),
    UNSIGNED_SHIFT("short m(short a) { return (short) (a >>> 1); }"),
    ALLOCATION("Object m() { return new Object(); }"),
    ARRAY_ALLOCATION("byte[] m() { return new byte[1]; }"),
    ARRAY_INITIALISER("byte[] m() { byte[] one = {1}; return one; }"),
    FACTORY_ALLOCATION(
            "Object m() { return javacard.framework.JCSystem.makeTransientByteArray((short) 1, (byte) 1); }"),
    STATIC_STATE("static byte count;"),
    STATIC_ARRAY_WRITE("static final byte[] TABLE = {1}; void m() { TABLE[0] = 2; }"),
    CHANGING_REFERENCE("byte[] current;");

    private final String breach;

    CardRule(String breach) {
        this.breach = breach;
    }

    /** The name of the class that breaks this rule. */
    String exampleName() {
        return "Example" + name().replace("_", "");
    }

    /** A class that breaks this rule. */
    String example() {
        return "package io.sealcharge.card.applet; class %s { final byte[] memory = new byte[4]; %s }"
                .formatted(exampleName(), breach);
    }
}
