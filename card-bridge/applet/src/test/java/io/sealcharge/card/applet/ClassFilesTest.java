package io.sealcharge.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the compiler made of the applet holds nothing that a card's virtual machine lacks. */
class ClassFilesTest {
    private static final Set<Opcode> ALLOCATIONS = EnumSet.of(Opcode.NEW, Opcode.NEWARRAY, Opcode.ANEWARRAY);
    private static final List<String> FOREIGN_PREFIXES = List.of("L", "F", "D");
    private static final Set<Opcode> FOREIGN = EnumSet.of(
            Opcode.INVOKEDYNAMIC,
            Opcode.MULTIANEWARRAY,
            Opcode.MONITORENTER,
            Opcode.MONITOREXIT,
            Opcode.IALOAD,
            Opcode.IASTORE,
            Opcode.CALOAD,
            Opcode.CASTORE,
            Opcode.I2C,
            Opcode.I2L,
            Opcode.I2F,
            Opcode.I2D);
    private static final List<ClassModel> CLASSES = new ArrayList<>();

    @BeforeAll
    static void readTheClasses() throws IOException, URISyntaxException {
        Path folder = Path.of(CardApplet.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                CLASSES.add(ClassFile.of().parse(file));
            }
        }
        assertThat(CLASSES).hasSizeGreaterThan(20);
    }

    @Test
    void theyAreOfJavaEight() {
        assertThat(CLASSES).allSatisfy(each -> assertThat(each.majorVersion()).isEqualTo(ClassFile.JAVA_8_VERSION));
    }

    @Test
    void noInstructionIsUnknownToACard() {
        List<String> found = new ArrayList<>();
        eachInstruction((method, instruction) -> {
            String name = instruction.opcode().name();
            boolean foreign = FOREIGN.contains(instruction.opcode())
                    // LADD, FADD, DADD and their kin; LDC and LOOKUPSWITCH are others.
                    || (FOREIGN_PREFIXES.contains(name.substring(0, 1))
                            && !name.startsWith("LDC")
                            && !name.startsWith("DUP")
                            && !name.equals("LOOKUPSWITCH"));
            if (foreign || isWideArray(instruction)) {
                found.add(method + ": " + name);
            }
        });
        assertThat(found).isEmpty();
    }

    @Test
    void noSignatureSpeaksOfTypesThatACardLacks() {
        List<String> found = new ArrayList<>();
        for (ClassModel each : CLASSES) {
            each.fields().forEach(field -> requireCardTypes(field.fieldType().stringValue(), found));
            each.methods()
                    .forEach(method -> requireCardTypes(method.methodType().stringValue(), found));
        }
        eachInstruction((method, instruction) -> {
            if (instruction instanceof InvokeInstruction call) {
                requireCardTypes(call.type().stringValue(), found);
            } else if (instruction instanceof FieldInstruction field) {
                requireCardTypes(field.type().stringValue(), found);
            }
        });
        assertThat(found).isEmpty();
    }

    @Test
    void nothingIsMadeButAtInstall() {
        List<String> found = new ArrayList<>();
        eachInstruction((method, instruction) -> {
            boolean atInstall =
                    method.endsWith(".<init>") || method.endsWith(".<clinit>") || method.endsWith(".install");
            if (ALLOCATIONS.contains(instruction.opcode()) && !atInstall) {
                found.add(method + ": " + instruction.opcode());
            }
        });
        assertThat(found).isEmpty();
    }

    private static boolean isWideArray(Instruction instruction) {
        return instruction instanceof NewPrimitiveArrayInstruction made
                && switch (made.typeKind()) {
                    case BYTE, SHORT, BOOLEAN -> false;
                    default -> true;
                };
    }

    private static void requireCardTypes(String descriptor, List<String> found) {
        String primitives = descriptor.replaceAll("L[^;]*;", "");
        if (primitives.matches(".*[IJFDC].*") || descriptor.contains("[[") || descriptor.contains("java/lang/String")) {
            found.add(descriptor);
        }
    }

    private static void eachInstruction(Found found) {
        for (ClassModel each : CLASSES) {
            for (MethodModel method : each.methods()) {
                String name = each.thisClass().asInternalName() + "."
                        + method.methodName().stringValue();
                method.code().ifPresent(code -> {
                    for (CodeElement element : code) {
                        if (element instanceof Instruction instruction) {
                            found.accept(name, instruction);
                        }
                    }
                });
            }
        }
    }

    /** What is done with each instruction. */
    private interface Found {
        void accept(String method, Instruction instruction);
    }
}
