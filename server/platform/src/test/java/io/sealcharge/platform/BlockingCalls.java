package io.sealcharge.platform;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import io.vertx.core.Future;
import io.vertx.core.file.FileSystem;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;

/** Calls that may keep their thread waiting, by type and name. */
final class BlockingCalls {
    /** An empty set of names stands for all methods and constructors of the type. */
    private record Denied(Class<?> type, Set<String> methods) {
        boolean covers(JavaClass owner, String method) {
            return owner.isAssignableTo(type) && (methods.isEmpty() || methods.contains(method));
        }
    }

    private static final List<Denied> DENIED = List.of(
            new Denied(Thread.class, Set.of("sleep", "join")),
            new Denied(Object.class, Set.of("wait")),
            new Denied(LockSupport.class, Set.of("park", "parkNanos", "parkUntil")),
            new Denied(Future.class, Set.of("await")),
            new Denied(CompletableFuture.class, Set.of("get", "join")),
            new Denied(java.util.concurrent.Future.class, Set.of("get")),
            new Denied(ExecutorService.class, Set.of("invokeAll", "invokeAny", "awaitTermination", "close")),
            new Denied(BlockingQueue.class, Set.of("put", "take")),
            new Denied(CountDownLatch.class, Set.of("await")),
            new Denied(CyclicBarrier.class, Set.of("await")),
            new Denied(Condition.class, Set.of("await", "awaitNanos", "awaitUntil")),
            new Denied(Semaphore.class, Set.of("acquire", "acquireUninterruptibly")),
            new Denied(Process.class, Set.of("waitFor")),
            new Denied(HttpClient.class, Set.of("send")),
            new Denied(InetAddress.class, Set.of("getByName", "getAllByName", "getLocalHost", "isReachable")),
            new Denied(URL.class, Set.of("openStream", "openConnection", "getContent")),
            new Denied(URLConnection.class, Set.of()),
            new Denied(Socket.class, Set.of()),
            new Denied(Files.class, Set.of()),
            new Denied(FileChannel.class, Set.of()),
            new Denied(FileInputStream.class, Set.of()),
            new Denied(FileOutputStream.class, Set.of()),
            new Denied(RandomAccessFile.class, Set.of()));

    private BlockingCalls() {}

    /** A call, or a method reference, to one of them, to JDBC, or to a ...Blocking method of Vert.x' file system. */
    static DescribedPredicate<JavaAccess<?>> toADeniedMethod() {
        return DescribedPredicate.describe("a method that may keep its thread waiting", access -> {
            JavaClass owner = access.getTargetOwner();
            String method = access.getName();
            return DENIED.stream().anyMatch(denied -> denied.covers(owner, method))
                    || owner.getPackageName().startsWith("java.sql")
                    || (owner.isAssignableTo(FileSystem.class) && method.endsWith("Blocking"));
        });
    }
}
