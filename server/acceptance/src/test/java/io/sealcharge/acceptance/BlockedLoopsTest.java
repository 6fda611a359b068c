package io.sealcharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockedLoopsTest {
    private static final String REPORT =
            "{\"logger\":\"io.sealcharge.platform.observe.BlockedThreads\",\"exception\":\"%s\"}";

    @Test
    void aCallThatWaitsIsFound() {
        assertThat(BlockedLoops.in(REPORT.formatted(
                        "x: vert.x-eventloop-thread-0\\n\\tat java.base/java.lang.Thread.sleep(Native Method)\\n"
                                + "\\tat io.sealcharge.platform.http.Slow.answer(Slow.java:3)\\n")))
                .hasSize(1);
        assertThat(BlockedLoops.in(REPORT.formatted(
                        "x: loop\\n\\tat iaik.pkcs.pkcs11.wrapper.PKCS11Implementation.C_Sign(Native Method)\\n")))
                .hasSize(1);
    }

    @Test
    void aLoopThatComputesRestsOrLoadsClassesIsNot() {
        assertThat(BlockedLoops.in(REPORT.formatted(
                                "x: loop\\n\\tat io.sealcharge.platform.http.Busy.run(Busy.java)\\n")
                        + "\n"
                        + REPORT.formatted("x: loop\\n\\tat io.netty.channel.epoll.EPollWait.wait(Native Method)\\n")
                        + "\n"
                        + REPORT.formatted(
                                "x: loop\\n\\tat java.base/java.io.RandomAccessFile.readBytes(Native Method)\\n"
                                        + "\\tat java.base/jdk.internal.loader.BuiltinClassLoader.loadClass(B.java)\\n")
                        + "\n{\"logger\":\"other\",\"exception\":\"\\tat java.lang.Thread.sleep(N)\"}"))
                .isEmpty();
    }
}
