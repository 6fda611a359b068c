package io.sealcharge.card.applet;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeMirror;

/**
 * All memory is made at install: by constructors, field initialisers, the install method, and private static methods named "make…" that serve
 * these; and it stays where it is, so that no field comes to hold another object. That no command reaches such a method the simulator holds.
 */
final class MemoryRules extends CardScanner {
    private static final Set<String> FACTORIES = Set.of(
            "makeTransientByteArray",
            "makeTransientShortArray",
            "makeTransientBooleanArray",
            "makeTransientObjectArray",
            "makeGlobalArray",
            "buildKey",
            "getInstance");

    MemoryRules(CardLanguage language) {
        super(language);
    }

    @Override
    public Void visitNewClass(NewClassTree tree, Void unused) {
        requireInstall(CardRule.ALLOCATION, tree);
        return super.visitNewClass(tree, null);
    }

    @Override
    public Void visitNewArray(NewArrayTree tree, Void unused) {
        requireInstall(tree.getDimensions().isEmpty() ? CardRule.ARRAY_INITIALISER : CardRule.ARRAY_ALLOCATION, tree);
        return super.visitNewArray(tree, null);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
        Element called = language().trees().getElement(getCurrentPath());
        if (called != null && FACTORIES.contains(called.getSimpleName().toString())) {
            requireInstall(CardRule.FACTORY_ALLOCATION, tree);
        }
        return super.visitMethodInvocation(tree, null);
    }

    private void requireInstall(CardRule rule, Tree tree) {
        TreePath path = getCurrentPath();
        while (!(path.getLeaf() instanceof MethodTree) && !(path.getLeaf() instanceof ClassTree)) {
            path = path.getParentPath();
        }
        if (path.getLeaf() instanceof MethodTree method && !isInstall(method)) {
            breach(rule, tree);
        }
    }

    private static boolean isInstall(MethodTree method) {
        String name = method.getName().toString();
        boolean makesPart = method.getModifiers().getFlags().containsAll(Set.of(Modifier.PRIVATE, Modifier.STATIC))
                && name.startsWith("make");
        return name.equals("<init>") || name.equals("install") || makesPart;
    }

    @Override
    public Void visitVariable(VariableTree tree, Void unused) {
        Tree owner = getCurrentPath().getParentPath().getLeaf();
        Set<Modifier> modifiers = tree.getModifiers().getFlags();
        if (owner instanceof ClassTree && !modifiers.contains(Modifier.FINAL)) {
            TypeMirror type = typeOf(tree);
            if (modifiers.contains(Modifier.STATIC)) {
                breach(CardRule.STATIC_STATE, tree);
            } else if (type != null && !type.getKind().isPrimitive()) {
                breach(CardRule.CHANGING_REFERENCE, tree);
            }
        }
        return super.visitVariable(tree, null);
    }

    @Override
    public Void visitAssignment(AssignmentTree tree, Void unused) {
        requireOwnArray(tree.getVariable(), tree);
        return super.visitAssignment(tree, null);
    }

    @Override
    public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void unused) {
        requireOwnArray(tree.getVariable(), tree);
        return super.visitCompoundAssignment(tree, null);
    }

    @Override
    public Void visitUnary(UnaryTree tree, Void unused) {
        requireOwnArray(tree.getExpression(), tree);
        return super.visitUnary(tree, null);
    }

    private void requireOwnArray(ExpressionTree target, Tree tree) {
        if (!(target instanceof ArrayAccessTree access)) {
            return;
        }
        TreePath path = TreePath.getPath(getCurrentPath().getCompilationUnit(), access.getExpression());
        Element array = language().trees().getElement(path);
        if (array != null
                && array.getKind() == ElementKind.FIELD
                && array.getModifiers().contains(Modifier.STATIC)) {
            breach(CardRule.STATIC_ARRAY_WRITE, tree);
        }
    }
}
