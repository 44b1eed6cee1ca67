package parley.app.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import parley.app.options.CommandException;

/** Tries an address to listen on before anything is started: so nothing has to be undone where it is in use. */
final class ListenAddress {

    private ListenAddress() {}

    /** @throws CommandException if there is no such host */
    static InetSocketAddress of(String host, int port) {
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw CommandException.ofRequest("cannot listen on " + host + ": there is no such host");
        }
        return address;
    }

    /** @throws CommandException if it can't be listened on now */
    static void requireFree(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address);
        } catch (IOException e) {
            throw inUse(address, e);
        }
    }

    static CommandException inUse(InetSocketAddress address, IOException e) {
        return CommandException.ofRequest(
                "cannot listen on " + address.getHostString() + " port " + address.getPort() + ": " + e.getMessage());
    }
}
