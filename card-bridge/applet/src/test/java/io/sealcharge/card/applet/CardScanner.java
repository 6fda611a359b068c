package io.sealcharge.card.applet;

import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Walks through attributed sources and notes which rules are broken where. */
abstract class CardScanner extends TreePathScanner<Void, Void> {
    private final CardLanguage language;

    CardScanner(CardLanguage language) {
        this.language = language;
    }

    final void breach(CardRule rule, Tree tree) {
        language.breach(rule, getCurrentPath().getCompilationUnit(), tree);
    }

    final @Nullable TypeMirror typeOf(Tree tree) {
        return language.trees().getTypeMirror(TreePath.getPath(getCurrentPath().getCompilationUnit(), tree));
    }

    final boolean isKind(Tree tree, TypeKind kind) {
        TypeMirror type = typeOf(tree);
        return type != null && type.getKind() == kind;
    }

    final boolean isString(Tree tree) {
        TypeMirror type = typeOf(tree);
        return type != null && type.getKind() == TypeKind.DECLARED && "java.lang.String".equals(type.toString());
    }

    final CardLanguage language() {
        return language;
    }
}
