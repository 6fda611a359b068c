package io.sealcharge.acceptance.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Java files parsed, not resolved, by the compiler's own parser. */
record JavaSources(List<CompilationUnitTree> units, SourcePositions positions) {

    static JavaSources parse(List<Path> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var fileManager = compiler.getStandardFileManager(null, null, null);
        JavacTask task = (JavacTask) compiler.getTask(
                null, fileManager, null, List.of("-proc:none"), null, fileManager.getJavaFileObjectsFromPaths(files));
        List<CompilationUnitTree> units = new ArrayList<>();
        try {
            task.parse().forEach(units::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new JavaSources(units, Trees.instance(task).getSourcePositions());
    }

    static Path path(CompilationUnitTree unit) {
        return Path.of(unit.getSourceFile().toUri());
    }

    /** The number of lines from the first to the last character of {@code tree}. */
    long lines(CompilationUnitTree unit, com.sun.source.tree.Tree tree) {
        long start = positions.getStartPosition(unit, tree);
        long end = positions.getEndPosition(unit, tree);
        return unit.getLineMap().getLineNumber(end) - unit.getLineMap().getLineNumber(start) + 1;
    }
}
