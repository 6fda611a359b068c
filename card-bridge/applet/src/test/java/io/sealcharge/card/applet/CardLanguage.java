package io.sealcharge.card.applet;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javacard.framework.Applet;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Finds in Java sources what the card's language does not have. It reads the source, since byte code no longer tells a for-each from a loop or an int
 * from a short.
 */
final class CardLanguage {
    private final List<Breach> breaches = new ArrayList<>();
    private final Trees trees;

    private CardLanguage(Trees trees) {
        this.trees = trees;
    }

    /** A rule that is broken somewhere. */
    record Breach(CardRule rule, String file, long line) {}

    static List<Breach> breachesIn(List<? extends JavaFileObject> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        // Read in today's language, so that what is too new is named and not just refused.
        DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
        List<String> options = List.of("-proc:none", "-Xlint:none", "-classpath", cardApi());
        JavacTask task = (JavacTask) compiler.getTask(null, null, messages, options, null, sources);
        try {
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            task.analyze();
            requireNoError(messages);
            CardLanguage language = new CardLanguage(Trees.instance(task));
            for (CompilationUnitTree unit : units) {
                new DeclarationRules(language).scan(unit, null);
                new StatementRules(language).scan(unit, null);
                new ArithmeticRules(language).scan(unit, null);
                new MemoryRules(language).scan(unit, null);
            }
            return language.breaches;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What does not compile has no types, and breaks rules unseen. */
    private static void requireNoError(DiagnosticCollector<JavaFileObject> messages) {
        messages.getDiagnostics().stream()
                .filter(message -> message.getKind() == Diagnostic.Kind.ERROR)
                .findFirst()
                .ifPresent(error -> {
                    throw new IllegalStateException(error.toString());
                });
    }

    private static String cardApi() {
        return Applet.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    static JavaFileObject source(String name, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    Trees trees() {
        return trees;
    }

    void breach(CardRule rule, CompilationUnitTree unit, Tree tree) {
        long position = trees.getSourcePositions().getStartPosition(unit, tree);
        breaches.add(new Breach(
                rule,
                unit.getSourceFile().getName(),
                position < 0 ? 0 : unit.getLineMap().getLineNumber(position)));
    }
}
