package io.sealcharge.card.applet;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreePath;
import java.util.EnumSet;
import java.util.Set;
import javax.lang.model.type.TypeKind;

/**
 * Java computes in int and a card in short: the two agree only where the result is cast at once and nothing that looks at its high bits comes before the
 * cast (Java Card 3.0.4 VM specification, 2.2.3.1).
 */
final class ArithmeticRules extends CardScanner {
    private static final Set<Kind> ARITHMETIC = EnumSet.of(
            Kind.PLUS,
            Kind.MINUS,
            Kind.MULTIPLY,
            Kind.DIVIDE,
            Kind.REMAINDER,
            Kind.AND,
            Kind.OR,
            Kind.XOR,
            Kind.LEFT_SHIFT,
            Kind.RIGHT_SHIFT);
    private static final Set<Kind> LOW_BITS_ONLY = EnumSet.of(
            Kind.PLUS,
            Kind.MINUS,
            Kind.MULTIPLY,
            Kind.AND,
            Kind.OR,
            Kind.XOR,
            Kind.UNARY_MINUS,
            Kind.BITWISE_COMPLEMENT);

    ArithmeticRules(CardLanguage language) {
        super(language);
    }

    @Override
    public Void visitBinary(BinaryTree tree, Void unused) {
        if (tree.getKind() == Kind.UNSIGNED_RIGHT_SHIFT) {
            breach(CardRule.UNSIGNED_SHIFT, tree);
        } else if (ARITHMETIC.contains(tree.getKind()) && isKind(tree, TypeKind.INT)) {
            requireCast(tree);
        }
        return super.visitBinary(tree, null);
    }

    @Override
    public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void unused) {
        if (tree.getKind() == Kind.UNSIGNED_RIGHT_SHIFT_ASSIGNMENT) {
            breach(CardRule.UNSIGNED_SHIFT, tree);
        }
        return super.visitCompoundAssignment(tree, null);
    }

    @Override
    public Void visitLiteral(LiteralTree tree, Void unused) {
        if (tree.getValue() instanceof Integer number
                && number != number.shortValue()
                && !(outward(getCurrentPath()).getLeaf() instanceof TypeCastTree)) {
            breach(CardRule.WIDE_LITERAL, tree);
        }
        return null;
    }

    private void requireCast(Tree tree) {
        TreePath outer = outward(getCurrentPath());
        Tree parent = outer.getLeaf();
        if ((parent instanceof TypeCastTree cast && isNarrow(cast)) || LOW_BITS_ONLY.contains(parent.getKind())) {
            return;
        }
        if (parent instanceof BinaryTree shift && shift.getKind() == Kind.LEFT_SHIFT) {
            return;
        }
        breach(ruleFor(parent), tree);
    }

    private static CardRule ruleFor(Tree parent) {
        return switch (parent.getKind()) {
            case ARRAY_ACCESS -> CardRule.UNCAST_INDEX;
            case RIGHT_SHIFT, DIVIDE, REMAINDER -> CardRule.UNCAST_OPERAND;
            default -> CardRule.UNCAST_SUM;
        };
    }

    private boolean isNarrow(TypeCastTree cast) {
        return isKind(cast, TypeKind.SHORT) || isKind(cast, TypeKind.BYTE);
    }

    /** The tree around, past parentheses, signs of literals and the branches of a condition. */
    private static TreePath outward(TreePath path) {
        TreePath outer = path.getParentPath();
        Tree inner = path.getLeaf();
        while (outer.getLeaf() instanceof ParenthesizedTree
                || (outer.getLeaf() instanceof UnaryTree && inner instanceof LiteralTree)
                || (outer.getLeaf() instanceof ConditionalExpressionTree choice
                        && !choice.getCondition().equals(inner))) {
            inner = outer.getLeaf();
            outer = outer.getParentPath();
        }
        return outer;
    }
}
