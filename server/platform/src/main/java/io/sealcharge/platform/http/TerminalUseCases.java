package io.sealcharge.platform.http;

import io.sealcharge.platform.app.GetTerminal;
import io.sealcharge.platform.app.ListTerminals;
import io.sealcharge.platform.app.RegisterTerminal;
import io.sealcharge.platform.app.RevokeTerminal;
import io.sealcharge.platform.app.RotateTerminal;
import java.util.List;

/** All that channels can ask for about terminals that share keys. */
public record TerminalUseCases(
        RegisterTerminal registerTerminal,
        RotateTerminal rotateTerminal,
        RevokeTerminal revokeTerminal,
        GetTerminal getTerminal,
        ListTerminals listTerminals) {

    List<ApiRoute> routes() {
        return List.of(
                new RegisterTerminalRoute(registerTerminal),
                new RotateTerminalRoute(rotateTerminal),
                new RevokeTerminalRoute(revokeTerminal),
                new GetTerminalRoute(getTerminal),
                new ListTerminalsRoute(listTerminals));
    }
}
