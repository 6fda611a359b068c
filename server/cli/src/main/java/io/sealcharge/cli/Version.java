package io.sealcharge.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Sealcharge.class.getPackage().getImplementationVersion();
        return new String[] {"sealcharge " + Objects.requireNonNullElse(version, "(not packaged)")};
    }
}
