package io.sealcharge.card.applet;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** Types that a card does not have, and classes, methods and fields of a kind that it does not have. */
final class DeclarationRules extends CardScanner {
    /** Of java.lang (Java Card 3.0.4 API). */
    private static final Set<String> CARD_CLASSES =
            Set.of("Object", "Override", "Throwable", "Exception", "RuntimeException");

    private static final Pattern WITHOUT_TYPE = Pattern.compile("(final\\s+)?var\\s");

    DeclarationRules(CardLanguage language) {
        super(language);
    }

    @Override
    public Void visitImport(ImportTree tree, Void unused) {
        if (!isCardPackage(tree.getQualifiedIdentifier().toString())) {
            breach(CardRule.FOREIGN_API, tree);
        }
        return null;
    }

    @Override
    public Void visitPackage(PackageTree tree, Void unused) {
        return null;
    }

    @Override
    public Void visitPrimitiveType(PrimitiveTypeTree tree, Void unused) {
        switch (tree.getPrimitiveTypeKind()) {
            case INT -> breach(ruleForInt(), tree);
            case LONG -> breach(CardRule.LONG, tree);
            case FLOAT -> breach(CardRule.FLOAT, tree);
            case DOUBLE -> breach(CardRule.DOUBLE, tree);
            case CHAR -> breach(CardRule.CHAR, tree);
            default -> {}
        }
        return null;
    }

    private CardRule ruleForInt() {
        return switch (getCurrentPath().getParentPath().getLeaf()) {
            case MethodTree method -> CardRule.INT_IN_SIGNATURE;
            case ArrayTypeTree array -> CardRule.INT_ARRAY;
            case TypeCastTree cast -> CardRule.INT_CAST;
            default -> CardRule.INT;
        };
    }

    @Override
    public Void visitArrayType(ArrayTypeTree tree, Void unused) {
        if (tree.getType() instanceof ArrayTypeTree) {
            breach(CardRule.SEVERAL_DIMENSIONS, tree);
        }
        return super.visitArrayType(tree, null);
    }

    @Override
    public Void visitIdentifier(IdentifierTree tree, Void unused) {
        requireCardClass(tree);
        return null;
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree tree, Void unused) {
        if (tree.getIdentifier().contentEquals("class")) {
            breach(CardRule.CLASS_LITERAL, tree);
        }
        requireCardClass(tree);
        return super.visitMemberSelect(tree, null);
    }

    private void requireCardClass(Tree tree) {
        Element element = language().trees().getElement(getCurrentPath());
        if (!(element instanceof TypeElement type) || type.getKind() == ElementKind.TYPE_PARAMETER) {
            return;
        }
        String name = type.getQualifiedName().toString();
        if ("java.lang.String".equals(name)) {
            breach(CardRule.STRING, tree);
        } else if (!isCardPackage(name)) {
            breach(CardRule.FOREIGN_API, tree);
        }
    }

    private static boolean isCardPackage(String name) {
        return name.startsWith("javacard.")
                || name.startsWith("javacardx.")
                || name.startsWith("io.sealcharge.card.applet.")
                || (name.startsWith("java.lang.") && CARD_CLASSES.contains(name.substring("java.lang.".length())));
    }

    @Override
    public Void visitAnnotation(AnnotationTree tree, Void unused) {
        if (!tree.getAnnotationType().toString().equals("Override")) {
            breach(CardRule.ANNOTATION, tree);
        }
        return null;
    }

    @Override
    public Void visitParameterizedType(ParameterizedTypeTree tree, Void unused) {
        breach(CardRule.PARAMETERISED, tree);
        return super.visitParameterizedType(tree, null);
    }

    @Override
    public Void visitClass(ClassTree tree, Void unused) {
        switch (tree.getKind()) {
            case ENUM -> breach(CardRule.ENUM, tree);
            case RECORD -> breach(CardRule.RECORD, tree);
            default -> {
                if (isAnonymous()) {
                    breach(CardRule.ANONYMOUS_CLASS, tree);
                } else if (!(getCurrentPath().getParentPath().getLeaf() instanceof CompilationUnitTree)) {
                    breach(CardRule.NESTED_CLASS, tree);
                }
            }
        }
        if (!tree.getTypeParameters().isEmpty()) {
            breach(CardRule.GENERIC, tree);
        }
        return super.visitClass(tree, null);
    }

    private boolean isAnonymous() {
        TreePath parent = getCurrentPath().getParentPath();
        return parent.getLeaf() instanceof NewClassTree;
    }

    @Override
    public Void visitMethod(MethodTree tree, Void unused) {
        Set<Modifier> modifiers = tree.getModifiers().getFlags();
        if (modifiers.contains(Modifier.SYNCHRONIZED)) {
            breach(CardRule.SYNCHRONIZED, tree);
        }
        if (modifiers.contains(Modifier.NATIVE) || modifiers.contains(Modifier.STRICTFP)) {
            breach(CardRule.FOREIGN_MODIFIER, tree);
        }
        if (tree.getModifiers().getFlags().contains(Modifier.DEFAULT)) {
            breach(CardRule.DEFAULT_METHOD, tree);
        }
        if (!tree.getTypeParameters().isEmpty()) {
            breach(CardRule.GENERIC, tree);
        }
        // The parser turns "byte..." into an array; its source still has the dots.
        for (VariableTree parameter : tree.getParameters()) {
            if (parameter.toString().contains("...")) {
                breach(CardRule.VARARGS, parameter);
            }
        }
        return super.visitMethod(tree, null);
    }

    @Override
    public Void visitVariable(VariableTree tree, Void unused) {
        Set<Modifier> modifiers = tree.getModifiers().getFlags();
        if (modifiers.contains(Modifier.VOLATILE) || modifiers.contains(Modifier.TRANSIENT)) {
            breach(CardRule.FOREIGN_MODIFIER, tree);
        }
        if (WITHOUT_TYPE.matcher(sourceOf(tree)).lookingAt()) {
            breach(CardRule.VAR, tree);
        }
        return super.visitVariable(tree, null);
    }

    /** The parser puts the type in the place of "var"; the source still says it. */
    private CharSequence sourceOf(Tree tree) {
        CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
        long start = language().trees().getSourcePositions().getStartPosition(unit, tree);
        try {
            CharSequence source = unit.getSourceFile().getCharContent(true);
            return start < 0 ? "" : source.subSequence((int) start, source.length());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
