package io.sealcharge.card.applet;

import com.sun.source.tree.AssertTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.Set;
import javax.lang.model.type.TypeMirror;

/** Statements and expressions that a card does not have. */
final class StatementRules extends CardScanner {
    /** What may be caught: all else would also swallow the status word that another part of the card throws. */
    private static final Set<String> CATCHABLE = Set.of("javacard.security.CryptoException");

    StatementRules(CardLanguage language) {
        super(language);
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree tree, Void unused) {
        breach(CardRule.LAMBDA, tree);
        return super.visitLambdaExpression(tree, null);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree tree, Void unused) {
        breach(CardRule.METHOD_REFERENCE, tree);
        return super.visitMemberReference(tree, null);
    }

    @Override
    public Void visitEnhancedForLoop(EnhancedForLoopTree tree, Void unused) {
        breach(CardRule.FOR_EACH, tree);
        return super.visitEnhancedForLoop(tree, null);
    }

    @Override
    public Void visitAssert(AssertTree tree, Void unused) {
        breach(CardRule.ASSERT, tree);
        return super.visitAssert(tree, null);
    }

    @Override
    public Void visitLiteral(LiteralTree tree, Void unused) {
        switch (tree.getKind()) {
            case STRING_LITERAL -> breach(CardRule.STRING_LITERAL, tree);
            case CHAR_LITERAL -> breach(CardRule.CHAR_LITERAL, tree);
            default -> {}
        }
        return null;
    }

    @Override
    public Void visitBinary(BinaryTree tree, Void unused) {
        if (isString(tree)) {
            breach(CardRule.STRING_CONCATENATION, tree);
        }
        return super.visitBinary(tree, null);
    }

    @Override
    public Void visitSwitch(SwitchTree tree, Void unused) {
        if (isString(tree.getExpression())) {
            breach(CardRule.STRING_SWITCH, tree);
        }
        return super.visitSwitch(tree, null);
    }

    @Override
    public Void visitSwitchExpression(SwitchExpressionTree tree, Void unused) {
        breach(CardRule.SWITCH_EXPRESSION, tree);
        return super.visitSwitchExpression(tree, null);
    }

    @Override
    public Void visitCase(CaseTree tree, Void unused) {
        if (tree.getCaseKind() == CaseTree.CaseKind.RULE
                || tree.getExpressions().size() > 1) {
            breach(CardRule.ARROW_CASE, tree);
        }
        return super.visitCase(tree, null);
    }

    @Override
    public Void visitBindingPattern(BindingPatternTree tree, Void unused) {
        breach(CardRule.PATTERN, tree);
        return super.visitBindingPattern(tree, null);
    }

    @Override
    public Void visitTry(TryTree tree, Void unused) {
        if (!tree.getResources().isEmpty()) {
            breach(CardRule.TRY_WITH_RESOURCES, tree);
        }
        return super.visitTry(tree, null);
    }

    @Override
    public Void visitCatch(CatchTree tree, Void unused) {
        TypeMirror type = typeOf(tree.getParameter().getType());
        if (type == null || !CATCHABLE.contains(type.toString())) {
            breach(CardRule.BROAD_CATCH, tree);
        }
        return super.visitCatch(tree, null);
    }

    @Override
    public Void visitSynchronized(SynchronizedTree tree, Void unused) {
        breach(CardRule.SYNCHRONIZED_BLOCK, tree);
        return super.visitSynchronized(tree, null);
    }

    @Override
    public Void visitReturn(ReturnTree tree, Void unused) {
        ExpressionTree value = tree.getExpression();
        if (value != null && enclosingMethod() instanceof MethodTree method) {
            requireSameKind(value, method.getReturnType());
        }
        return super.visitReturn(tree, null);
    }

    @Override
    public Void visitVariable(VariableTree tree, Void unused) {
        if (tree.getInitializer() != null && tree.getType() != null) {
            requireSameKind(tree.getInitializer(), tree.getType());
        }
        return super.visitVariable(tree, null);
    }

    private void requireSameKind(Tree value, Tree target) {
        TypeMirror from = typeOf(value);
        TypeMirror to = typeOf(target);
        if (from != null
                && to != null
                && from.getKind().isPrimitive()
                && !to.getKind().isPrimitive()) {
            breach(CardRule.BOXING, value);
        }
    }

    private Tree enclosingMethod() {
        TreePath path = getCurrentPath();
        while (path != null
                && !(path.getLeaf() instanceof MethodTree)
                && !(path.getLeaf() instanceof LambdaExpressionTree)) {
            path = path.getParentPath();
        }
        return path == null ? getCurrentPath().getLeaf() : path.getLeaf();
    }
}
