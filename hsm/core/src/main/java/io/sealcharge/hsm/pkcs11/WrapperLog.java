package io.sealcharge.hsm.pkcs11;

import org.slf4j.LoggerFactory;
import org.xipki.pkcs11.wrapper.Logger;

/** Sends what the wrapper has to say to slf4j; left alone it writes to standard output. */
final class WrapperLog implements Logger {
    private static final org.slf4j.Logger log = LoggerFactory.getLogger("io.sealcharge.hsm.pkcs11.wrapper");

    @Override
    public void info(String format, Object... arguments) {
        // A licence notice and one line per module function: nothing an operator asks for.
        log.debug(format, arguments);
    }

    @Override
    public void warn(String format, Object... arguments) {
        log.warn(format, arguments);
    }

    @Override
    public void error(String format, Object... arguments) {
        log.error(format, arguments);
    }

    @Override
    public void debug(String format, Object... arguments) {
        log.trace(format, arguments);
    }

    @Override
    public void trace(String format, Object... arguments) {
        log.trace(format, arguments);
    }

    @Override
    public boolean isDebugEnabled() {
        return log.isTraceEnabled();
    }

    @Override
    public boolean isInfoEnabled() {
        return log.isDebugEnabled();
    }

    @Override
    public boolean isWarnEnabled() {
        return log.isWarnEnabled();
    }

    @Override
    public boolean isTraceEnabled() {
        return log.isTraceEnabled();
    }
}
