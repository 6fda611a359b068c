package io.sealcharge.card.simulator;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;
import java.util.Set;

/**
 * Rewrites an applet's byte code so that each write to memory and each allocation passes through {@link CardHooks}, and each call of the Java Card
 * API that jCardSim does not keep goes to {@link CardUtil} and {@link CardCrypto} instead, whose methods have the same signatures.
 */
final class CardByteCode {
    private static final ClassDesc HOOKS = desc(CardHooks.class);
    private static final ClassDesc UTIL = desc(CardUtil.class);
    private static final ClassDesc CRYPTO = desc(CardCrypto.class);
    private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);
    private static final MethodTypeDesc STORE = MethodTypeDesc.of(
            ConstantDescs.CD_void, ConstantDescs.CD_Object, ConstantDescs.CD_int, ConstantDescs.CD_int);

    /** Static methods of the Java Card API that are replaced, and the methods that replace them. */
    private static final Map<String, Replacement> REPLACED = Map.of(
            "javacard/framework/Util.arrayCopy", new Replacement(UTIL, "arrayCopy"),
            "javacard/framework/Util.arrayCopyNonAtomic", new Replacement(UTIL, "arrayCopyNonAtomic"),
            "javacard/framework/Util.arrayFillNonAtomic", new Replacement(UTIL, "arrayFillNonAtomic"),
            "javacard/framework/Util.setShort", new Replacement(UTIL, "setShort"),
            "javacard/security/KeyBuilder.buildKey", new Replacement(CRYPTO, "buildKey"),
            "javacard/security/MessageDigest.getInstance", new Replacement(CRYPTO, "messageDigest"),
            "javacard/security/RandomData.getInstance", new Replacement(CRYPTO, "randomData"),
            "javacard/security/Signature.getInstance", new Replacement(CRYPTO, "signature"),
            "javacardx/crypto/Cipher.getInstance", new Replacement(CRYPTO, "cipher"));

    private static final String GENERATE = "javacard/security/KeyPair.genKeyPair";
    private static final Set<String> KEY_CHANGES =
            Set.of("setFieldFP", "setA", "setB", "setG", "setR", "setK", "setS", "setW", "clearKey");

    private CardByteCode() {}

    static byte[] between(byte[] classFile) {
        ClassFile tool = ClassFile.of();
        // Constants are set when the class is initialised, which on a card happens before install.
        return tool.transformClass(
                tool.parse(classFile),
                ClassTransform.transformingMethodBodies(
                        method -> !method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME),
                        CardByteCode::rewrite));
    }

    private static void rewrite(CodeBuilder code, CodeElement element) {
        switch (element) {
            case FieldInstruction field
            when isStore(field.opcode()) -> {
                code.invokestatic(HOOKS, "beforeFieldWrite", NOTHING);
                code.with(field);
                code.invokestatic(HOOKS, "afterFieldWrite", NOTHING);
            }
            case ArrayStoreInstruction store -> rewriteStore(code, store);
            case InvokeInstruction call -> rewriteCall(code, call);
            case NewObjectInstruction made -> allocate(code, made);
            case NewPrimitiveArrayInstruction made -> allocate(code, made);
            case NewReferenceArrayInstruction made -> allocate(code, made);
            default -> code.with(element);
        }
    }

    private static void rewriteStore(CodeBuilder code, ArrayStoreInstruction store) {
        switch (store.opcode()) {
            case BASTORE -> code.invokestatic(HOOKS, "storeByte", STORE);
            case SASTORE -> code.invokestatic(HOOKS, "storeShort", STORE);
            // References are set while the applet is installed.
            default -> allocate(code, store);
        }
    }

    private static void rewriteCall(CodeBuilder code, InvokeInstruction call) {
        String owner = call.owner().asInternalName();
        String method = owner + "." + call.name().stringValue();
        Replacement replacement = REPLACED.get(method);
        if (replacement != null) {
            code.invokestatic(replacement.owner(), replacement.name(), call.typeSymbol());
        } else if (GENERATE.equals(method)) {
            code.invokestatic(
                    CRYPTO,
                    "genKeyPair",
                    call.typeSymbol().insertParameterTypes(0, call.owner().asSymbol()));
        } else if (owner.startsWith("javacard/security/EC")
                && KEY_CHANGES.contains(call.name().stringValue())) {
            code.invokestatic(HOOKS, "beforeKeyWrite", NOTHING);
            code.with(call);
            code.invokestatic(HOOKS, "afterKeyWrite", NOTHING);
        } else {
            code.with(call);
        }
    }

    private static void allocate(CodeBuilder code, CodeElement element) {
        code.invokestatic(HOOKS, "allocation", NOTHING);
        code.with(element);
    }

    private static boolean isStore(Opcode opcode) {
        return opcode == Opcode.PUTFIELD || opcode == Opcode.PUTSTATIC;
    }

    private static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    private record Replacement(ClassDesc owner, String name) {}
}
