package io.sealcharge.acceptance.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a class's source shows without types resolved: its fields, and for each method what it calls and names.
 *
 * @param fields name → type as written
 * @param methods name → calls and constants of all methods of that name
 */
record ClassOutline(String name, boolean isInterface, Map<String, String> fields, Map<String, Body> methods) {

    /**
     * What a method's body mentions.
     *
     * @param fieldCalls {@code field.method}
     * @param ownCalls names of methods of the same class
     * @param constants {@code Class.CONSTANT}
     */
    record Body(Set<String> fieldCalls, Set<String> ownCalls, Set<String> constants) {
        Body() {
            this(new LinkedHashSet<>(), new LinkedHashSet<>(), new TreeSet<>());
        }
    }

    static ClassOutline of(CompilationUnitTree unit) {
        ClassTree type = (ClassTree) unit.getTypeDecls().getFirst();
        Map<String, String> fields = new LinkedHashMap<>();
        Map<String, Body> methods = new LinkedHashMap<>();
        for (Tree member : type.getMembers()) {
            if (member instanceof VariableTree field) {
                fields.put(field.getName().toString(), String.valueOf(field.getType()));
            } else if (member instanceof MethodTree method) {
                Body body = methods.computeIfAbsent(method.getName().toString(), name -> new Body());
                new BodyScanner(body).scan(method.getBody(), null);
            }
        }
        return new ClassOutline(
                type.getSimpleName().toString(), type.getKind() == Tree.Kind.INTERFACE, fields, methods);
    }

    /** What {@code method} mentions, and what the own methods that it calls mention. */
    Body reached(String method) {
        Body all = new Body();
        collect(method, all, new LinkedHashSet<>());
        return all;
    }

    /** What any method mentions. */
    Body anywhere() {
        Body all = new Body();
        methods.keySet().forEach(method -> collect(method, all, new LinkedHashSet<>()));
        return all;
    }

    private void collect(String method, Body into, Set<String> seen) {
        Body body = methods.get(method);
        if (body == null || !seen.add(method)) {
            return;
        }
        into.fieldCalls().addAll(body.fieldCalls());
        into.constants().addAll(body.constants());
        body.ownCalls().forEach(called -> collect(called, into, seen));
    }

    private static final class BodyScanner extends TreeScanner<Void, Void> {
        private final Body body;

        BodyScanner(Body body) {
            this.body = body;
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
            switch (call.getMethodSelect()) {
                case IdentifierTree own -> body.ownCalls().add(own.getName().toString());
                case MemberSelectTree select ->
                    member(select.getExpression(), select.getIdentifier().toString());
                default -> {}
            }
            return super.visitMethodInvocation(call, null);
        }

        @Override
        public Void visitMemberReference(MemberReferenceTree reference, Void unused) {
            member(reference.getQualifierExpression(), reference.getName().toString());
            return super.visitMemberReference(reference, null);
        }

        private void member(Tree owner, String method) {
            String name = owner.toString();
            if (name.equals("this")) {
                body.ownCalls().add(method);
            } else if (owner instanceof IdentifierTree) {
                body.fieldCalls().add(name + "." + method);
            }
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree select, Void unused) {
            if (select.getExpression() instanceof IdentifierTree owner
                    && select.getIdentifier().toString().matches("[A-Z][A-Z0-9_]+")) {
                body.constants().add(owner.getName() + "." + select.getIdentifier());
            }
            return super.visitMemberSelect(select, null);
        }
    }
}
